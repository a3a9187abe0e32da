from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Network
from networks.permissions.network import is_leader


def can_renew_network(person: Person, network: Network) -> bool:
    """The leader or the reference leader, with a reason; one without a horizon needs none."""
    decides = person.pk in {network.leader_id, network.reference_leader_id}
    is_running = network.status == NetworkStatus.ESTABLISHED
    return decides and is_running and network.horizon_on is not None


def can_begin_subnetwork(person: Person, network: Network) -> bool:
    """The leader, where the type may hold them; never two levels down."""
    is_running = network.status == NetworkStatus.ESTABLISHED
    may_hold = network.type.may_hold_subnetworks and network.parent_id is None
    return is_leader(person, network) and is_running and may_hold
