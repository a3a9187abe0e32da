from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import is_member


def can_write_assumption(person: Person, network: Network) -> bool:
    """Write one, edit it, test it and settle it: every member, while the network lives."""
    return network.is_alive and is_member(person, network)
