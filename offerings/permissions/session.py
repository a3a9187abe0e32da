"""Who may plan a session and hold it."""

from netvaerk import clock
from netvaerk.people.models import Person
from offerings.models import OfferingSession


def can_plan_session(person: Person) -> bool:
    return person.is_secretariat


def can_change_session(person: Person, session: OfferingSession) -> bool:
    """The secretariat, until it has begun or is called off."""
    is_ahead = session.cancelled_at is None and session.begins_at > clock.now()
    return can_plan_session(person) and is_ahead


def can_see_bookings(person: Person, session: OfferingSession) -> bool:
    """The list of who comes: whoever holds it, and the secretariat."""
    return session.held_by_id == person.pk or person.is_secretariat


def can_note_attendance(person: Person, session: OfferingSession) -> bool:
    """Once it has begun."""
    has_begun = session.cancelled_at is None and session.begins_at <= clock.now()
    return has_begun and can_see_bookings(person, session)
