"""Who was where with whom, as rows that the actions leave; cheap enough for many worlds."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.text import slugify

from netvaerk.people.models import Person
from networks.enums import EndedBecause, MeetingAnswer, NetworkStatus
from networks.models import Meeting, MeetingReply, Membership, Network
from offerings.enums import BookingState
from offerings.models import Booking
from tests.factories.ledger import make_hold, timed_sparring

HOUR = timedelta(hours=1)


def make_below(mother: Network, title: str, **more) -> Network:
    """A network below another one, without anybody in it."""
    alike = ("type", "phase", "status", "leader", "reference_leader", "consultant")
    said = {name: getattr(mother, name) for name in (*alike, "established_at", "decided_at")}
    slug = f"{slugify(title)}-{uuid.uuid4().hex[:6]}"
    return Network.objects.create(
        parent=mother, slug=slug, title=title, challenge="Hvad nu?", **{**said, **more}
    )


def were_in(
    network: Network, people: Iterable[Person], since: datetime, until: datetime | None = None
) -> None:
    """Members from `since`; until the network closed, when it did so."""
    ended = {} if until is None else {"ended_at": until, "ended_because": EndedBecause.CLOSED}
    Membership.objects.bulk_create(
        Membership(network=network, person=person, joined_at=since, **ended) for person in people
    )


def met_in(network: Network, people: Iterable[Person], at: datetime) -> Meeting:
    """A meeting that was held, and to which all of them had said yes."""
    meeting = Meeting.objects.create(
        network=network,
        question="Hvem ser det først?",
        begins_at=at,
        ends_at=at + HOUR,
        place="Klubben",
        called_by=network.leader,
        called_at=at - HOUR,
    )
    MeetingReply.objects.bulk_create(
        MeetingReply(meeting=meeting, person=person, answer=MeetingAnswer.YES) for person in people
    )
    return meeting


def had_sparring(network: Network, partner: Person, people: Iterable[Person], at: datetime) -> None:
    timed_sparring(network, partner, at).people.set(people)


def went_to(people: Iterable[Person], at: datetime, held_by: Person) -> None:
    """A session that all of them came to."""
    session = make_hold(held_by, at)
    Booking.objects.bulk_create(
        Booking(
            session=session,
            person=person,
            state=BookingState.BOOKED,
            booked_by=person,
            booked_at=at - HOUR,
            has_attended=True,
        )
        for person in people
    )


def close(network: Network, at: datetime) -> None:
    Network.objects.filter(pk=network.pk).update(status=NetworkStatus.CLOSED, closed_at=at)
