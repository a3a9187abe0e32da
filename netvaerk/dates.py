"""Days and moments as people say them, in the reader's language.

A list says the same few days over and over: their words are kept, by language.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from netvaerk import clock

JUST_NOW = timedelta(minutes=10)
DAYS_IN_WORDS = 60
KEPT = 4096  # days, more than ten years of them


def ago(value: date | datetime | None) -> str:
    """How long ago in words, within a <time> whose title is the exact moment."""
    if not value:
        return ""
    exact = moment(value) if isinstance(value, datetime) else day(value)
    machine = _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, _words(value))


def day(value: date | datetime | None) -> str:
    """ "tirsdag 24. november", with the year only when it isn't this year's."""
    if not value:
        return ""
    on = _date_of(value)
    return _day(on, on.year == clock.today().year, get_language())


def full_day(value: date | datetime | None) -> str:
    """ "24. november 2026", for what is read years later."""
    return _full_day(_date_of(value), get_language()) if value else ""


def moment(value: datetime | None) -> str:
    """ "tirsdag 24. november kl. 9.30"."""
    if not value:
        return ""
    at = _local(value)
    # Translators: a day and a time, e.g. "tirsdag 24. november kl. 9.30".
    return _("%(day)s kl. %(time)s") % {"day": day(at), "time": f"{at.hour}.{at.minute:02}"}


@lru_cache(maxsize=KEPT)
def _day(on: date, is_this_year: bool, _language: str | None) -> str:
    # Translators: Django date formats. English: "l j F" and "l j F Y".
    return date_format(on, _("l j. F") if is_this_year else _("l j. F Y"))


@lru_cache(maxsize=KEPT)
def _full_day(on: date, _language: str | None) -> str:
    # Translators: Django date format. English: "j F Y".
    return date_format(on, _("j. F Y"))


def _date_of(value: date | datetime) -> date:
    """Its day in Copenhagen."""
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _local(value: Any) -> Any:
    """The moment in Copenhagen; a day is the same everywhere."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _words(value: date | datetime) -> str:
    if isinstance(value, datetime) and timedelta() <= clock.now() - value < JUST_NOW:
        return _("lige nu")
    on = _date_of(value)
    days = (clock.today() - on).days
    if days == 0:
        return _("i dag")
    if days == 1:
        return _("i går")
    if 1 < days <= DAYS_IN_WORDS:
        return ngettext("for %(n)s dag siden", "for %(n)s dage siden", days) % {"n": days}
    return _full_day(on, get_language())


def _month(day: date) -> str:
    return date_format(day, "F Y")


# Lazy, for letters: "januar 2027".
month = lazy(_month, str)
