"""How a person wants to be asked; no other form may touch it."""

from collections.abc import Mapping

from django.db import transaction

from netvaerk.nudges import NudgeKind
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from secretariat.enums import CHANNELS, Channel
from secretariat.models import NudgeChoice
from secretariat.permissions.choices import can_choose_kind


@transaction.atomic
def choose_nudges(*, by: Person, wants_mail: bool, choices: Mapping[NudgeKind, Channel]) -> None:
    """A person's own choices; a kind that is not named keeps what was chosen for it.

    What comes as it does for everybody needs no row.
    """
    for kind, channel in choices.items():
        require(can_choose_kind(by, kind) and channel in CHANNELS[kind])
    by.wants_nudges_by_mail = wants_mail
    by.save(update_fields=["wants_nudges_by_mail"])
    own = {kind: channel for kind, channel in choices.items() if channel != CHANNELS[kind][0]}
    usual = choices.keys() - own.keys()
    NudgeChoice.objects.filter(person=by, kind__in=usual).delete()
    for kind, channel in own.items():
        NudgeChoice.objects.update_or_create(person=by, kind=kind, defaults={"channel": channel})
    said = ",".join(f"{kind.value}:{channel.value}" for kind, channel in sorted(own.items()))
    record(by=by, verb="choose_nudges", subject=by, by_mail=int(wants_mail), own=said)
