"""Rows of many kinds that fit what somebody seeks: a page at a time, in one query.

A common word stands in half a million rows, so a log is searched in two steps: its hits as the
index on words gives them, in no order; when they are too many to weigh, its newest rows instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, DateTimeField, F, FloatField, Func, QuerySet, Value
from django.db.models.functions import Cast

from netvaerk import clock

PAGE = 25
LAST = 100  # nobody reads further
MOST = 2_000  # hits of a log that are weighed against each other
NEWEST = 50  # of a log with more than that: the longer the walk, the rarer the word
FADES = 60  # months until a row weighs half: what was learned then may still be true
COLUMNS = "(kind, pk, moment, fits)"
FEW_OR_NEWEST = f"""(WITH found {COLUMNS} AS MATERIALIZED ({{found}} LIMIT {MOST + 1}),
    few (are) AS MATERIALIZED (SELECT count(*) <= {MOST} FROM found)
    SELECT *, FALSE FROM found WHERE (SELECT are FROM few)
    UNION ALL
    SELECT *, TRUE FROM (
        SELECT * FROM ({{newest}}) AS walks {COLUMNS} ORDER BY moment DESC, pk DESC LIMIT {NEWEST}
    ) AS newest WHERE NOT (SELECT are FROM few))"""  # noqa: S608 our own words; values are parameters
A_PAGE = """SELECT kind, pk, moment, count(*) OVER (), bool_or(is_cut) OVER ()
    FROM ({parts}) AS hits (kind, pk, moment, fits, is_cut)
    ORDER BY fits DESC, moment DESC NULLS LAST, kind, pk DESC LIMIT %s OFFSET %s"""
BEST_OF_EACH = """SELECT kind, pk, moment FROM (
        SELECT *, row_number() OVER (
            PARTITION BY kind ORDER BY fits DESC, moment DESC NULLS LAST, pk DESC
        ) AS place FROM ({parts}) AS hits (kind, pk, moment, fits, is_cut)
    ) AS placed WHERE place <= %s ORDER BY fits DESC, moment DESC NULLS LAST, kind, pk DESC"""


@dataclass(frozen=True)
class Hit:
    kind: str
    pk: int
    moment: datetime | None


@dataclass(frozen=True)
class Hits:
    rows: tuple[Hit, ...] = ()  # what fits best first
    total: int = 0
    is_cut: bool = False  # of a log with more than can be weighed only the newest are here
    number: int = 1

    @property
    def next_number(self) -> int:
        """Of the page after this one; 0 when this is the last."""
        return self.number + 1 if self.number * PAGE < self.total else 0


@dataclass(frozen=True)
class Part:
    """The hits of one kind, as SQL: kind, pk, moment, how well they fit, and whether it is cut."""

    sql: str
    params: tuple[Any, ...]


class Faded(Func):
    """How much of its weight a row keeps at its age in months."""

    arg_joiner = "::date - "
    template = f"({FADES}.0 / ({FADES} + greatest(0, (%(expressions)s::date) / 30)))"
    output_field = FloatField()


def weighed(rows: QuerySet, kind: str, *, rank: Any, moment: str = "") -> QuerySet:
    """(kind, pk, moment, fits) of each; `rank` says how well the words fit."""
    fits = Cast(rank, FloatField())
    at: Any = Value(None, DateTimeField())
    if moment:
        at, fits = F(moment), fits * Faded(Value(clock.today()), F(moment))
    return rows.values_list(Value(kind), "pk", Cast(at, DateTimeField()), fits)


def whole(rows: QuerySet) -> Iterator[Part]:
    """Every hit of a kind that stays small; `rows` are `weighed`. Nothing if none can be."""
    for sql, params in _compiled([rows]):
        yield Part(f"SELECT *, FALSE FROM ({sql}) AS whole {COLUMNS}", params)  # noqa: S608


def few_or_newest(found: QuerySet, walks: Iterable[QuerySet]) -> Iterator[Part]:
    """The hits of a log; each of `walks` gives its newest first, and no row is in two of them."""
    first, newest = list(_compiled([found])), list(_compiled(walks))
    if first and newest:
        sql = FEW_OR_NEWEST.format(
            found=first[0][0], newest=" UNION ALL ".join(f"({walk})" for walk, _params in newest)
        )
        yield Part(sql, sum((params for _sql, params in [*first, *newest]), ()))


def fitting(rows: QuerySet, query: SearchQuery) -> QuerySet:
    """Those that hold the words, in no order."""
    return rows.filter(wording=query).order_by()


def walked(rows: QuerySet, query: SearchQuery, moment: str) -> QuerySet:
    """The newest that hold the words; said so that the planner can't come by the words' index."""
    holds = Func(F("wording"), query, function="ts_match_vq", output_field=BooleanField())
    return rows.filter(holds).order_by(f"-{moment}", "-pk")


def page_of(parts: Sequence[Part], number: int = 1) -> Hits:
    """One query, and none when nothing can be found."""
    if not parts:
        return Hits()
    rows = _asked(A_PAGE, parts, PAGE, (number - 1) * PAGE)
    found = tuple(Hit(kind, pk, moment) for kind, pk, moment, _total, _is_cut in rows)
    total, is_cut = rows[0][3:] if rows else (0, False)
    return Hits(rows=found, total=total, is_cut=is_cut, number=number)


def best_of_each(parts: Sequence[Part], most: int) -> tuple[Hit, ...]:
    """At most so many of each kind, the best first; one query."""
    return tuple(Hit(*row) for row in _asked(BEST_OF_EACH, parts, most)) if parts else ()


def _asked(sql: str, parts: Sequence[Part], *values: int) -> list[Any]:
    params = [value for part in parts for value in part.params]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(parts=" UNION ALL ".join(part.sql for part in parts)), [*params, *values]
        )
        return cursor.fetchall()


def page_number(text: str) -> int:
    """From an address; what is no page is the first."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 4
    return min(max(int(text), 1), LAST) if is_number else 1


def _compiled(querysets: Iterable[QuerySet]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """As SQL; left out when it is known beforehand that nothing is in it."""
    for rows in querysets:
        try:
            yield rows.query.sql_with_params()
        except EmptyResultSet:
            continue
