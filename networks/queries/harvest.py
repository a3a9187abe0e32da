"""The harvest: what a network leaves to everybody, written from what is logged.

Shared texts only, and the same for every reader: nothing here asks who reads it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Concat, JSONObject, RowNumber, Trim
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.dates import full_day
from netvaerk.people.enums import Role, UnitKind
from networks.enums import Afterlife, Outcome, ReceiverAnswer
from networks.models import (
    Assumption,
    Direction,
    LearningEntry,
    LookAgain,
    Network,
    PhaseChange,
    Receiver,
    Result,
)

# What a chief reads in ten minutes; the rest stands on the network's pages.
MOST_CARDS, MOST_ASSUMPTIONS, MOST_RESULTS, MOST_PHASES = 8, 6, 12, 12
MOST_COUNTED = 100  # cards: a log may be long, and nobody weighs it by its number
SMALLEST_GROUP = 3
STEP = JSONObject(at="at", name="to__name", sentence="sentence")  # of a phase change


@dataclass(frozen=True)
class Step:
    """A move to a phase, and what had changed."""

    at: datetime
    name: str
    sentence: str


@dataclass(frozen=True)
class Look:
    """What the receiver said when they looked again."""

    months: int
    answer: str
    words: str

    @property
    def in_words(self) -> Any:
        return Afterlife(self.answer).label


@dataclass(frozen=True)
class Shared:
    """The first of some shared texts, and how many more there are."""

    shown: Sequence[Any]
    total: int
    is_total: bool = True  # or there are more than were counted

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True)
class People:
    """Who has been in, nobody of them by name."""

    groups: tuple[str, ...]  # "5 fra Skole & Dagtilbud", "4 borgere"; the largest first
    has_others: bool  # from groups too small to name

    @property
    def in_words(self) -> str:
        if not self.groups:
            return _("Enkelte fra forskellige steder") if self.has_others else ""
        return ", ".join(self.groups) + (" " + _("og enkelte andre") if self.has_others else "")


@dataclass(frozen=True)
class Harvest:
    """Everything on the page and in the PDF."""

    network: Network
    direction: dict[str, str] | None  # the newest, if it is shared
    steps: tuple[Step, ...]  # the oldest first
    results: Shared  # each with its `home` in words, and `looks`
    fallen: Shared
    holding: Shared
    cards: Shared
    people: People
    written_on: str

    @property
    def period(self) -> str:
        begun = full_day(self.network.established_at)
        if self.network.closed_at:
            return f"{begun} – {full_day(self.network.closed_at)}"
        return _("I gang siden %(day)s") % {"day": begun}

    @property
    def is_empty(self) -> bool:
        """Nothing has been shared yet."""
        return not any(
            (self.results.total, self.fallen.total, self.holding.total, self.cards.total)
        )


def harvest_of(network: Network) -> Harvest:
    """Five queries, for a network with its type and people."""
    direction, steps = _story(network)
    fallen, holding = told_assumptions(network.assumptions.all().shared())
    return Harvest(
        network=network,
        direction=direction,
        steps=steps,
        results=told_results(network.results.all().shared()),
        fallen=fallen,
        holding=holding,
        cards=_cards(network),
        people=_people(network),
        written_on=full_day(clock.today()),
    )


def _story(network: Network) -> tuple[dict[str, str] | None, tuple[Step, ...]]:
    """The direction and the phases in one query; a sub-network may have its parent's direction."""
    changes = PhaseChange.objects.filter(network=OuterRef("pk")).order_by("-at", "-pk")
    own, inherited, steps = (
        Network.objects.filter(pk=network.pk)
        .annotate(
            own=_newest_direction("pk", "understanding"),
            inherited=_newest_direction("parent"),
            newest_steps=ArraySubquery(changes.values(step=STEP)[:MOST_PHASES]),
        )
        .values_list("own", "inherited", "newest_steps")
        .get()
    )
    direction = own or inherited
    is_shared = direction is not None and direction["is_shared"]
    return direction if is_shared else None, read_steps(reversed(steps))


def read_steps(found: Iterable[dict[str, str]]) -> tuple[Step, ...]:
    """Of what `STEP` has found."""
    return tuple(Step(datetime.fromisoformat(s["at"]), s["name"], s["sentence"]) for s in found)


