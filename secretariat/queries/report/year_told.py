"""What was told in a year: fallen assumptions, results, looks, promises. One query for it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractQuarter, ExtractYear, JSONObject
from django.utils import timezone

from netvaerk import clock
from netvaerk.danish import danish_key
from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ReceiverAnswer
from networks.models import Assumption, LookAgain, Network, Promise, Receiver, Result
from secretariat.queries.ledger.period import Period
from secretariat.queries.since_last_kinds import shared_rows

MOST = 25  # of each kind
YEARS_BACK = 3  # that the picture of new networks shows before this one, if there were any


@dataclass(frozen=True)
class Half:
    """How many networks were established in a half-year."""

    year: int
    number: int  # 1 or 2
    networks: int
    is_running: bool


@dataclass(frozen=True)
class OfNetwork:
    """What is told of one network."""

    slug: str
    title: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Kind:
    """By network, in Danish alphabet; of the newest few."""

    networks: tuple[OfNetwork, ...]
    has_more: bool


@dataclass(frozen=True)
class Told:
    fallen: Kind
    results: Kind
    looks: Kind
    promises: Kind


def told_in(person: Person, period: Period) -> tuple[Told, tuple[Half, ...], int | None]:
    """And new networks by half-year, and the year of the first network of all."""
    first = Network.objects.visible_to(person).order_by("decided_at")
    found = (
        Person.objects.filter(pk=person.pk)
        .annotate(
            told_fallen=_few(_fallen(person, period), "-settled_at", "network", _FALLEN),
            told_results=_few(_results(person, period), "-written_at", "network", _RESULT),
            told_looks=_few(_looks(person, period), "-answered_at", "result__network", _LOOK),
            told_promises=_few(_promises(person, period), "-made_at", "network", _PROMISE),
            halves=ArraySubquery(_halves(person, period)),
            first_at=Subquery(first.values("decided_at")[:1]),
        )
        .values("halves", "first_at", *(f"told_{name}" for name in KINDS))
        .get()
    )
    told = Told(**{name: _read(found[f"told_{name}"]) for name in KINDS})
    began = timezone.localtime(found["first_at"]).year if found["first_at"] else None
    since = max(period.first_on.year - YEARS_BACK, began or period.first_on.year)
    return told, _in_a_row(range(since, period.next_on.year), found["halves"]), began


KINDS = ("fallen", "results", "looks", "promises")
_FALLEN = {"sentence": "sentence", "words": "outcome_words"}
_RESULT = {"title": "title", "unit": "unit"}
_LOOK = {"title": "result__title", "months": "months", "answer": "answer", "words": "words"}
_PROMISE = {"text": "text", "outcome": "outcome", "answer": "answer"}


def _few(rows: QuerySet[Any], newest: str, network: str, said: dict[str, str]) -> ArraySubquery:
    told = JSONObject(slug=f"{network}__slug", network=f"{network}__title", **said)
    existing = rows.exclude(**{f"{network}__status": NetworkStatus.CANCELLED})
    return ArraySubquery(existing.order_by(newest, "-pk").values(told=told)[: MOST + 1])


def _fallen(person: Person, period: Period) -> QuerySet[Assumption]:
    return shared_rows(Assumption, person).fallen().filter(period.moments("settled_at"))


def _results(person: Person, period: Period) -> QuerySet[Any]:
    """Written or taken over in the year; a department takes over, nobody by name."""
    taken = Receiver.objects.filter(result=OuterRef("pk"), answer=ReceiverAnswer.ACCEPTED)
    in_the_year = Q(Exists(taken.filter(period.moments("answered_at"))))
    found = shared_rows(Result, person).filter(period.moments("written_at") | in_the_year)
    return found.annotate(unit=Subquery(taken.values("unit__name")[:1]))


def _looks(person: Person, period: Period) -> QuerySet[LookAgain]:
    answered = LookAgain.objects.filter(period.moments("answered_at")).exclude(answer="")
    return answered.filter(result__in=shared_rows(Result, person))


def _promises(person: Person, period: Period) -> QuerySet[Promise]:
    in_the_year = period.moments("made_at") | period.moments("answered_at")
    return Promise.objects.visible_to(person).filter(in_the_year)


def _halves(person: Person, period: Period) -> QuerySet[Any]:
    since = period.begins_at.replace(year=period.first_on.year - YEARS_BACK)
    established = Network.objects.visible_to(person).filter(
        established_at__gte=since, established_at__lt=period.next_at
    )
    by_quarter = established.values(
        in_year=ExtractYear("established_at"), quarter=ExtractQuarter("established_at")
    )
    told = JSONObject(year=F("in_year"), quarter=F("quarter"), networks=Count("pk"))
    return by_quarter.annotate(told=told).values("told")


def _in_a_row(years: range, found: Sequence[dict[str, int]]) -> tuple[Half, ...]:
    """Every half-year that has begun, also one without a network."""
    today = clock.today()
    this_half = (today.year, 1 if today.month <= 6 else 2)
    halves = [(year, half) for year in years for half in (1, 2)]
    return tuple(
        Half(year, half, _count(found, year, half), is_running=(year, half) == this_half)
        for year, half in halves
        if (year, half) <= this_half
    )


def _count(found: Sequence[dict[str, int]], year: int, half: int) -> int:
    return sum(
        one["networks"]
        for one in found
        if one["year"] == year and (one["quarter"] + 1) // 2 == half
    )


def _read(rows: Sequence[dict[str, Any]]) -> Kind:
    networks: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows[:MOST]:
        networks.setdefault((row["network"], row["slug"]), []).append(row)
    found = sorted(networks.items(), key=lambda one: (danish_key(one[0][0]), one[0][1]))
    told = tuple(OfNetwork(slug, title, tuple(of_it)) for (title, slug), of_it in found)
    return Kind(told, has_more=len(rows) > MOST)
