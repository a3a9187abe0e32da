"""A pile of work: what waits, the longest first, and where the one act is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.words import Words

SHOWN = 8


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


def pile_of(
    key: str, heading: Words, found: Iterable[Any], say: Callable[[Any], Row], *, all_url: str
) -> Pile:
    """`found` comes from `longest_waiting`."""
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


def write_to(person: Person) -> tuple[str, str]:
    """The label and the address of an act that is a letter to somebody."""
    return _("Skriv til {name}").format(name=person.first_name), f"mailto:{person.email}"
