"""Sub-networks, by the action."""

from netvaerk.people.models import Person
from networks.actions.lifecycle import begin_subnetwork
from networks.models import Network, NetworkType


def may_hold(network: Network) -> Network:
    """The same network, of the type that may hold sub-networks."""
    network.type = NetworkType.objects.get(key="innovation")
    network.save(update_fields=["type"])
    return network


def make_subnetwork(
    network: Network, *, leader: Person, title: str = "Familierne", challenge: str = "Hvem ringer?"
) -> Network:
    """Begun by the leader of `network`, whose type may hold it."""
    return begin_subnetwork(
        by=network.leader, network=network, title=title, challenge=challenge, leader=leader
    )
