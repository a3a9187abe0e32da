"""Places, sessions and seats, made through the actions."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.models import Network
from offerings.actions.booking import book_seats
from offerings.actions.session import change_session, plan_session
from offerings.models import Booking, Offering, OfferingSession, Place
from offerings.queries.calendar import place_of
from tests.factories.networks import somebody
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory

DAY = timedelta(days=1)


def make_place(name: str = "Værkstedet", *, seats: int = 20) -> Place:
    return Place.objects.create(name=name, address="Nordmarks Allé 1", seats=seats)


def make_session(
    *,
    offering: Offering | None = None,
    by: Person | None = None,
    begins_at: datetime | None = None,
    hours: float = 3,
    capacity: int = 2,
    place: Place | None = None,
    elsewhere: str = "Biblioteket",
    link: str = "",
    book_by: datetime | None = None,
    held_by: Person | None = None,
) -> OfferingSession:
    """A session a week from now, held by a consultant; one may book until a day before."""
    begins_at = begins_at or clock.now().replace(microsecond=0) + 7 * DAY
    return plan_session(
        by=by or somebody(Role.CONSULTANT),
        offering=offering or make_offering("Sjov med data"),
        form_key=uuid.uuid4(),
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=hours),
        place=place,
        elsewhere="" if place else elsewhere,
        link=link,
        capacity=capacity,
        book_by=book_by or begins_at - DAY,
        held_by=held_by or somebody(Role.CONSULTANT),
    )


def plan_of(session: OfferingSession) -> dict[str, Any]:
    """What `change_session` takes, as the session stands."""
    names = ("begins_at", "ends_at", "elsewhere", "link", "capacity", "book_by", "held_by")
    return {"place": place_of(session), **{name: getattr(session, name) for name in names}}


def changed(session: OfferingSession, *, by: Person | None = None, **other: Any) -> OfferingSession:
    """The session with something else about it, by somebody who has just read it."""
    session = OfferingSession.objects.get(pk=session.pk)
    return change_session(
        by=by or somebody(Role.CONSULTANT),
        session=session,
        based_on=session.sequence,
        **{**plan_of(session), **other},
    )


def make_booking(
    session: OfferingSession,
    person: Person | None = None,
    *,
    by: Person | None = None,
    network: Network | None = None,
) -> Booking:
    """A seat or a place in line, booked by oneself if nobody else is named."""
    person = person or PersonFactory()
    [booking] = book_seats(by=by or person, session=session, people=[person], network=network)
    return booking


def make_bookings(session: OfferingSession, people: Iterable[Person]) -> list[Booking]:
    """One after the other, each by oneself."""
    return [make_booking(session, person) for person in people]
