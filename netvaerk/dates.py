"""Days and moments as people say them, in the reader's language."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock

JUST_NOW = timedelta(minutes=10)
DAYS_IN_WORDS = 60


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
    value = _local(value)
    # Translators: Django date formats. English: "l j F" and "l j F Y".
    form = _("l j. F") if value.year == clock.today().year else _("l j. F Y")
    return date_format(value, form)


def full_day(value: date | datetime | None) -> str:
    """ "24. november 2026", for what is read years later."""
    # Translators: Django date format. English: "j F Y".
    return date_format(_local(value), _("j. F Y")) if value else ""


def moment(value: datetime | None) -> str:
    """ "tirsdag 24. november kl. 9.30"."""
    if not value:
        return ""
    value = _local(value)
    # Translators: a day and a time, e.g. "tirsdag 24. november kl. 9.30".
    return _("%(day)s kl. %(time)s") % {"day": day(value), "time": date_format(value, "G.i")}


def _local(value: Any) -> Any:
    """The moment in Copenhagen; a day is the same everywhere."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _words(value: date | datetime) -> str:
    if isinstance(value, datetime) and timedelta() <= clock.now() - value < JUST_NOW:
        return _("lige nu")
    local = _local(value)
    on = local.date() if isinstance(local, datetime) else local
    days = (clock.today() - on).days
    if days == 0:
        return _("i dag")
    if days == 1:
        return _("i går")
    if 1 < days <= DAYS_IN_WORDS:
        return ngettext("for %(n)s dag siden", "for %(n)s dage siden", days) % {"n": days}
    # Translators: Django date format. English: "j F Y".
    return date_format(on, _("j. F Y"))


def _month(day: date) -> str:
    return date_format(day, "F Y")


# Lazy, for letters: "januar 2027".
month = lazy(_month, str)
