"""Who may see what became of nudges; never what a mail said."""

from netvaerk.people.models import Person


def can_see_nudges(person: Person) -> bool:
    """That somebody was asked or not: the secretariat, and whoever runs the system."""
    return person.is_active and person.is_staff


def can_look_up_nudges(person: Person) -> bool:
    """All about one person, to answer them; and the words that were written to the secretariat."""
    return person.is_active and person.is_secretariat
