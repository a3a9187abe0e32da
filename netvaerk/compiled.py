"""A question that is asked in the same words on every visit: compiled once a process.

Django builds a statement anew from its parts each time. For a union of forty that takes longer
than PostgreSQL needs to plan and answer it. Here it is built once, for a person and a moment that
nobody ever meets, and these give way to the real ones whenever it is asked.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from netvaerk import clock

SOMEBODY = -(2**62)  # no primary key is negative; further keys stand in for by those after it
SOME_MOMENT = datetime(8000, 1, 1, 12, tzinfo=UTC)
AGES_AWAY = 7000  # a year that is reached only from SOME_MOMENT

# Of primary keys, a person's first: reads no database while it builds, tells the time by `clock`.
Question = Callable[..., QuerySet]


def rows(question: Question, *keys: int) -> list[tuple]:
    """What the question's queryset gives for these keys now, row by row."""
    sql, params = statement(question, *keys)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def statement(question: Question, *keys: int) -> tuple[str, tuple]:
    """The same as Django would compile for these keys now."""
    sql, params = _compiled(question, len(keys), get_language())
    return sql, tuple(_real(value, keys) for value in params)


@cache
def _compiled(question: Question, keys: int, _language: str | None) -> tuple[str, tuple]:
    with clock.set_to(SOME_MOMENT):
        return question(*range(SOMEBODY, SOMEBODY + keys)).query.sql_with_params()


def _real(value: Any, keys: Sequence[int]) -> Any:
    if isinstance(value, datetime):
        return value - SOME_MOMENT + clock.now() if value.year > AGES_AWAY else value
    if isinstance(value, date):
        return value - SOME_MOMENT.date() + clock.today() if value.year > AGES_AWAY else value
    if isinstance(value, int) and SOMEBODY <= value < SOMEBODY + len(keys):
        return keys[value - SOMEBODY]
    return value
