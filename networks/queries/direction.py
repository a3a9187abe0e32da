"""A network's direction, as far as somebody may read it; a sub-network inherits its parent's."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from netvaerk.people.models import Person
from networks.models import Direction, Network, StrategicTheme
from networks.permissions.network import can_read_the_room


@dataclass(frozen=True)
class Directions:
    """The newest version, if it may be read, and those before it, the newest first."""

    current: Any | None
    earlier: tuple[Any, ...]
    is_inherited: bool


def directions_for(person: Person, network: Network) -> tuple[Any, ...]:
    """Every version the person may read, with `theme_titles` and `is_newest`; one query.

    The parent's for a sub-network that has none of its own.
    """
    themes = StrategicTheme.objects.filter(directions=OuterRef("pk")).values("title")
    newer = Direction.objects.filter(network=OuterRef("network"), version__gt=OuterRef("version"))
    here = Q(network=network)
    if network.parent_id is not None:
        heir = Network.objects.inheriting().filter(pk=network.pk)
        here |= Q(network__in=heir.values("parent"))
    versions = Direction.objects.filter(here)
    if network.parent_id is not None or not can_read_the_room(person, network):
        versions = versions.visible_to(person)  # else they are all read by who is inside
    found: tuple[Any, ...] = tuple(
        versions.select_related("written_by__unit", "acknowledged_by__unit")
        .annotate(theme_titles=ArraySubquery(themes), is_newest=~Exists(newer))
        .order_by("-version")
    )
    for one in found:
        one.network = network if one.network_id == network.pk else network.parent
        if one.network is not network:
            # How those above understand it is theirs; a sub-network inherits the direction alone.
            one.understanding, one.acknowledged_at, one.acknowledged_by = "", None, None
    return found


def directions_page(person: Person, network: Network) -> Directions:
    """One query. An older version is never shown as what counts now."""
    found = directions_for(person, network)
    current = next((one for one in found if one.is_newest), None)
    return Directions(
        current=current,
        earlier=tuple(one for one in found if not one.is_newest),
        is_inherited=current is not None and current.network_id != network.pk,
    )


def newest_direction(network: Network) -> Direction | None:
    """The network's own that counts now, whoever may read it; for those who write it."""
    return network.directions.order_by("-version").first()
