"""An oracle of the Danish year for tests: computed anew, without the product's own holidays."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

CPH = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
# New Year's Day, 1 May, Constitution Day, Christmas Eve to Boxing Day, New Year's Eve.
FIXED = [(1, 1), (5, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
# Maundy Thursday, Good Friday, Easter, Ascension, Whitsun; Prayer Day was abolished in 2024.
AFTER_EASTER = [-3, -2, 0, 1, 39, 49, 50]


def easter(year: int) -> date:
    """The Gregorian Easter Sunday (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def days_off(year: int) -> frozenset[date]:
    fixed = {date(year, month, day) for month, day in FIXED}
    return frozenset(fixed | {easter(year) + days * DAY for days in AFTER_EASTER})


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in days_off(day.year)


def days_between(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """On a clock in Copenhagen."""
    return datetime.combine(day, time(hour, minute), CPH)
