"""Counts of support as people say them."""

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60


def talks(number: int) -> str:
    return ngettext("%(n)s samtale", "%(n)s samtaler", number) % {"n": number} if number else ""


def offerings(number: int) -> str:
    return ngettext("%(n)s tilbud", "%(n)s tilbud", number) % {"n": number} if number else ""


def seats(number: int) -> str:
    said = ngettext("%(n)s plads på et hold", "%(n)s pladser på hold", number)
    return said % {"n": number} if number else ""


def hours(minutes: int) -> str:
    """ "45 minutter", "1 time", "2,5 timer"."""
    if 0 < minutes < HOUR:
        return ngettext("%(n)s minut", "%(n)s minutter", minutes) % {"n": minutes}
    if minutes == HOUR:
        return _("1 time")
    return _("%(n)s timer") % {"n": in_hours(minutes)}


def in_hours(minutes: int) -> str:
    """Hours with one decimal, and none when there is nothing behind it."""
    whole = minutes % HOUR == 0
    return number_format(minutes / HOUR, decimal_pos=0 if whole else 1)


def said_together(*parts: str) -> str:
    """ "2 samtaler, 1 tilbud og 3 pladser på hold"; empty when nothing is said."""
    return get_text_list([part for part in parts if part], _("og"))
