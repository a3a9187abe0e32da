"""What has changed since the chiefs' last review, to be read in ten minutes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.models import Decision, Network, Proposal
from secretariat.models import Review
from secretariat.queries.since_last_kinds import KINDS, Kind
from secretariat.queries.since_last_words import Line, closed, established, line_of, reason_after

PAGE = 25  # networks
OF_EACH, IN_ALL = 3, 10  # lines of a kind, and of a network; its own page has the rest
SHOWN = (
    *("slug", "title", "challenge", "status", "parent", "type__name", "phase__name"),
    *("established_at", "closed_at", "closing_words"),
)
IN_THE_HOUSE = 12
EARLIER = 12  # reviews that one can go back to
WITHOUT_A_REVIEW = timedelta(days=90)
Happened = dict[Kind, QuerySet[Any]]


@dataclass(frozen=True)
class Since:
    """From when, and the reviews that one can go back to."""

    at: datetime
    review: Review | None  # that it begins with; none for a day somebody chose, or the first time
    reviews: tuple[Review, ...]  # the newest first
    is_last: bool  # it is the time since the last review, and no other

    @property
    def newest(self) -> Review | None:
        return self.reviews[0] if self.reviews else None


@dataclass(frozen=True)
class House:
    """What happened to proposals, and whether there is more of it than is told."""

    proposals: tuple[Proposal, ...]
    decisions: tuple[Any, ...]  # each with `why`, its reason after the answer
    has_more: bool


@dataclass(frozen=True)
class Changed:
    """A network with what has happened in it."""

    slug: str
    title: str
    type: str
    stage: str
    lines: tuple[Line, ...]
    has_more: bool


def since(day: date | None) -> Since:
    """Since a day, or the review that was held on it; without one, since the newest review.

    One query.
    """
    reviews = tuple(Review.objects.select_related("closed_by")[:EARLIER])
    newest = reviews[0] if reviews else None
    if day is None:
        at = newest.held_at if newest else clock.now() - WITHOUT_A_REVIEW
        return Since(at, newest, reviews, is_last=True)
    held = next((one for one in reviews if timezone.localdate(one.held_at) == day), None)
    at = held.held_at if held else timezone.make_aware(datetime.combine(day, time.min))
    return Since(at, held, reviews, is_last=held is not None and held == newest)


def house_since(person: Person, at: datetime) -> House:
    """Two queries. A proposal that is decided already is told by its decision."""
    readable = Proposal.objects.visible_to(person)
    sent = readable.awaiting_decision().filter(forwarded_at__gt=at).select_related("round")
    decided = Decision.objects.filter(proposal__in=readable, decided_at__gt=at)
    proposals = tuple(sent.order_by("forwarded_at", "pk")[: IN_THE_HOUSE + 1])
    decisions: tuple[Any, ...] = tuple(
        decided.select_related("proposal", "parked_to").order_by("decided_at", "pk")[
            : IN_THE_HOUSE + 1
        ]
    )
    for decision in decisions:
        decision.why = reason_after(decision.get_outcome_display(), decision.reason)
    has_more = max(len(proposals), len(decisions)) > IN_THE_HOUSE
    return House(proposals[:IN_THE_HOUSE], decisions[:IN_THE_HOUSE], has_more)


def changed_since(person: Person, at: datetime, number: str | None) -> Page:
    """A page of networks by Danish alphabet; two queries."""
    happened = {kind: kind.since(person, at) for kind in KINDS}
    changed = Network.objects.visible_to(person).filter(_anything_of(happened, at))
    in_order = danish_order("title"), "pk"
    page: Page[Any] = Paginator(changed.order_by(*in_order), PAGE).get_page(number)
    # Found first and told after, or a late page would be told all that stands before it.
    found: Any = page.object_list
    here = Network.objects.filter(pk__in=found.values("pk")).select_related("type", "phase")
    told = here.only(*SHOWN).annotate(**_told(happened)).order_by(*in_order)
    page.object_list = [_read(network, at) for network in told]
    return page


def _anything_of(happened: Happened, at: datetime) -> Any:
    """A condition on a network. What it has thousands of is looked up by network."""
    few, *others = [
        rows.order_by().values(kind.network) for kind, rows in happened.items() if not kind.is_many
    ]
    anything: Any = Q(established_at__gt=at) | Q(closed_at__gt=at)
    anything |= Q(pk__in=few.union(*others, all=True))
    for kind, rows in happened.items():
        if kind.is_many:
            anything |= Exists(rows.filter(network=OuterRef("pk")))
    return anything


def _told(happened: Happened) -> dict[str, ArraySubquery]:
    """Of each kind the newest first."""
    return {
        f"told_{kind.key}": ArraySubquery(
            rows.filter(**{kind.network: OuterRef("pk")})
            .order_by(f"-{kind.moment}", "-pk")
            .values(told=kind.told())[: OF_EACH + 1]
        )
        for kind, rows in happened.items()
    }


def _read(network: Any, at: datetime) -> Changed:
    lines = []
    if network.closed_at and network.closed_at > at:
        lines.append(closed(network.slug, network.closing_words))
    if network.established_at and network.established_at > at:
        is_below = network.parent_id is not None
        lines.append(established(network.slug, network.challenge, is_below=is_below))
    told = {kind.key: getattr(network, f"told_{kind.key}") for kind in KINDS}
    for key, rows in told.items():
        lines += [line_of(key, one, network.slug) for one in rows[:OF_EACH]]
    is_cut = any(len(rows) > OF_EACH for rows in told.values())
    return Changed(
        slug=network.slug,
        title=network.title,
        type=network.type.name,
        stage=network.stage,
        lines=tuple(lines[:IN_ALL]),
        has_more=is_cut or len(lines) > IN_ALL,
    )
