"""The secretariat lays out a year's theme rounds."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.models import ThemeRound
from networks.permissions.round import can_create_rounds
from networks.queries.round import PlannedRound


@transaction.atomic
def create_rounds(*, by: Person, rounds: Iterable[PlannedRound]) -> list[ThemeRound]:
    """Those that aren't there yet; what exists under the name or with the deadline stays."""
    require(can_create_rounds(by))
    made = []
    for planned in rounds:
        same = Q(name=planned.name) | Q(proposals_by=planned.proposals_by)
        if ThemeRound.objects.filter(same).exists():
            continue
        # By name, so that two who press at the same moment make one.
        found, is_new = ThemeRound.objects.get_or_create(
            name=planned.name,
            defaults={"proposals_by": planned.proposals_by, "decided_on": planned.decided_on},
        )
        if is_new:
            record(by=by, verb="create_round", subject=found)
            made.append(found)
    return made
