"""Who may do what, each one small fact. What may be seen is each QuerySet's `visible_to`."""

from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ProposalStatus
from networks.models import Network, Proposal

OPEN_TO_AUTHORS = {ProposalStatus.DRAFT, ProposalStatus.RETURNED}
WITHDRAWABLE = {*OPEN_TO_AUTHORS, ProposalStatus.SUBMITTED, ProposalStatus.FORWARDED}
DECIDED = {ProposalStatus.ACCEPTED, ProposalStatus.PARKED, ProposalStatus.REJECTED}


# --- Proposals --------------------------------------------------------------------------------
def can_begin_proposal(person: Person) -> bool:
    return person.is_employee


def can_see_proposals(person: Person) -> bool:
    """The municipality's own; a guest has a network, not the house."""
    return person.is_employee or person.is_secretariat


def is_author(person: Person, proposal: Proposal) -> bool:
    """Proposed it, alone or with others."""
    return proposal.proposer_id == person.pk or person in proposal.co_authors.all()


def can_edit_proposal(person: Person, proposal: Proposal) -> bool:
    return proposal.status in OPEN_TO_AUTHORS and is_author(person, proposal)


def can_withdraw_proposal(person: Person, proposal: Proposal) -> bool:
    return proposal.status in WITHDRAWABLE and proposal.proposer_id == person.pk


def can_sharpen_proposal(person: Person, proposal: Proposal) -> bool:
    """Comment as the secretariat, send back or forward."""
    return person.is_secretariat and proposal.status == ProposalStatus.SUBMITTED


def can_read_comments(person: Person, proposal: Proposal) -> bool:
    """The talk between the proposer and the secretariat is theirs alone."""
    return person.is_secretariat or is_author(person, proposal)


def can_comment_on_proposal(person: Person, proposal: Proposal) -> bool:
    open_for_talk = proposal.status in {ProposalStatus.SUBMITTED, ProposalStatus.RETURNED}
    return open_for_talk and can_read_comments(person, proposal)


def can_decide_proposal(person: Person, proposal: Proposal) -> bool:
    return person.is_chief and proposal.status == ProposalStatus.FORWARDED


def can_reopen_decision(person: Person, proposal: Proposal) -> bool:
    """Until the network is established; after that the way back is to close it."""
    if not (person.is_chief and proposal.status in DECIDED):
        return False
    network = getattr(proposal, "network", None)
    return network is None or network.status != NetworkStatus.ESTABLISHED


# --- Networks ---------------------------------------------------------------------------------
def is_leader(person: Person, network: Network) -> bool:
    return network.leader_id == person.pk


def is_member(person: Person, network: Network) -> bool:
    return person.memberships.current().filter(network=network).exists()


def can_read_the_room(person: Person, network: Network) -> bool:
    """The shielded text: members and the network's own sparring partners."""
    partners = {network.consultant_id, network.co_driver_id}
    return person.pk in partners or is_member(person, network)


def can_write_direction(person: Person, network: Network) -> bool:
    return network.reference_leader_id == person.pk


def can_acknowledge_direction(person: Person, network: Network) -> bool:
    return is_leader(person, network)


def can_assign_support(person: Person) -> bool:
    """Consultants, co-drivers, sparring and offerings are the secretariat's to assign."""
    return person.is_secretariat


def can_ask_to_join(person: Person, network: Network) -> bool:
    return network.is_open_for_members and person.is_employee and not is_member(person, network)


def can_answer_join_request(person: Person, network: Network) -> bool:
    return is_leader(person, network)


def can_leave_network(person: Person, network: Network) -> bool:
    """The leader hands over the lead first."""
    return not is_leader(person, network) and is_member(person, network)


def can_move_phase(person: Person, network: Network) -> bool:
    return is_leader(person, network) and network.status == NetworkStatus.ESTABLISHED


def can_edit_room(person: Person, network: Network) -> bool:
    """Say whether the network is open for members, and who is missing."""
    return is_leader(person, network)


def can_record_learning(person: Person, network: Network) -> bool:
    return is_member(person, network)
