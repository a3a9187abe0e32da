"""What the chiefs can narrow their networks by: round, theme, department, type."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import OrgUnit
from networks.models import Direction, Network, NetworkType, StrategicTheme, ThemeRound

Choices = dict[str, list[tuple[str, str]]]


def review_choices() -> Choices:
    """Each as (value, name), in order, the newest round first; one query."""
    kinds: dict[str, tuple[QuerySet, str, str, Any]] = {
        "round": (ThemeRound.objects.all(), "pk", "name", "proposals_by"),
        "theme": (_themes(), "key", "title", "position"),
        "type": (NetworkType.objects.all(), "key", "name", "position"),
        "department": (_departments(), "pk", "name", danish_order("name")),
    }
    first, *others = (_named(kind, *asked) for kind, asked in kinds.items())
    found: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in kinds}
    for kind, key, name, position in first.union(*others, all=True):
        place = position.zfill(5) if kind in {"theme", "type"} else position
        found[kind].append((place, name, key))
    return {
        kind: [(key, name) for _place, name, key in sorted(rows, reverse=kind == "round")]
        for kind, rows in found.items()
    }


def _named(kind: str, rows: QuerySet, key: str, name: str, position: Any) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind), Cast(key, CharField()), Cast(name, CharField()), Cast(position, CharField())
    )


def _themes() -> QuerySet[StrategicTheme]:
    """Those that count today, and those that a network still carries."""
    standing = Direction.objects.current().filter(network__in=Network.objects.alive())
    counting = StrategicTheme.objects.counting_on(clock.today()).order_by().values("pk")
    return StrategicTheme.objects.filter(Q(pk__in=counting) | Q(pk__in=standing.values("themes")))


def _departments() -> QuerySet[OrgUnit]:
    return OrgUnit.objects.departments().filter(is_active=True)


@dataclass(frozen=True)
class Walk:
    """Where a network lies among those that a chief goes through, by Danish alphabet."""

    place: int | None  # none when it is not one of them
    total: int
    previous_slug: str  # the one before it by alphabet; empty before the first
    next_slug: str  # the next; empty after the last


def walk_by(networks: QuerySet[Network], network: Network) -> Walk:
    """One query. A place in a walk, never a rank: nothing is ordered by what a network does."""
    own = Network.objects.filter(pk=network.pk).values(key=danish_order("title"))
    key = Subquery(own[:1])
    walked = networks.annotate(key=danish_order("title")).order_by()
    # Said in two steps each, so that the index on the alphabet carries the walk.
    before = walked.filter(key__lte=key).exclude(key=key, pk__gte=network.pk)
    after = walked.filter(key__gte=key).exclude(key=key, pk__lte=network.pk)
    rows: Any = Network.objects.filter(pk=network.pk).values(
        is_here=Exists(walked.filter(pk=network.pk)),
        before=_counted(before),
        total=_counted(walked),
        previous=Subquery(before.order_by("-key", "-pk").values("slug")[:1]),
        after=Subquery(after.order_by("key", "pk").values("slug")[:1]),
    )
    found = rows[0]
    place = found["before"] + 1 if found["is_here"] else None
    return Walk(place, found["total"], found["previous"] or "", found["after"] or "")


def first_of(networks: QuerySet[Network]) -> Network | None:
    return networks.order_by(danish_order("title"), "pk").first()


def _counted(rows: QuerySet) -> Subquery:
    return Subquery(rows.values(number=Func(F("pk"), function="COUNT")), IntegerField())
