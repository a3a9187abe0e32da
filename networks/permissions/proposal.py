from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ProposalStatus
from networks.models import Proposal

OPEN_TO_AUTHORS = {ProposalStatus.DRAFT, ProposalStatus.RETURNED}
WITHDRAWABLE = {*OPEN_TO_AUTHORS, ProposalStatus.SUBMITTED, ProposalStatus.FORWARDED}
DECIDED = {ProposalStatus.ACCEPTED, ProposalStatus.PARKED, ProposalStatus.REJECTED}


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
    return network is None or network.status in {NetworkStatus.FORMING, NetworkStatus.CANCELLED}
