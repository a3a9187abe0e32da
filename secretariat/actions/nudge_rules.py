"""The secretariat's own words in a nudge."""

from string import Formatter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.models import NudgeRule
from secretariat.permissions.nudge import can_edit_nudge_rules

PLACEHOLDERS = {"title", "waited"}


class UnknownPlaceholder(Refusal):
    """A wording can hold {title} and {waited}, and no other braces."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "I tuborgklammer kan der kun stå {title} og {waited}. "
                "Ret stavemåden, eller fjern klammerne."
            )
        )


@transaction.atomic
def save_nudge_rule(*, by: Person, rule: NudgeRule) -> NudgeRule:
    """Save when the rule asks and in which words; a wording that can't be filled in is refused."""
    require(can_edit_nudge_rules(by))
    for wording in (rule.subject, rule.question):
        require_known_placeholders(wording)
    save_content(by=by, content=rule)
    return rule


def require_known_placeholders(wording: str) -> None:
    """Raise UnknownPlaceholder unless `wording.format(title=, waited=)` is safe and works."""
    try:
        pieces = [piece[1:] for piece in Formatter().parse(wording) if piece[1] is not None]
    except ValueError as error:  # a brace that is never closed
        raise UnknownPlaceholder from error
    if any(piece not in {(name, "", None) for name in PLACEHOLDERS} for piece in pieces):
        raise UnknownPlaceholder
