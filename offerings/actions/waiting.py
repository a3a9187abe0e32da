"""The waiting list: a seat that falls free is offered to whoever waited longest."""

from datetime import timedelta

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from offerings.actions.booking_letters import (
    letter_of_lost_offer,
    letter_of_offer,
    tell_of_state,
)
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from offerings.models.booking import BookingQuerySet

TIME_TO_ANSWER = timedelta(hours=24)


def locked_session(session: OfferingSession) -> OfferingSession:
    """The session as it stands now, held until the transaction ends; its bookings come after."""
    # Without joins: what hangs on it is read after the wait for the lock, not before.
    return OfferingSession.objects.select_for_update().get(pk=session.pk)


def locked_booking(booking: Booking) -> Booking:
    """The booking as it stands now, behind its session; both are held."""
    session = locked_session(booking.session)
    booking = (
        Booking.objects.select_for_update(of=("self",)).select_related("person").get(pk=booking.pk)
    )
    booking.session = session
    return booking


def free_seats(session: OfferingSession) -> int:
    return session.capacity - session.bookings.taking_a_seat().count()


def in_line(session: OfferingSession) -> BookingQuerySet:
    """Those who wait and can still answer."""
    return session.bookings.in_line().filter(person__is_active=True)


def offer_free_seats(session: OfferingSession) -> list[Booking]:
    """Offer what is free to the first in line; the caller holds the session's lock."""
    now = clock.now()
    if session.cancelled_at is not None or session.begins_at <= now:
        return []
    free = max(free_seats(session), 0)
    first = in_line(session).select_for_update(of=("self",)).select_related("person")
    offered = list(first[:free])
    for booking in offered:
        booking.session = session
        booking.state = BookingState.OFFERED
        booking.offered_at = now
        booking.offered_until = min(now + TIME_TO_ANSWER, session.begins_at)
        booking.save(update_fields=["state", "offered_at", "offered_until"])
        record(by=None, verb="offer_seat", subject=session, booking=booking.pk)
        tell_of_state(booking, letter_of_offer(booking))
    return offered


def end_booking(booking: Booking, state: str) -> None:
    """It no longer takes up a seat or a place in line."""
    booking.state, booking.ended_at = state, clock.now()
    booking.save(update_fields=["state", "ended_at"])


def pass_on_unanswered_seats() -> int:
    """End the offers whose time is over and offer their seats to the next; returns how many."""
    late = Booking.objects.unanswered(clock.now())
    sessions = OfferingSession.objects.filter(pk__in=late.values("session")).order_by("pk")
    return sum(_pass_on(session) for session in sessions)


@transaction.atomic
def _pass_on(session: OfferingSession) -> int:
    """One session at a time; a second worker waits here, and finds nothing left to do."""
    session = locked_session(session)
    unanswered = session.bookings.unanswered(clock.now()).select_for_update(of=("self",))
    late = list(unanswered.select_related("person").order_by("pk"))
    for booking in late:
        booking.session = session
        end_booking(booking, BookingState.EXPIRED)
        record(by=None, verb="expire_offer", subject=session, booking=booking.pk)
        tell_of_state(booking, letter_of_lost_offer(booking))
    offer_free_seats(session)
    return len(late)
