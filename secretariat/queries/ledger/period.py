"""The half-years that the ledger is read by, and how it counts within one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from netvaerk import clock

BACK = 6  # half-years that can be chosen, this one included


@dataclass(frozen=True)
class Period:
    """From a day until another, which is not in it."""

    key: str
    first_on: date
    next_on: date

    @property
    def name(self) -> str:
        if self == EVER:
            return _("Hele tiden")
        is_spring = self.first_on.month == 1
        half = _("Første halvår %(year)s") if is_spring else _("Andet halvår %(year)s")
        return half % {"year": self.first_on.year}

    @property
    def begins_at(self) -> datetime:
        return _midnight(self.first_on)

    @property
    def next_at(self) -> datetime:
        return _midnight(self.next_on)

    def moments(self, field: str) -> Q:
        """`field`, a moment, lies in it."""
        return Q(**{f"{field}__gte": self.begins_at, f"{field}__lt": self.next_at})

    def days(self, field: str) -> Q:
        """`field`, a day, lies in it."""
        return Q(**{f"{field}__gte": self.first_on, f"{field}__lt": self.next_on})


EVER = Period("alt", date(1900, 1, 1), date(9000, 1, 1))


def half_year_with(day: date) -> Period:
    is_spring = day.month < 7
    first = date(day.year, 1 if is_spring else 7, 1)
    after = date(day.year, 7, 1) if is_spring else date(day.year + 1, 1, 1)
    return Period(first.isoformat(), first, after)


def periods() -> list[Period]:
    """Those that can be chosen, the newest first, and all the time there has been."""
    found = [half_year_with(clock.today())]
    while len(found) < BACK:
        found.append(half_year_with(found[-1].first_on - timedelta(days=1)))
    return [*found, EVER]


def period_of(key: str) -> Period:
    """The one that an address names; this half-year when it names none."""
    choices = periods()
    return next((one for one in choices if one.key == key), choices[0])


def counted(rows: QuerySet, *, per: str, **aggregates: Any) -> Subquery:
    """One object of aggregates over the `rows` whose `per` is the outer row; null when none is."""
    here = rows.filter(**{per: OuterRef("pk")}).order_by().values(per)
    return Subquery(
        here.annotate(counted=JSONObject(**aggregates)).values("counted"), output_field=JSONField()
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
