"""A year in networks: which lived, what they learned, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import Left, RowNumber
from django.utils import timezone

from netvaerk import clock
from netvaerk.danish import danish_key, danish_order
from netvaerk.dates import full_day
from netvaerk.people.models import Person
from networks.models import Network
from networks.queries.learning import all_shared
from secretariat.queries.ledger.period import Period
from secretariat.queries.report.lived import lived_in, period_of_year
from secretariat.queries.report.year_support import Support, support_in
from secretariat.queries.report.year_themes import Carried, themes_in
from secretariat.queries.report.year_told import Half, Told, told_in

EARLIEST = 1900  # what lies before is no year of ours, and no day for the database
# What one reads at a sitting; the rest stands on the networks' own pages.
MOST_NETWORKS, MOST_CARDS, CARDS_OF_EACH, LETTERS = 25, 200, 3, 160


@dataclass(frozen=True)
class Some:
    """The first of some networks by Danish alphabet, and how many more there are."""

    shown: tuple[Any, ...]
    more: int


@dataclass(frozen=True)
class Learned:
    """A network's newest shared cards of the year."""

    slug: str
    title: str
    cards: tuple[dict[str, Any], ...]
    has_more: bool


@dataclass(frozen=True)
class YearReport:
    year: int
    is_running: bool
    began: Some
    closed: Some
    going_on: Some  # lived the year through
    learned: tuple[Learned, ...]  # by Danish alphabet
    has_more_learned: bool
    told: Told
    halves: tuple[Half, ...]  # new networks, the oldest half-year first
    themes: Carried
    support: Support
    written_on: str

    @property
    def is_empty(self) -> bool:
        return not (self.began.shown or self.closed.shown or self.going_on.shown)


def first_year(person: Person) -> int:
    """The year of the first network; this year before there is one."""
    first = Network.objects.visible_to(person).order_by("decided_at").values_list("decided_at")[:1]
    return min((timezone.localtime(one).year for (one,) in first), default=clock.today().year)


def year_report(person: Person, year: int) -> YearReport | None:
    """Five queries; none for a year before the first network, or one that has not begun."""
    this_year = clock.today().year
    if not EARLIEST <= year <= this_year:
        return None
    period = period_of_year(year)
    told, halves, first = told_in(person, period)
    if year < (first or this_year):
        return None
    began, closed, going_on = _networks(person, period)
    learned, has_more = _learned(person, period)
    return YearReport(
        year=year,
        is_running=year == this_year,
        began=began,
        closed=closed,
        going_on=going_on,
        learned=learned,
        has_more_learned=has_more,
        told=told,
        halves=halves,
        themes=themes_in(person, period),
        support=support_in(period),
        written_on=full_day(clock.today()),
    )


def _networks(person: Person, period: Period) -> tuple[Some, Some, Some]:
    """Those that began, closed, and lived on; one query with the first few of each."""
    is_true, is_false = Value(True), Value(False)
    alike = [F("did_begin"), F("did_close")]
    place = Window(RowNumber(), partition_by=alike, order_by=[danish_order("title"), "pk"])
    rows = list(
        lived_in(person, period)
        .select_related("type")
        .only("slug", "title", "status", "established_at", "closed_at", "type__name")
        .annotate(
            did_begin=Case(When(period.moments("established_at"), then=is_true), default=is_false),
            did_close=Case(When(period.moments("closed_at"), then=is_true), default=is_false),
        )
        .annotate(place=place, total=Window(Count("pk"), partition_by=alike))
        .filter(place__lte=MOST_NETWORKS)
        .order_by(danish_order("title"), "pk")
    )
    return (
        _some([row for row in rows if row.did_begin]),
        _some([row for row in rows if row.did_close]),
        _some([row for row in rows if not (row.did_begin or row.did_close)]),
    )


def _some(rows: Sequence[Any]) -> Some:
    totals = {(row.did_begin, row.did_close): row.total for row in rows}
    shown = tuple(rows[:MOST_NETWORKS])
    return Some(shown, sum(totals.values()) - len(shown))


def _learned(person: Person, period: Period) -> tuple[tuple[Learned, ...], bool]:
    """Out of the year's newest shared cards: a few of each network. One query."""
    cards = all_shared(person).filter(period.moments("noted_at")).newest_first()
    rows: list[Any] = list(
        cards.annotate(beginning=Left("learned", LETTERS + 1)).values(
            "pk", "title", "network__slug", "network__title", "beginning"
        )[: MOST_CARDS + 1]
    )
    networks: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows[:MOST_CARDS]:
        networks.setdefault((row["network__title"], row["network__slug"]), []).append(row)
    found = sorted(networks.items(), key=lambda one: (danish_key(one[0][0]), one[0][1]))
    learned = tuple(
        Learned(slug, title, tuple(cards[:CARDS_OF_EACH]), len(cards) > CARDS_OF_EACH)
        for (title, slug), cards in found[:MOST_NETWORKS]
    )
    return learned, len(rows) > MOST_CARDS or len(found) > MOST_NETWORKS
