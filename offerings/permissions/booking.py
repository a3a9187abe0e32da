"""Who may take a seat, give one up, and say who came."""

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import leads_living
from offerings.enums import LIVE_BOOKINGS, BookingState
from offerings.models import Booking, OfferingSession


def is_open_for_booking(session: OfferingSession) -> bool:
    """Before the deadline, and not called off."""
    return session.cancelled_at is None and clock.now() <= session.book_by


def can_book_for_oneself(person: Person, session: OfferingSession) -> bool:
    """Every employee; a guest's seat is booked by the leader of their network."""
    return person.is_employee and is_open_for_booking(session)


def can_book_for_members(person: Person, network: Network, session: OfferingSession) -> bool:
    return leads_living(person, network) and is_open_for_booking(session)


def can_book_anybody(person: Person) -> bool:
    """The secretariat, from its desk, also after the deadline."""
    return person.is_secretariat


def can_cancel_booking(person: Person, booking: Booking) -> bool:
    """Oneself, whoever booked it, and the secretariat, until the session begins."""
    is_theirs = person.pk in {booking.person_id, booking.booked_by_id} or person.is_secretariat
    is_live = booking.state in LIVE_BOOKINGS and booking.session.begins_at > clock.now()
    return is_theirs and is_live


def can_answer_offer(person: Person, booking: Booking) -> bool:
    """A seat from the waiting list is answered by whoever was waiting, while it is kept."""
    is_kept = booking.state == BookingState.OFFERED and (
        booking.offered_until is not None and booking.offered_until > clock.now()
    )
    return booking.person_id == person.pk and is_kept


def can_give_feedback(person: Person, booking: Booking) -> bool:
    """Whoever had a seat, when it is over, unless it was noted that they did not come."""
    had_a_seat = booking.state == BookingState.BOOKED and booking.has_attended is not False
    is_over = booking.session.cancelled_at is None and booking.session.ends_at <= clock.now()
    return booking.person_id == person.pk and had_a_seat and is_over
