"""Who is in a network, and who would like to be."""

from dataclasses import dataclass

from netvaerk.danish import danish_order
from networks.models import JoinRequest, Membership, Network


@dataclass(frozen=True)
class People:
    members: tuple[Membership, ...]  # core members first, then by Danish alphabet
    requests: tuple[JoinRequest, ...]  # for the leader, the oldest first


def people_of(network: Network, *, with_requests: bool) -> People:
    """One query, two with the requests."""
    members = (
        network.memberships.current()
        .select_related("person__unit", "person__stakeholder_kind")
        .order_by(
            "-is_core", danish_order("person__first_name"), danish_order("person__last_name"), "pk"
        )
    )
    return People(
        members=tuple(members),
        requests=waiting_requests(network) if with_requests else (),
    )


def waiting_requests(network: Network) -> tuple[JoinRequest, ...]:
    """Requests without an answer, the oldest first."""
    return tuple(network.join_requests.pending().select_related("person__unit"))
