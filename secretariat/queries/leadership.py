"""The chiefs' networks: each in a few words, under the strategic theme that it carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject, Left
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.enums import Bearing
from networks.models import AlignmentNote, Direction, LearningEntry, Network, StrategicTheme
from networks.models.network import NetworkQuerySet
from secretariat.queries.told import Told, beginning, read_told

WORDS_SHOWN = 160  # letters of a direction
SHOWN = ("slug", "title", "status", "established_at", "type__name", "phase__name")


@dataclass(frozen=True)
class NetworkRow:
    slug: str
    title: str
    type: str
    stage: str
    direction: str  # the beginning of it; empty without one
    above: str  # the network whose direction counts here too; empty when it is the network's own
    is_answered: bool
    last_learning_at: datetime | None  # of any card: a moment, never its text
    bearing: str  # of the chiefs' newest note, in words
    noted_at: datetime | None


@dataclass(frozen=True)
class Group:
    """Networks under one theme, or without one."""

    key: str  # of the theme; empty without one
    heading: str
    rows: tuple[NetworkRow, ...]


def networks_of(person: Person) -> NetworkQuerySet:
    """Those that live."""
    return Network.objects.visible_to(person).alive()


def by_alphabet(networks: QuerySet[Network]) -> QuerySet[Any]:
    return _told(networks).order_by(danish_order("title"), "pk")


def by_theme(networks: QuerySet[Network]) -> QuerySet[Any]:
    """Once under each theme that it carries, the themes in their own order; last those without a
    theme, and without a direction. What is inherited stands under its first theme only."""
    newer = Direction.objects.filter(network=OuterRef("pk"), version__gt=OuterRef("standing"))
    above = Direction.objects.filter(network=OuterRef("parent"))
    names = ("key", "title", "position")
    return (
        _told(networks.annotate(standing=F("directions__version")).filter(~Exists(newer)))
        .annotate(**{f"theme_{name}": _of_theme(name, above) for name in names})
        .order_by(
            F("theme_position").asc(nulls_last=True),
            "theme_title",
            Case(When(Q(standing=None) & ~Exists(above), then=1), default=0),
            danish_order("title"),
            "pk",
        )
    )


def _of_theme(name: str, above: QuerySet[Direction]) -> Coalesce:
    """Of the network's own direction, or of its parent's when it has none."""
    first = above.order_by("-version", "themes__position", "themes__title")
    inherited = Subquery(first.values(f"themes__{name}")[:1])
    return Coalesce(
        F(f"directions__themes__{name}"),
        Case(When(Q(standing=None, parent__isnull=False), then=inherited)),
    )


def _told(networks: QuerySet[Network]) -> QuerySet[Any]:
    """With what a row says; asked of the page's few rows only."""
    counting = Direction.objects.filter(Q(network=OuterRef("pk")) | Q(network=OuterRef("parent")))
    # Networks lie one level deep: what has a parent of its own is the sub-network's.
    own_first = F("network__parent").asc(nulls_last=True)
    direction = JSONObject(
        why=Left("why", WORDS_SHOWN + 1),
        network=F("network__title"),
        network_id=F("network"),
        is_answered=Q(acknowledged_at__isnull=False),
    )
    notes = AlignmentNote.objects.filter(network=OuterRef("pk")).order_by("-written_at", "-pk")
    note = JSONObject(bearing="bearing", written_at="written_at")
    cards = LearningEntry.objects.filter(network=OuterRef("pk")).newest_first()
    return (
        networks.select_related("type", "phase")
        .only(*SHOWN)
        .annotate(
            told_direction=Subquery(
                counting.order_by(own_first, "-version").values(d=direction)[:1]
            ),
            told_note=Subquery(notes.values(n=note)[:1]),
            last_learning_at=Subquery(cards.values("noted_at")[:1]),
        )
    )


def row_of(network: Any) -> NetworkRow:
    """`network` comes from `by_alphabet` or `by_theme`."""
    direction: Told = network.told_direction or {}
    note = read_told(network.told_note or {})
    is_own = direction.get("network_id") == network.pk
    return NetworkRow(
        slug=network.slug,
        title=network.title,
        type=network.type.name,
        stage=network.stage,
        direction=beginning(direction.get("why", ""), WORDS_SHOWN),
        above="" if is_own else direction.get("network", ""),
        is_answered=is_own and direction["is_answered"],
        last_learning_at=network.last_learning_at,
        bearing=str(Bearing(note["bearing"]).label) if note else "",
        noted_at=note.get("written_at"),
    )


def groups_of(networks: Sequence[Any]) -> list[Group]:
    """As they stand in `by_theme`."""
    told = ((network, row_of(network)) for network in networks)
    return [
        Group(key, heading, tuple(row for _network, row in rows))
        for (key, heading), rows in groupby(told, lambda one: _heading(*one))
    ]


def _heading(network: Any, row: NetworkRow) -> tuple[str, str]:
    if network.theme_key:
        return network.theme_key, network.theme_title
    if row.direction:
        return "", _("Netværk med en retning, men uden pejlemærke")
    return "", _("Netværk, der endnu ikke har fået en retning")


def themes_without_network() -> QuerySet[StrategicTheme]:
    """Themes that count today, and that no living network carries, by itself or inherited."""
    alive = Network.objects.alive()
    counts = Q(network__in=alive) | Q(network__in=alive.inheriting().values("parent"))
    carried = Direction.objects.current().filter(counts, themes=OuterRef("pk"))
    return StrategicTheme.objects.counting_on(clock.today()).filter(~Exists(carried))
