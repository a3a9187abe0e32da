from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.models import Network, Phase, PhaseChange
from networks.permissions.network import can_move_phase


class AlreadyInPhase(Refusal):
    """The network is there already, perhaps by a second click."""

    def __init__(self) -> None:
        super().__init__(_("Netværket er allerede i den fase."))


class NotOfItsType(Refusal):
    """The phase belongs to other types of networks."""

    def __init__(self) -> None:
        super().__init__(_("Den fase hører til en anden type netværk. Vælg en af jeres egne."))


@transaction.atomic
def move_phase(*, by: Person, network: Network, to: Phase, sentence: str) -> PhaseChange:
    """Move to any phase of the network's type, forth or back; the sentence says what changed."""
    network = locked(network)
    require(can_move_phase(by, network))
    if network.phase_id == to.pk:
        raise AlreadyInPhase
    if not Phase.objects.for_type(network.type).filter(pk=to.pk).exists():
        raise NotOfItsType
    network.phase = to
    network.save(update_fields=["phase"])
    change = PhaseChange.objects.create(
        network=network, to=to, sentence=sentence, by=by, at=clock.now()
    )
    record(by=by, verb="move_phase", subject=network, to=to.pk)
    return change
