"""Who lets another system read."""

from netvaerk.people.models import Person


def can_keep_integrations(person: Person) -> bool:
    """The lead of the secretariat: what a key opens is the whole house's learning."""
    return person.is_secretariat_lead
