from dataclasses import dataclass

from netvaerk.people.models import Person
from networks.models import Proposal
from networks.permissions import proposal as permissions


@dataclass(frozen=True)
class Acts:
    """What one person may do with one proposal as it stands."""

    may_edit: bool
    may_withdraw: bool
    may_read_comments: bool
    may_comment: bool
    may_sharpen: bool
    may_decide: bool
    may_reopen: bool


def acts_for(person: Person, proposal: Proposal) -> Acts:
    """Costs nothing when the co-authors and the network came with the proposal."""
    return Acts(
        may_edit=permissions.can_edit_proposal(person, proposal),
        may_withdraw=permissions.can_withdraw_proposal(person, proposal),
        may_read_comments=permissions.can_read_comments(person, proposal),
        may_comment=permissions.can_comment_on_proposal(person, proposal),
        may_sharpen=permissions.can_sharpen_proposal(person, proposal),
        may_decide=permissions.can_decide_proposal(person, proposal),
        may_reopen=permissions.can_reopen_decision(person, proposal),
    )
