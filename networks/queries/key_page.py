"""A long list a page at a time, found by the key of the row before, so that it never slows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

PAGE = 25
MOMENT = "%Y%m%d%H%M%S%f"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class KeyPage(Generic[Row]):
    rows: tuple[Row, ...]  # the newest first
    older: str  # the key that the next page begins after; empty on the last one
    is_first: bool


def key_page(rows: QuerySet[Row], *, moment: str, after: str, size: int = PAGE) -> KeyPage[Row]:
    """The rows stand in the order of (-moment, -pk), none of them without; one query."""
    key = _parsed(after)
    if key:
        at, pk = key
        # Said in two steps, so that the index on the moment carries the walk.
        rows = rows.filter(**{f"{moment}__lte": at}).exclude(**{moment: at, "pk__gte": pk})
    found = tuple(rows[: size + 1])
    shown = found[:size]
    older = _key_of(shown[-1], moment) if len(found) > size else ""
    return KeyPage(rows=shown, older=older, is_first=key is None)


def _key_of(row: Any, moment: str) -> str:
    return f"{getattr(row, moment).astimezone(UTC):{MOMENT}}-{row.pk}"


def _parsed(after: str) -> tuple[datetime, int] | None:
    """A key from an address; anything else is the first page."""
    moment, _dash, pk = after.partition("-")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    try:
        return datetime.strptime(moment, MOMENT).replace(tzinfo=UTC), int(pk)
    except ValueError:
        return None
