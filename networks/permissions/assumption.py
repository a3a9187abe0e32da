from netvaerk.people.models import Person
from networks.models import Network, ProposalAnswer
from networks.permissions.network import is_member
from networks.permissions.proposal import can_see_proposals

# What we do today and why it isn't enough, and the habits in the way: assumptions lie there.
LIFTABLE = (4, 6)


def can_write_assumption(person: Person, network: Network) -> bool:
    """Write one, edit it, test it and settle it: every member, while the network lives."""
    return network.is_alive and is_member(person, network)


def can_lift_from(person: Person, network: Network, answer: ProposalAnswer) -> bool:
    """From two of the answers in the proposal that the network is made of, and no other's."""
    is_its_own = network.proposal_id is not None and answer.proposal_id == network.proposal_id
    return can_see_proposals(person) and is_its_own and answer.question_id in LIFTABLE
