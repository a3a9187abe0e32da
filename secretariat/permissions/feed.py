"""Who may follow which calendar from their own."""

from netvaerk.people.models import Person
from secretariat.enums import FeedKind


def can_have_feed(person: Person, kind: str) -> bool:
    """Everybody their own; the secretariat's is for as long as one works there."""
    if kind == FeedKind.SECRETARIAT:
        return person.is_active and person.is_secretariat
    return person.is_active and kind == FeedKind.OWN
