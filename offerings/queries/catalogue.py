"""What the catalogue's page shows, and what a network has been given and could be given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from netvaerk.words import Words
from networks.models import Network, Phase
from offerings.enums import OfferingKind
from offerings.models import AssignedOffering, Offering


@dataclass(frozen=True)
class Shelf:
    """The offerings of one kind."""

    kind: str
    label: Words
    offerings: list[Offering]


@dataclass(frozen=True)
class Catalogue:
    shelves: list[Shelf]
    phases: list[Phase]
    phase: Phase | None  # the one that the list is cut to


def catalogue_for(phase_id: str) -> Catalogue:
    """Everything that can be offered, by kind and Danish alphabet; three queries.

    A `phase_id` that is not a phase's is taken as none chosen.
    """
    phases = list(Phase.objects.all())
    phase = next((one for one in phases if str(one.pk) == phase_id), None)
    offerings = Offering.objects.active().in_danish_order().prefetch_related(_phases())
    if phase:
        offerings = offerings.filter(phases=phase)
    return Catalogue(shelves=_shelved(list(offerings)), phases=phases, phase=phase)


def _phases() -> Prefetch:
    return Prefetch("phases", queryset=Phase.objects.all())


def _shelved(offerings: Iterable[Offering]) -> list[Shelf]:
    by_kind: dict[str, list[Offering]] = {kind: [] for kind in OfferingKind.values}
    for offering in offerings:
        by_kind[offering.kind].append(offering)
    labels = dict(OfferingKind.choices)
    return [Shelf(kind, labels[kind], found) for kind, found in by_kind.items() if found]


def assigned_to(network: Network) -> list[AssignedOffering]:
    """What the network has been given, newest first, with who gave it; one query."""
    return list(network.assigned_offerings.select_related("offering", "assigned_by"))


def suggested_for(network: Network) -> list[Offering]:
    """What fits the network's present phase and it has not been given yet; one query."""
    given = AssignedOffering.objects.filter(network=network).values("offering")
    fitting = Offering.objects.active().filter(phases=network.phase_id)
    return list(fitting.exclude(pk__in=given).in_danish_order())
