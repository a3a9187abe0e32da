from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import leads_living


def can_invite_into_network(person: Person, network: Network) -> bool:
    """Invite, remind and revoke: its leader, and its own consultant on the leader's behalf."""
    is_its_consultant = network.consultant_id == person.pk and network.is_alive
    return leads_living(person, network) or is_its_consultant