def _newest_direction(of: str, *more: str) -> Subquery:
    words = {name: name for name in ("why", "is_open", "is_shared", *more)}
    newest = Direction.objects.filter(network=OuterRef(of)).order_by("-version")
    return Subquery(newest.values(said=JSONObject(**words))[:1])


def told_results(results: QuerySet[Result]) -> Shared:
    """Each with its `home` in words, and `looks`; one query."""
    taken = Receiver.objects.filter(result=OuterRef("pk"), answer=ReceiverAnswer.ACCEPTED)
    looked = LookAgain.objects.filter(result=OuterRef("pk")).exclude(answer="")
    facts = JSONObject(months="months", answer="answer", words="words")
    found = results.annotate(
        taken_by=Subquery(
            taken.values(name=Trim(Concat("person__first_name", Value(" "), "person__last_name")))
        ),
        lives_in=Subquery(taken.values("unit__name")),
        look_facts=ArraySubquery(looked.order_by("months").values(facts=facts)),
    ).order_by("-written_at", "-pk")
    shared = _first_of(found, MOST_RESULTS)
    for result in shared.shown:
        result.looks = [Look(**facts) for facts in result.look_facts]
        result.home = _home_of(result)
    return shared


def _home_of(result: Any) -> str:
    if not result.lives_in:
        return _("Har ikke fundet sin modtager endnu")
    named = {"name": result.taken_by or _("en tidligere kollega"), "unit": result.lives_in}
    return _("Taget imod af %(name)s, %(unit)s") % named


def told_assumptions(assumptions: QuerySet[Assumption]) -> tuple[Shared, Shared]:
    """Those that fell and those that hold, each with the last settled first; one query."""
    alike = F("outcome")
    newest = Window(RowNumber(), partition_by=alike, order_by=["-settled_at", "-pk"])
    found = (
        assumptions.filter(outcome__in=[Outcome.FELL, Outcome.HOLDS])
        .annotate(place=newest, total=Window(Count("pk"), partition_by=alike))
        .filter(place__lte=MOST_ASSUMPTIONS)
        .order_by("place")
    )
    rows = list(found)
    fell, holds = (
        [row for row in rows if row.outcome == outcome] for outcome in (Outcome.FELL, Outcome.HOLDS)
    )
    return _counted(fell), _counted(holds)


def _cards(network: Network) -> Shared:
    """The newest, read off the log's end: not the whole of a long log to show eight."""
    shared = LearningEntry.objects.filter(network=network).shared().newest_first()
    counted = LearningEntry.objects.filter(pk__in=shared.values("pk")[: MOST_COUNTED + 1])
    found = _first_of(counted.newest_first(), MOST_CARDS)
    return replace(found, is_total=found.total <= MOST_COUNTED)


def _first_of(found: QuerySet[Any], most: int) -> Shared:
    return _counted(list(found.annotate(total=Window(Count("pk")))[:most]))


def _counted(rows: list[Any]) -> Shared:
    return Shared(shown=tuple(rows), total=rows[0].total if rows else 0)


def _people(network: Network) -> People:
    """Everybody who has been in, by department or kind; nobody can be picked out."""
    is_employee = Q(person__roles__contains=[Role.EMPLOYEE])
    department = Case(
        When(person__unit__kind=UnitKind.UNIT, then=F("person__unit__parent__name")),
        default=F("person__unit__name"),
    )
    counted = (
        network.memberships.values(
            place=Case(When(is_employee, then=department)),
            kind=Case(When(~is_employee, then=F("person__stakeholder_kind__plural"))),
        )
        .annotate(size=Count("person", distinct=True))
        .order_by("-size", "place", "kind")
        .values_list("place", "kind", "size")
    )
    rows = list(counted)
    groups = []
    for place, kind, size in rows:
        if size >= SMALLEST_GROUP and (place or kind):
            said = _("%(size)d fra %(place)s") if place else "%(size)d %(kind)s"
            groups.append(said % {"size": size, "place": place, "kind": kind})
    return People(groups=tuple(groups), has_others=len(groups) < len(rows))
