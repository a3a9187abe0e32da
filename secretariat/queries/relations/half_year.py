"""Half a year: the finest time that anything about relations is shown by."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

MIDDLE = 7  # the second half begins in July


class HalfYear(NamedTuple):
    """`half` is 1 or 2; later ones are greater."""

    year: int
    half: int

    @property
    def key(self) -> str:
        """ "2026-1", as addresses say it."""
        return f"{self.year}-{self.half}"

    @property
    def name(self) -> str:
        """ "1. halvår 2026"."""
        if self.half == 1:
            return _("1. halvår %(year)d") % {"year": self.year}
        return _("2. halvår %(year)d") % {"year": self.year}

    @property
    def next(self) -> "HalfYear":
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def previous(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half != 1 else HalfYear(self.year - 1, 2)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it, in Copenhagen."""
        later = self.next
        month = 1 if later.half == 1 else MIDDLE
        return datetime(later.year, month, 1, tzinfo=timezone.get_default_timezone())


def half_year_of(moment: datetime) -> HalfYear:
    local = timezone.localtime(moment)
    return HalfYear(local.year, 1 if local.month < MIDDLE else 2)


def ended_between(first: HalfYear, now: datetime) -> Iterator[HalfYear]:
    """Those that are over, the newest first; at least the last one."""
    one = half_year_of(now).previous
    yield one
    while one > first:
        one = one.previous
        yield one
