"""Who may do what with the catalogue; assigning from it is `networks.can_assign_support`."""

from netvaerk.people.models import Person


def can_see_catalogue(person: Person) -> bool:
    return person.is_employee or person.is_staff


def can_edit_catalogue(person: Person) -> bool:
    return person.is_staff
