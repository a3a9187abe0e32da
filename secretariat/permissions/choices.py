"""Which kinds of nudge a person may choose how to get."""

from netvaerk.nudges import NudgeKind
from netvaerk.people.models import Person


def can_choose_kind(person: Person, kind: NudgeKind) -> bool:
    """A guest neither proposes nor decides, and the house's work is the secretariat's."""
    if kind == NudgeKind.HOUSE:
        return person.is_secretariat
    return kind != NudgeKind.DECISION or person.is_employee or person.is_chief
