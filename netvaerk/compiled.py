"""A question that is asked in the same words on every visit: compiled once a process.

Django builds a statement anew from its parts each time. For a union of forty that takes longer
than PostgreSQL needs to plan and answer it. Here it is built once, for a person and a moment that
nobody ever meets, and these give way to the real ones whenever it is asked.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from netvaerk import clock

SOMEBODY = -(2**62)  # no primary key is negative
SOME_MOMENT = datetime(8000, 1, 1, 12, tzinfo=UTC)
AGES_AWAY = 7000  # a year that is reached only from SOME_MOMENT

# Of a person's primary key: reads no database while it builds, and tells the time by `clock`.
Question = Callable[[int], QuerySet]


def rows(question: Question, person: int) -> list[tuple]:
    """What the question's queryset gives for the person now, row by row."""
    sql, params = statement(question, person)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def statement(question: Question, person: int) -> tuple[str, tuple]:
    """The same as Django would compile for the person now."""
    sql, params = _compiled(question, get_language())
    return sql, tuple(_real(value, person) for value in params)


@cache
def _compiled(question: Question, _language: str | None) -> tuple[str, tuple]:
    with clock.set_to(SOME_MOMENT):
        return question(SOMEBODY).query.sql_with_params()


def _real(value: Any, person: int) -> Any:
    if isinstance(value, datetime):
        return value - SOME_MOMENT + clock.now() if value.year > AGES_AWAY else value
    if isinstance(value, date):
        return value - SOME_MOMENT.date() + clock.today() if value.year > AGES_AWAY else value
    return person if value == SOMEBODY else value
