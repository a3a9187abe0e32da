"""What the secretariat gives the network of the tests' world, and a form for each of its doors."""

import uuid
from datetime import timedelta
from typing import Any

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.actions.booking import book_seats, cancel_booking
from offerings.actions.booking_letters import seat_token
from offerings.models import Booking, OfferingSession
from secretariat.actions.feed import make_feed
from secretariat.actions.sparring_note import log_sparring
from secretariat.enums import FeedKind, SparringState
from secretariat.models import SparringSession
from tests.factories.booking import make_session
from tests.factories.offerings import (
    make_assigned,
    make_offering,
    make_place,
    make_request,
    make_reservation,
)
from tests.factories.sparring import make_agreed, make_format
from tests.factories.sparring import make_assigned as make_with_times
from tests.house.room import Room

A_WEEK = timedelta(days=7)
QUESTION = "Hvad overser vi?"


def supply(network: Network, people: dict[str, Person | None]) -> Room:
    """One of everything: offerings given and asked for, seats in every state, conversations."""
    member, insider, chief = people["member"], people["insider"], people["chief"]
    own = network.consultant
    assert member
    assert insider
    assert chief
    assert own
    seats = _seats(network, member, insider)
    place = make_place()
    talks = _talks(network, member, own)
    arguments = {
        "offering_id": make_offering().pk,
        "assigned_id": make_assigned(network).pk,
        "support_request_id": make_request(network, by=member).pk,
        "session_id": seats["ahead"].session_id,
        "booking_id": seats["ahead"].pk,
        "place_id": place.pk,
        "reservation_id": make_reservation(network, place, by=member).pk,
        "sparring_id": talks["ahead"].pk,
        "kind": FeedKind.OWN.value,
        ("offerings:session_attendance", "session_id"): seats["behind"].session_id,
        ("offerings:booking_feedback", "booking_id"): seats["behind"].pk,
        ("offerings:offer_answer", "booking_id"): seats["offered"].pk,
        ("offerings:seat_open", "token"): seat_token(seats["ahead"]),
        ("secretariat:feed_file", "key"): make_feed(by=chief, kind=FeedKind.OWN),
        ("secretariat:sparring_times", "sparring_id"): talks["open"].pk,
        ("secretariat:sparring_pick", "sparring_id"): talks["timed"].pk,
        ("secretariat:sparring_reopen", "sparring_id"): talks["timed"].pk,
        ("secretariat:sparring_log", "sparring_id"): talks["due"].pk,
        ("secretariat:sparring_note", "sparring_id"): talks["held"].pk,
    }
    time = talks["timed"].times.first()
    assert time
    return Room(arguments, payloads(network, member, time_id=time.pk))


def _seats(network: Network, member: Person, insider: Person) -> dict[str, Booking]:
    """The member's: a seat ahead, one that is offered, and one in what is over."""

    def seat(session: OfferingSession) -> Booking:
        book_seats(by=network.leader, session=session, people=[member, insider], network=network)
        return session.bookings.get(person=member)

    offered = seat(make_session(capacity=1))
    first = make_session(capacity=1, begins_at=clock.now() + 2 * A_WEEK)
    book_seats(by=network.leader, session=first, people=[insider, member], network=network)
    taken, waiting = first.bookings.order_by("pk")
    cancel_booking(by=insider, booking=taken)
    with clock.set_to(clock.now() - 2 * A_WEEK):
        behind = seat(make_session())
    return {"ahead": offered, "offered": waiting, "behind": behind}


def _talks(network: Network, member: Person, partner: Person) -> dict[str, SparringSession]:
    """The member asked for each; they stand at every step of the way."""
    given: dict[str, Any] = {"partner": partner, "by": member, "question": QUESTION}
    now = clock.now()
    with clock.set_to(now - A_WEEK):
        due = make_agreed(network, at=now - timedelta(days=1), **given)
        held = make_agreed(network, at=now - timedelta(days=2), **given)
    log_sparring(by=member, session=held, outcome=SparringState.HELD, sentence="Vi så på hinanden.")
    return {
        "due": due,
        "held": held,
        "ahead": make_agreed(network, **given),
        "timed": make_with_times(network, times=[now + timedelta(days=5)], **given),
        "open": make_with_times(network, **given),
    }


def payloads(network: Network, member: Person, *, time_id: int) -> dict[str, dict[str, Any]]:
    """By door: a form that would do something if it were let in."""
    words, ahead = "Skrevet af en, der ikke må.", clock.local_now() + timedelta(days=4)
    moment, key = f"{ahead:%Y-%m-%dT%H:%M}", uuid.uuid4()
    day = {"on": f"{ahead:%Y-%m-%d}", "begins": "06:00", "ends": "07:00"}
    return {
        "offerings:request_new": {"words": words, "form_key": key},
        "offerings:offering_settle": {"outcome": "ikke", "unused_because": words},
        "offerings:place_detail": {"network": network.pk, **day},
        "offerings:members_book": {"network": network.pk, "people": [member.pk]},
        "offerings:offer_answer": {"answer": "nej"},
        "offerings:booking_feedback": {"usefulness": "now", "words": words},
        "offerings:seat_open": {"svar": "meld-fra"},
        "secretariat:sparring_ask": {
            "format": make_format().pk,
            "question": words,
            "form_key": uuid.uuid4(),
        },
        "secretariat:sparring_times": {"first": moment},
        "secretariat:sparring_pick": {"time_id": time_id},
        "secretariat:sparring_reopen": {"because": words},
        "secretariat:sparring_move": {"takes_place_at": moment, "where": words, "based_on": 1},
        "secretariat:sparring_withdraw": {"because": words},
        "secretariat:sparring_log": {"outcome": "held", "sentence": words, "form_key": key},
        "secretariat:sparring_note": {"text": words, "form_key": uuid.uuid4()},
        "networks:round_decide": {"outcome": "no", "reason": words},
        "secretariat:ledger_export": {"vis": "netvaerk", "kind": "csv"},
    }
