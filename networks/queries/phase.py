"""The phases of a network: where it is, what each phase asks, and the way so far."""

from dataclasses import dataclass

from networks.models import Network, Phase
from networks.models.phase import PhaseQuerySet
from networks.queries.overview import Moment

# What comes when a network has closed, by the name that content.toml knows it by.
AFTER_CLOSING = "Genbesøg"


@dataclass(frozen=True)
class Phases:
    phases: tuple[Phase, ...]  # those of its type in order, and the one it is in
    history: tuple[Moment, ...]  # the newest first


def phases_of(network: Network) -> tuple[Phase, ...]:
    """The phases of its type in order; also the present one, should it be for others now."""
    own = Phase.objects.for_type(network.type)
    return tuple((own | Phase.objects.filter(pk=network.phase_id).distinct()).order_by("position"))


def phases_ahead(network: Network) -> PhaseQuerySet:
    """Those that a living network of its type can be in."""
    return Phase.objects.for_type(network.type).exclude(name=AFTER_CLOSING)


def phases_page(network: Network) -> Phases:
    """Two queries."""
    changes = network.phase_changes.select_related("to")
    return Phases(
        phases=phases_of(network),
        history=tuple(Moment(one.at, one.to.name, one.sentence) for one in changes),
    )
