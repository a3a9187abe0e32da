"""A pile of work: what waits, the longest first, and where the one act is done."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from netvaerk import compiled
from netvaerk.people.models import Person
from netvaerk.words import Words
from secretariat.queries.told import read_told

SHOWN = 8
NAMED = ("first_name", "last_name", "email")


@dataclass(frozen=True)
class Row:
    """What, since when, and the one act; with `sends`, the act is posted rather than opened."""

    what: str
    detail: str
    since: datetime | None
    label: str
    url: str
    sends: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pile:
    """One kind of work; `links` lead to what the pile has no room to show."""

    key: str
    heading: Words
    rows: list[Row]
    links: list[tuple[str, str]]
    total: int


@dataclass(frozen=True)
class Asked:
    """A pile before the database is asked: several are asked together."""

    key: str
    heading: Words
    rows: Callable[[], QuerySet[Any]]  # from `told_longest_waiting`
    say: Callable[[Any], Row]
    all_url: str

    def pile(self, found: Iterable[Any]) -> Pile:
        return pile_of(self.key, self.heading, found, self.say, all_url=self.all_url)


def pile_of(
    key: str, heading: Words, found: Iterable[Any], say: Callable[[Any], Row], *, all_url: str
) -> Pile:
    """`found` comes from `longest_waiting` or `tell`."""
    shown = list(found)
    total = total_of(shown)
    more = total - len(shown)
    links = [(_("Se {more} mere").format(more=more), all_url)] if more else []
    return Pile(key, heading, [say(one) for one in shown], links, total)


def total_of(shown: Sequence[Any]) -> int:
    """How many wait, those that aren't shown included."""
    return shown[0].total if shown else 0


def longest_waiting(waiting: QuerySet[Any]) -> QuerySet[Any]:
    """The first of what waits, in its order, each with the `total` of all that does."""
    return waiting.annotate(total=Window(Count("*")))[:SHOWN]


def told_longest_waiting(waiting: QuerySet[Any], /, **facts: Any) -> QuerySet[Any]:
    """The same as facts, for `tell`; one of them is `since_at`, and people are `person_at`."""
    counted = waiting.annotate(total=Window(Count("*")))
    return counted.values(told=JSONObject(**{"pk": "pk", "total": "total", **facts}))[:SHOWN]


def person_at(path: str) -> JSONObject:
    """Of somebody, what a row says of them."""
    return JSONObject(**{name: f"{path}__{name}" for name in NAMED})


def together(person: int, waiting: Iterable[QuerySet[Any]]) -> QuerySet[Any]:
    """A question for `tell`: the rows of each, in its order."""
    asked = {f"told_{place}": ArraySubquery(rows) for place, rows in enumerate(waiting)}
    return Person.objects.filter(pk=person).values(**asked)


def tell(person: Person, question: compiled.Question) -> list[list[Any]]:
    """The rows of each pile of the question. One query, however many there are."""
    (found,) = compiled.rows(question, person.pk)
    return [[_read(json.loads(one)) for one in rows] for rows in found]


def _read(told: dict[str, Any]) -> SimpleNamespace:
    facts = read_told(told)
    people = {name: Person(**said) for name, said in facts.items() if isinstance(said, dict)}
    return SimpleNamespace(**{**facts, **people})


def write_to(person: Person) -> tuple[str, str]:
    """The label and the address of an act that is a letter to somebody."""
    return _("Skriv til {name}").format(name=person.first_name), f"mailto:{person.email}"
