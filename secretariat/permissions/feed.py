"""Who may follow what from their own calendar or news reader."""

from netvaerk.people.models import Person
from secretariat.enums import NEWS, FeedKind


def can_have_feed(person: Person, kind: str) -> bool:
    """Everybody their own calendar; the secretariat's is for as long as one works there; the news
    are the employees'."""
    if kind == FeedKind.SECRETARIAT:
        return person.is_active and person.is_secretariat
    if kind in NEWS:
        return person.is_active and person.is_employee
    return person.is_active and kind == FeedKind.OWN
