"""The catalogue's pages, and what a network has been given and could be given."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from netvaerk.words import Words
from networks.models import Network, NetworkType, Phase
from offerings.enums import OfferingKind
from offerings.models import AssignedOffering, Offering, OfferingRequest, OfferingSession

EACH_NETWORK = 3  # suggestions on top of the catalogue


@dataclass(frozen=True)
class Suggestion:
    """An offering that fits, and why it is named."""

    offering: Offering
    reason: str  # in words: "Fordi netværket er i fasen Undersøg"


@dataclass(frozen=True)
class Shelf:
    """The offerings of one kind."""

    kind: str
    label: Words
    offerings: list[Any]  # Offering with `for_phases` and `for_types` in words, and `next_at`


@dataclass(frozen=True)
class Asker:
    """A network of the reader's, and where it stands with an offering."""

    network: Network
    is_given: bool
    is_asked: bool


def shelves_of(
    offerings: Iterable[Any], *, phases: list[Phase], types: list[NetworkType]
) -> list[Shelf]:
    """`offerings` come from `offerings_for`, a page of them at a time."""
    labels, shelves = dict(OfferingKind.choices), []
    for kind, some in groupby(offerings, attrgetter("kind")):
        shelf = Shelf(kind, labels[kind], list(some))
        for offering in shelf.offerings:
            offering.for_phases = [one.name for one in phases if one.pk in offering.phase_ids]
            offering.for_types = [one.name for one in types if one.pk in offering.type_ids]
        shelves.append(shelf)
    return shelves


def offerings_for(chosen: dict[str, Any]) -> Any:
    """What may be offered and fits all that is chosen, by kind and Danish alphabet.

    `chosen` holds kind, phase, type and words, each of them empty or missing when it narrows
    nothing.
    """
    found = _with_fits(_narrowed(Offering.objects.active(), chosen))
    kinds = (When(kind=kind, then=Value(place)) for place, kind in enumerate(OfferingKind.values))
    return found.order_by(Case(*kinds), danish_order("title"), "pk")


def suggestions_for(person: Person) -> list[Suggestion]:
    """A few for each living network that the person is in, each offering once; two queries."""
    had = {"network": OuterRef("pk")}
    given = AssignedOffering.objects.filter(**had).values("offering")
    asked = OfferingRequest.objects.waiting().filter(**had).values("offering")
    own = own_networks(person).annotate(given=ArraySubquery(given), asked=ArraySubquery(asked))
    networks: list[Any] = list(own)
    if not networks:
        return []
    fitting = Offering.objects.active().filter(phases__in={one.phase_id for one in networks})
    offerings = list(_with_fits(fitting.distinct().in_danish_order()))
    suggestions: dict[int, Suggestion] = {}
    for network in networks:
        known = {*network.given, *network.asked, *suggestions}
        fits = (one for one in offerings if one.pk not in known and _suits(one, network))
        for offering in islice(fits, EACH_NETWORK):
            suggestions[offering.pk] = Suggestion(offering, _reason(network))
    return list(suggestions.values())


def askers_of(person: Person, offering: Offering) -> list[Asker]:
    """The living networks that the person may ask for; one query."""
    had = {"network": OuterRef("pk"), "offering": offering}
    given = AssignedOffering.objects.filter(**had)
    asked = OfferingRequest.objects.waiting().filter(**had)
    own: Any = own_networks(person).annotate(
        given=ArraySubquery(given.values("pk")), asked=ArraySubquery(asked.values("pk"))
    )
    return [Asker(one, bool(one.given), bool(one.asked)) for one in own]


def own_networks(person: Person) -> QuerySet[Network]:
    """The living networks that the person is in."""
    return Network.objects.alive().with_member(person).select_related("phase").in_danish_order()


def assigned_to(network: Network) -> list[AssignedOffering]:
    """What the network has been given, newest first, with who gave it; one query."""
    return list(network.assigned_offerings.select_related("offering", "assigned_by"))


def suggested_for(network: Network) -> list[Suggestion]:
    """What fits the network's phase and type, and it has neither got nor asked for; one query.

    The network comes with its phase.
    """
    given = AssignedOffering.objects.filter(network=network).values("offering")
    asked = OfferingRequest.objects.waiting().filter(network=network).values("offering")
    fitting = Offering.objects.active().filter(phases=network.phase_id)
    fitting = fitting.for_type(network.type_id).exclude(pk__in=given).exclude(pk__in=asked)
    reason = _("Fordi netværket er i fasen %(phase)s") % {"phase": network.phase}
    return [Suggestion(offering, reason) for offering in fitting.in_danish_order()]


def _narrowed(offerings: Any, chosen: dict[str, Any]) -> Any:
    if kind := chosen.get("kind"):
        offerings = offerings.filter(kind=kind)
    if phase := chosen.get("phase"):
        offerings = offerings.filter(phases=phase)
    if type_key := chosen.get("type"):
        offerings = offerings.for_type(NetworkType.objects.filter(key=type_key)[:1])
    for word in chosen.get("words", "").split():
        said = Q(title__icontains=word) | Q(gives__icontains=word) | Q(asks__icontains=word)
        offerings = offerings.filter(said)
    return offerings


def _with_fits(offerings: QuerySet[Offering]) -> Any:
    """With the ids of the phases and types that each fits, and when it is held next."""
    here = {"offering": OuterRef("pk")}
    phases = Offering.phases.through.objects.filter(**here).values("phase")
    types = Offering.types.through.objects.filter(**here).values("networktype")
    ahead = OfferingSession.objects.ahead(clock.now()).filter(**here).values("begins_at")
    return offerings.annotate(
        phase_ids=ArraySubquery(phases),
        type_ids=ArraySubquery(types),
        next_at=Subquery(ahead[:1]),
    )


def _suits(offering: Any, network: Network) -> bool:
    is_for_its_type = not offering.type_ids or network.type_id in offering.type_ids
    return network.phase_id in offering.phase_ids and is_for_its_type


def _reason(network: Network) -> str:
    said = _("Fordi »%(title)s« er i fasen %(phase)s")
    return said % {"title": network.title, "phase": network.phase}
