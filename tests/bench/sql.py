"""Rows by the million: one INSERT … SELECT a table, in the words of the models."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Field, GeneratedField, Model
from django.db.models.fields import NOT_PROVIDED
from psycopg.sql import Literal

# The moment at which everything is seeded and looked at: a Monday morning.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ROWS = "generate_series(1, {count}) AS i"


def said(value: Any) -> str:
    """A value as SQL writes it."""
    return Literal(value).as_string(None)


def table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


def chance(salt: int, out_of: str | int, of: str = "i") -> str:
    """0 … out_of - 1, always the same for the same row and salt."""
    return f"((hashint8extended(({of})::bigint, {salt}) & 2147483647) % ({out_of}))"


def one_of(values: list[Any], salt: int, of: str = "i") -> str:
    """One of the values by chance; the same value twice comes twice as often."""
    array = ", ".join(said(value) for value in values)
    return f"(ARRAY[{array}])[1 + {chance(salt, len(values), of)}]"


def ago(days: str) -> str:
    """A moment so many days before now, or after it when negative."""
    return f"({said(NOW)}::timestamptz - ({days}) * interval '1 day')"


def key_of(what: str, of: str = "i") -> str:
    """A UUID that is always the same for the same row."""
    return f"md5({said(what)} || ({of}))::uuid"


def key(what: str, number: int) -> uuid.UUID:
    """The same UUID, for Python."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key_of(what, str(number))}")
        return cursor.fetchone()[0]


def fill(model: type[Model], count: int = 0, *, rows: str = "", **columns: Any) -> int:
    """Insert a row for each of `rows` (a FROM clause with a number `i` in it; 1 … count without).

    `columns` are SQL by the names of the model's fields. A field that may be empty, or has a
    default that never changes, may be left out; any other that is forgotten is an error.
    """
    written = {}
    for field in model._meta.concrete_fields:
        sql = columns.pop(field.name, None)
        sql = _without_being_told(model, field) if sql is None else sql
        if sql is not None:
            written[f'"{field.column}"'] = str(sql)
    if columns:
        raise TypeError(f"{model.__name__} has no {sorted(columns)}")
    source = rows or ROWS.format(count=count)
    return run(
        f"INSERT INTO {table(model)} ({', '.join(written)}) "
        f"SELECT {', '.join(written.values())} FROM {source}"
    )


def _without_being_told(model: type[Model], field: Field) -> str | None:
    if isinstance(field, GeneratedField) or field.null:
        return None
    default = field.default
    if default is uuid.uuid4:
        return key_of(f"{model._meta.label_lower}.{field.name}")
    if field.primary_key and default is NOT_PROVIDED:
        return "i" if not field.remote_field else None
    if default in (dict, list):
        return f"{said('{}')}::{field.db_type(connection)}"
    if default is not NOT_PROVIDED and not callable(default):
        return said(default if not hasattr(default, "value") else default.value)
    if field.blank and field.empty_strings_allowed:
        return "''"
    raise TypeError(f"{model.__name__}.{field.name} is not filled")


def link(model: type[Model], many: str, *, rows: str, mine: str, theirs: str) -> int:
    """Rows of a many-to-many field; one that comes twice is laid in once."""
    field: Any = model._meta.get_field(many)
    through = field.remote_field.through
    columns = f'"{field.m2m_column_name()}", "{field.m2m_reverse_name()}"'
    return run(
        f"INSERT INTO {table(through)} ({columns}) "
        f"SELECT DISTINCT {mine}, {theirs} FROM {rows} ON CONFLICT DO NOTHING"
    )


def run(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def all_of(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def built_afterwards(*models: type[Model]) -> Iterator[None]:
    """Plain indexes and foreign keys are made when the rows are in: each is then checked once."""
    names = ", ".join(said(model._meta.db_table) for model in models)
    again = all_of(
        f"""SELECT indexdef FROM pg_indexes WHERE tablename IN ({names}) AND NOT EXISTS (
            SELECT FROM pg_constraint WHERE conname = indexname)"""
    )
    away = all_of(
        f"""SELECT format('DROP INDEX %I', indexname) FROM pg_indexes
        WHERE tablename IN ({names}) AND NOT EXISTS (
            SELECT FROM pg_constraint WHERE conname = indexname)"""
    )
    keys = f"""FROM pg_constraint JOIN pg_class AS holder ON holder.oid = conrelid
        WHERE contype = 'f' AND holder.relname IN ({names})"""
    again += all_of(
        "SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', relname, conname, "
        f"pg_get_constraintdef(pg_constraint.oid)) {keys}"
    )
    away += all_of(f"SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', relname, conname) {keys}")
    for statement in away:
        run(statement)
    yield
    for statement in again:
        run(statement)


def count_on_from_here(model: type[Model]) -> None:
    """The next row that the product makes has a number of its own."""
    if model._meta.pk and model._meta.pk.get_internal_type() in {"BigAutoField", "AutoField"}:
        column = model._meta.pk.column
        run(
            f"SELECT setval(pg_get_serial_sequence({said(table(model))}, {said(column)}), "
            f"(SELECT coalesce(max({column}), 0) + 1 FROM {table(model)}), false)"
        )
