"""Who may tell many."""

from netvaerk.people.models import Person
from secretariat.models import Announcement


def can_write_announcements(person: Person) -> bool:
    return person.is_active and person.is_secretariat


def can_edit_announcement(person: Person, announcement: Announcement) -> bool:
    """Until it is sent; what has been read by some can't become something else for the others."""
    return can_write_announcements(person) and announcement.sent_at is None


def can_withdraw_announcement(person: Person, announcement: Announcement) -> bool:
    is_out = announcement.sent_at is not None and announcement.withdrawn_at is None
    return can_write_announcements(person) and is_out
