"""Who may say when and how nudges are sent."""

from netvaerk.people.models import Person


def can_edit_nudge_rules(person: Person) -> bool:
    """The secretariat, and whoever runs the system."""
    return person.is_staff


def can_edit_office(person: Person) -> bool:
    """When nudges may leave, and the days when nobody is asked."""
    return person.is_staff
