"""The days that a line of time is divided by."""

from collections.abc import Iterator
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 300)  # months
MOST, YEAR = 6, 12


def ticks(begins: date, ends: date) -> list[tuple[date, str]]:
    """At most so many firsts of a month, with their words: "jan 2026"."""
    months = (ends.year - begins.year) * YEAR + ends.month - begins.month
    step = next((step for step in STEPS if months / step <= MOST), STEPS[-1])
    # Translators: Django date format: "jan 2026". English: "M Y".
    form = "Y" if step >= YEAR else _("b Y")
    return [(day, date_format(day, form)) for day in _firsts(begins, ends, step)]


def _firsts(begins: date, ends: date, step: int) -> Iterator[date]:
    month = begins.year * YEAR + begins.month - 1
    month += -month % step
    while True:
        day = date(month // YEAR, month % YEAR + 1, 1)
        if day > ends:
            return
        if day >= begins:
            yield day
        month += step
