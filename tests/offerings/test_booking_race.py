"""Many at the same moment, in real threads on a real PostgreSQL: nobody sits on another's chair."""

import os
import random
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from netvaerk import clock
from netvaerk.people.models import OutboxMail, Person
from offerings.actions import booking as booking_actions
from offerings.actions.booking import answer_offer, book_seats, cancel_booking
from offerings.actions.waiting import pass_on_unanswered_seats
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from tests.factories.booking import changed, make_bookings, make_session
from tests.factories.networks import somebody
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory
from tests.offerings.at_once import Crowd, crowd_of

pytestmark = pytest.mark.django_db(transaction=True)
MANY, SEATS = 40, 10
ROUNDS, TRIES = int(os.environ.get("ROUNDS", 50)), 20
WORKERS = 4


def rush(crowd: Crowd, people: list[Person], offering) -> Counter[str]:
    """Everybody books the same session at once; how many ended in each state."""
    session = make_session(offering=offering, capacity=SEATS)
    crowd.do(
        [
            partial(book_seats, by=person, session=session, people=[person], network=None)
            for person in people
        ]
    )
    return Counter(session.bookings.values_list("state", flat=True))


def test_forty_at_once_on_ten_seats_never_overbook(monkeypatch):
    people, offering = [PersonFactory() for _ in range(MANY)], make_offering()
    with crowd_of(MANY) as crowd:
        with monkeypatch.context() as without_the_lock:
            without_the_lock.setattr(
                booking_actions,
                "locked_session",
                lambda session: OfferingSession.objects.get(pk=session.pk),
            )
            most = 0
            for _try in range(TRIES):
                most = max(most, rush(crowd, people, offering)[BookingState.BOOKED])
                if most > SEATS:
                    break
            assert most > SEATS  # the race is there: without the lock this test fails
        rounds = [rush(crowd, people, offering) for _round in range(ROUNDS)]
    assert rounds == [Counter(booked=SEATS, waiting=MANY - SEATS)] * ROUNDS


def late_offer() -> tuple[Booking, Booking]:
    """One seat, offered to the first in line, whose time to answer is over."""
    session = make_session(capacity=1)
    seat, first, second = make_bookings(session, [PersonFactory() for _ in range(3)])
    cancel_booking(by=seat.person, booking=seat)
    past = clock.now() - timedelta(minutes=1)
    Booking.objects.filter(pk=first.pk).update(offered_until=past)
    return first, second


def test_several_workers_pass_a_seat_on_once():
    with crowd_of(WORKERS) as crowd:
        for _round in range(5):
            first, second = late_offer()
            passed_on = crowd.do([pass_on_unanswered_seats] * WORKERS)
            first.refresh_from_db()
            second.refresh_from_db()
            assert sum(passed_on) == 1
            assert (first.state, second.state) == ("expired", "offered")
            for cause in (f"booking:{first.pk}:expired", f"booking:{second.pk}:offered"):
                assert OutboxMail.objects.filter(cause=cause).count() == 1


def test_yes_and_the_end_of_its_time_at_once_is_one_or_the_other():
    """Whoever comes first: never a seat that two have."""
    with crowd_of(WORKERS) as crowd:
        for _round in range(5):
            session = make_session(capacity=1)
            seat, first, second = make_bookings(session, [PersonFactory() for _ in range(3)])
            cancel_booking(by=seat.person, booking=seat)
            said = partial(answer_offer, by=first.person, booking=first)
            crowd.do(
                [
                    partial(said, is_accepted=True),
                    partial(said, is_accepted=False),
                    partial(cancel_booking, by=first.person, booking=first),
                    pass_on_unanswered_seats,
                ]
            )
            assert session.bookings.taking_a_seat().count() == 1
            first.refresh_from_db()
            second.refresh_from_db()
            expected = {"cancelled": "offered", "booked": "waiting"}
            assert expected[first.state] == second.state


def everything(session: OfferingSession, person: Person, chance: random.Random):
    """One act by one person, whatever stands; most are refused or change nothing."""
    mine = session.bookings.live().filter(person=person).first()
    if mine is None:
        return partial(book_seats, by=person, session=session, people=[person], network=None)
    acts = [partial(cancel_booking, by=person, booking=mine), pass_on_unanswered_seats]
    if mine.state == BookingState.OFFERED:
        acts += [partial(answer_offer, by=person, booking=mine, is_accepted=True)] * 2
        acts += [partial(answer_offer, by=person, booking=mine, is_accepted=False)]
    return chance.choice(acts)


def went_past(session: OfferingSession) -> list[tuple[int, int]]:
    """Pairs in which the later in line was offered a seat while the earlier still waited."""
    waited = {int(cause.split(":")[1]) for cause in causes("waiting")}
    line = list(session.bookings.filter(pk__in=waited).order_by("booked_at", "pk"))
    far = clock.now() + timedelta(days=1)
    return [
        (early.pk, late.pk)
        for place, late in enumerate(line)
        for early in line[:place]
        if late.offered_at and (early.offered_at or early.ended_at or far) > late.offered_at
    ]


def causes(state: str) -> list[str]:
    letters = OutboxMail.objects.filter(cause__startswith="booking:", cause__endswith=f":{state}")
    return list(letters.values_list("cause", flat=True))


def test_everything_at_once_keeps_the_order_and_leaves_no_seat_empty():
    chance, size = random.Random(4), 12  # noqa: S311 nothing secret
    people, by = [PersonFactory() for _ in range(size - 1)], somebody("consultant")
    session = make_session(capacity=3)
    with crowd_of(size) as crowd:
        for number in range(15):
            acts = [everything(session, person, chance) for person in people]
            more = partial(changed, session, by=by, capacity=3 + number // 5)
            chance.shuffle(acts)
            crowd.do([*acts, more])
            session.refresh_from_db()
            taken = session.bookings.taking_a_seat().count()
            assert taken <= session.capacity
            assert taken == session.capacity or not session.bookings.in_line().exists()
            assert went_past(session) == []
    assert len(causes("offered")) == session.bookings.exclude(offered_at=None).count() > 0
