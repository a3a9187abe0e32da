"""One seat: where somebody stands with a session, and how seats are spoken of."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.people.models import Person
from offerings.enums import LIVE_BOOKINGS, BookingState
from offerings.models import Booking, OfferingSession
from offerings.permissions.booking import (
    can_answer_offer,
    can_cancel_booking,
    can_give_feedback,
)
from offerings.queries.calendar import place_of, when_of


@dataclass(frozen=True)
class OwnSeat:
    """One's booking in a session, and what one may do with it."""

    booking: Booking
    when: str
    where: str
    number: int  # in line, while one waits
    is_live: bool
    may_cancel: bool
    may_answer: bool
    may_give_feedback: bool
    has_given_feedback: bool


def own_seat(person: Person, session: OfferingSession) -> OwnSeat | None:
    """One's newest booking in the session; one query."""
    mine = with_number(session.bookings.filter(person=person)).select_related("feedback")
    booking = mine.order_by("-booked_at", "-pk").first()
    if booking is None:
        return None
    booking.session = session
    return seat_of(person, booking)


def with_number(bookings: QuerySet[Booking]) -> Any:
    """With how many stand before each one in line."""
    earlier = Q(booked_at__lt=OuterRef("booked_at"))
    earlier |= Q(booked_at=OuterRef("booked_at"), pk__lt=OuterRef("pk"))
    in_line = Booking.objects.filter(
        earlier,
        session=OuterRef("session"),
        state=BookingState.WAITING,
        person__is_active=True,
    )
    counted = in_line.values("session").annotate(n=Count("pk")).values("n")
    return bookings.annotate(before=Coalesce(Subquery(counted), 0))


def seat_of(person: Person, booking: Any) -> OwnSeat:
    """`booking` comes from `with_number`, with its session and its place."""
    return OwnSeat(
        booking=booking,
        when=when_of(booking.session),
        where=place_in_words(booking.session),
        number=booking.before + 1,
        is_live=booking.state in LIVE_BOOKINGS,
        may_cancel=can_cancel_booking(person, booking),
        may_answer=can_answer_offer(person, booking),
        may_give_feedback=can_give_feedback(person, booking),
        has_given_feedback=getattr(booking, "feedback", None) is not None,
    )


def place_in_words(session: OfferingSession) -> str:
    """Where, in a list: the name alone; online when there is only a link."""
    place = place_of(session)
    return (place.name if place else session.elsewhere) or _("Online")


def has_room(session: Any) -> bool:
    """A seat to take at once; a free one that others wait for is theirs first."""
    return session.taken < session.capacity and not session.waiting


def seats_in_words(session: Any) -> str:
    """How many seats are left, and how many wait; `session` comes `with_seats()`."""
    free, line = max(session.capacity - session.taken, 0), session.waiting
    left = ngettext("%(n)d plads tilbage", "%(n)d pladser tilbage", free) % {"n": free}
    said = [left if free else _("Fuldt")]
    if line:
        said.append(ngettext("%(n)d på ventelisten", "%(n)d på ventelisten", line) % {"n": line})
    return ". ".join(said)
