"""Who may see how departments come to work together; everybody may see their own encounters."""

from netvaerk.people.models import Person
from networks.models import Network


def can_see_relations(person: Person) -> bool:
    """The municipality's own; a guest sees that of their own networks, on the networks' pages."""
    return person.is_active and (person.is_employee or person.is_secretariat or person.is_superuser)


def can_see_network_relations(person: Person, network: Network) -> bool:
    """Whoever may see the network; `network` comes through its door."""
    return person.is_active
