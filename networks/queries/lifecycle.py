"""A network's horizon, and what lies above and below it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from netvaerk import clock
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


def above(network: Any) -> Above | None:
    """What a sub-network belongs to; `network` comes from `networks_for(person)`, so no query."""
    if network.parent is None:
        return None
    return Above(network.parent.title, network.parent.slug, network.viewer_may_see_above)
