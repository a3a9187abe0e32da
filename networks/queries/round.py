from dataclasses import dataclass
from datetime import date

from networks.models import ThemeRound


@dataclass(frozen=True)
class Deadline:
    """Which round a proposal sent today lands in, and the one it has just missed."""

    upcoming: ThemeRound | None
    missed: ThemeRound | None


def deadline_on(day: date) -> Deadline:
    """A round counts as just missed until the chiefs have decided it."""
    undecided = list(ThemeRound.objects.filter(decided_on__gte=day).order_by("proposals_by"))
    ahead = [one for one in undecided if one.proposals_by >= day]
    behind = [one for one in undecided if one.proposals_by < day]
    return Deadline(upcoming=ahead[0] if ahead else None, missed=behind[-1] if behind else None)
