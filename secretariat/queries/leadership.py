"""The chiefs' page: what awaits them, and the networks by strategic theme. Never shielded text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Q, Subquery

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Direction, LearningEntry, Network, Promise, Proposal, StrategicTheme
from networks.queries.promise import promises_by


@dataclass(frozen=True)
class NetworkSeenByChiefs:
    """Direction, understanding and the newest shared card, side by side."""

    network: Network
    direction: Any  # a Direction with theme_ids, or None
    last_learning_at: datetime | None  # of any card: a moment, never its text
    card: LearningEntry | None


@dataclass(frozen=True)
class ThemeSeenByChiefs:
    theme: StrategicTheme
    networks: list[NetworkSeenByChiefs]
    told_above: list[Network]  # they carry this theme too, and stand under an earlier one


@dataclass(frozen=True)
class LeadershipPage:
    awaiting: list[Proposal]
    promises: tuple[Promise, ...]  # the reader's own: open ones first, the oldest at the top
    themes: list[ThemeSeenByChiefs]
    without_theme: list[NetworkSeenByChiefs]
    without_direction: list[NetworkSeenByChiefs]

    @property
    def rounds(self) -> list[Any]:
        """Where what awaits the chiefs can be read side by side."""
        return list(dict.fromkeys(proposal.round for proposal in self.awaiting))


def leadership_page(person: Person) -> LeadershipPage:
    """Six queries, however many networks there are."""
    networks = _networks()
    directions = {one.network_id: one for one in _directions()}
    cards = LearningEntry.objects.shared().in_bulk([one.card_id for one in networks if one.card_id])
    seen = [
        NetworkSeenByChiefs(
            network=network,
            # A sub-network without a direction of its own lies under its parent's.
            direction=directions.get(network.pk) or directions.get(network.parent_id),
            last_learning_at=network.last_learning_at,
            card=cards.get(network.card_id),
        )
        for network in networks
    ]
    return LeadershipPage(
        awaiting=_awaiting(),
        promises=promises_by(person),
        themes=_by_theme(seen),
        without_theme=[one for one in seen if one.direction and not one.direction.theme_ids],
        without_direction=[one for one in seen if one.direction is None],
    )


def _awaiting() -> list[Proposal]:
    """What chefforum has before it, longest first."""
    awaiting = Proposal.objects.awaiting_decision().select_related("round")
    return list(awaiting.order_by("forwarded_at", "pk"))


def _networks() -> list[Any]:
    cards = LearningEntry.objects.filter(network=OuterRef("pk")).newest_first()
    return list(
        Network.objects.alive()
        .annotate(
            last_learning_at=Subquery(cards.values("noted_at")[:1]),
            card_id=Subquery(cards.shared().values("pk")[:1]),
        )
        .select_related("phase", "type", "reference_leader", "leader")
        .in_danish_order()
    )


def _directions() -> Iterable[Any]:
    alive = Network.objects.alive()
    return (
        Direction.objects.current()
        .filter(Q(network__in=alive) | Q(network__in=alive.values("parent")))
        .annotate(theme_ids=ArrayAgg("themes", filter=Q(themes__isnull=False), default=[]))
    )


def _by_theme(seen: list[NetworkSeenByChiefs]) -> list[ThemeSeenByChiefs]:
    """Every theme that counts now, and those that no longer do but a network still carries."""
    told: set[int] = set()
    themes = []
    for theme in StrategicTheme.objects.all():
        carrying = [one for one in seen if one.direction and theme.pk in one.direction.theme_ids]
        if carrying or theme.counts_on(clock.today()):
            here = [one for one in carrying if one.network.pk not in told]
            above = [one.network for one in carrying if one.network.pk in told]
            themes.append(ThemeSeenByChiefs(theme, here, above))
            told |= {one.network.pk for one in here}
    return themes
