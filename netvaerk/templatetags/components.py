"""Template tags and filters that every template has without loading them (TEMPLATES builtins)."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock

register = template.Library()

JUST_NOW = timedelta(minutes=10)
DAYS_IN_WORDS = 60
TINTS = 4


@register.simple_tag
def icon(name: str, label: str = "", **attributes: str) -> SafeString:
    """`{% icon "search" %}`: a picture beside words; with label= it speaks for itself.

    class= adds classes. The names are the design system's (dkfds/img/all-svg-icons.svg).
    """
    hidden = mark_safe('aria-hidden="true"')
    spoken = format_html('role="img" aria-label="{}"', label) if label else hidden
    return format_html(
        '<svg class="{}" focusable="false" {}><use href="{}#{}"></use></svg>',
        f"icon-svg {attributes.get('class', '')}".strip(),
        spoken,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def initials(person: Any) -> SafeString:
    """A circle with a person's initials, where a face would be. The name stands beside it."""
    names = f"{getattr(person, 'first_name', '')} {getattr(person, 'last_name', '')}".split()
    if not names:
        return format_html('<span class="nv-initials" aria-hidden="true">{}</span>', icon("person"))
    letters = names[0][0] + (names[-1][0] if len(names) > 1 else "")
    tint = sum(map(ord, "".join(names))) % TINTS + 1
    return format_html(
        '<span class="nv-initials nv-initials--{}" aria-hidden="true">{}</span>',
        tint,
        letters.upper(),
    )


@register.filter
def ago(value: date | datetime | None) -> str:
    """How long ago in words, within a <time> whose title is the exact moment."""
    if not value:
        return ""
    exact = moment(value) if isinstance(value, datetime) else day(value)
    machine = _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, _words(value))


@register.filter
def day(value: date | datetime | None) -> str:
    """ "tirsdag 24. november", with the year only when it isn't this year's."""
    if not value:
        return ""
    value = _local(value)
    # Translators: Django date formats. English: "l j F" and "l j F Y".
    form = _("l j. F") if value.year == clock.today().year else _("l j. F Y")
    return date_format(value, form)


@register.filter
def moment(value: datetime | None) -> str:
    """ "tirsdag 24. november kl. 9.30"."""
    if not value:
        return ""
    value = _local(value)
    # Translators: a day and a time, e.g. "tirsdag 24. november kl. 9.30".
    return _("%(day)s kl. %(time)s") % {"day": day(value), "time": date_format(value, "G.i")}


@register.filter(is_safe=True)
def paragraphs(text: str | None) -> SafeString:
    """What a person wrote, escaped, as <p> with <br> where a line was broken."""
    return mark_safe(linebreaks(text, autoescape=True) if text else "")


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
