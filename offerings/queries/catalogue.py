"""What the catalogue's page shows, and what a network has been given and could be given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from netvaerk.words import Words
from networks.models import Network, Phase
from offerings.enums import OfferingKind
from offerings.models import AssignedOffering, Offering, OfferingRequest


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


@dataclass(frozen=True)
class Suggestion:
    """An offering that fits, and why it is named."""

    offering: Offering
    reason: str  # in words: "Fordi netværket er i fasen Undersøg"


def assigned_to(network: Network) -> list[AssignedOffering]:
    """What the network has been given, newest first, with who gave it; one query."""
    return list(network.assigned_offerings.select_related("offering", "assigned_by"))


def suggested_for(network: Network) -> list[Suggestion]:
    """What fits the network's phase and type, and it has neither got nor asked for; one query.

    The network comes with its phase.
    """
    fitting = Offering.objects.active().filter(phases=network.phase_id)
    fitting = fitting.for_type(network.type_id).exclude(pk__in=given_to(network))
    fitting = fitting.exclude(pk__in=asked_for_by(network)).in_danish_order()
    reason = _("Fordi netværket er i fasen %(phase)s") % {"phase": network.phase}
    return [Suggestion(offering, reason) for offering in fitting]


def given_to(network: Network) -> QuerySet:
    return AssignedOffering.objects.filter(network=network).values("offering")


def asked_for_by(network: Network) -> QuerySet:
    """What waits for the secretariat's answer."""
    return OfferingRequest.objects.waiting().filter(network=network).values("offering")
