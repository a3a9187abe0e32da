"""A network's horizon, and what lies above and below it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network, Renewal
from networks.queries.horizon import months_after

USUAL = 3  # months further, where the type says nothing


@dataclass(frozen=True)
class Horizon:
    on: date
    is_passed: bool
    suggested: date  # a usual length further on
    renewals: tuple[Renewal, ...]  # the newest first


@dataclass(frozen=True)
class Above:
    """The network that a sub-network belongs to; its name is public, its page may not be."""

    title: str
    slug: str
    may_be_seen: bool


def horizon_page(network: Network) -> Horizon:
    """One query; the network has a horizon."""
    on, today = network.horizon_on or clock.today(), clock.today()
    return Horizon(
        on=on,
        is_passed=on < today,
        suggested=months_after(max(on, today), network.type.months or USUAL),
        renewals=tuple(network.renewals.select_related("by")),
    )


def above(person: Person, network: Network) -> Above | None:
    """One query for a sub-network, none for others."""
    if network.parent_id is None:
        return None
    seen = Network.objects.visible_to(person).filter(pk=OuterRef("pk"))
    title, slug, may = (
        Network.objects.filter(pk=network.parent_id)
        .annotate(may=Exists(seen))
        .values_list("title", "slug", "may")
        .get()
    )
    return Above(title=title, slug=slug, may_be_seen=may)


def subnetworks_of(person: Person, network: Network) -> tuple[Network, ...]:
    """Those one level down that the person may see, by Danish alphabet; one query."""
    below = Network.objects.visible_to(person).filter(parent=network)
    return tuple(below.select_related("leader", "phase").in_danish_order())
