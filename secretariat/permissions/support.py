"""Who may see a network's support and the secretariat's own pages."""

from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import can_read_the_room


def can_see_support(person: Person, network: Network) -> bool:
    """Those in the room, the reference leader, and the secretariat that gives the support."""
    is_reference_leader = network.reference_leader_id == person.pk
    return is_reference_leader or person.is_secretariat or can_read_the_room(person, network)


def can_see_leadership(person: Person) -> bool:
    """The chiefs' own page."""
    return person.is_chief


def can_review_network(person: Person, network: Network) -> bool:
    """The chiefs, while there is a way to talk about."""
    return can_see_leadership(person) and network.is_alive


def can_see_ledger(person: Person) -> bool:
    """The whole house's support; a network sees its own on its page."""
    return person.is_secretariat


def can_edit_consultants(person: Person) -> bool:
    """Profiles and days away."""
    return person.is_secretariat
