"""The strategic agenda, and the networks that carry it, as far as somebody may read of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.dates import full_day
from netvaerk.people.models import Person
from networks.models import Direction, Network, StrategicTheme

NAMED = 6  # networks under a theme on the list; its own page has them all
TOLD = 25


@dataclass(frozen=True)
class ThemeSeen:
    theme: StrategicTheme
    period: str
    networks: tuple[dict[str, str], ...]  # slug and title, by Danish alphabet
    has_more: bool


@dataclass(frozen=True)
class Agenda:
    now: tuple[ThemeSeen, ...]
    to_come: tuple[ThemeSeen, ...]
    earlier: tuple[ThemeSeen, ...]


@dataclass(frozen=True)
class Moment:
    """Something in a theme's history."""

    on: datetime
    heading: str
    slug: str = ""  # of the network that it is about
    text: str = ""  # what the theme said until then


def carrying(person: Person, **theme: Any) -> QuerySet[Network]:
    """Living networks whose direction, as far as the person may read it, names the theme.

    A sub-network without a direction of its own carries its parent's themes.
    """
    naming = Direction.objects.current().visible_to(person).filter(**theme)
    here = naming.filter(network=OuterRef("pk"))
    above = naming.filter(network=OuterRef("parent"))
    inherits = Q(parent__isnull=False) & ~Exists(Direction.objects.filter(network=OuterRef("pk")))
    return (
        Network.objects.visible_to(person).alive().filter(Exists(here) | inherits & Exists(above))
    )


def agenda_for(person: Person) -> Agenda:
    """Every theme in its own order, with the first few networks that carry it; one query."""
    today = clock.today()
    networks = carrying(person, themes=OuterRef(OuterRef("pk"))).order_by(
        danish_order("title"), "pk"
    )
    told = networks.values(told=JSONObject(slug="slug", title="title"))[: NAMED + 1]
    seen = [
        ThemeSeen(theme, period_of(theme), tuple(theme.named[:NAMED]), len(theme.named) > NAMED)
        for theme in StrategicTheme.objects.select_related("owner").annotate(
            named=ArraySubquery(told)
        )
    ]
    return Agenda(
        now=tuple(one for one in seen if one.theme.counts_on(today)),
        to_come=tuple(one for one in seen if _is_to_come(one.theme, today)),
        earlier=tuple(one for one in seen if one.theme.ends_on and one.theme.ends_on < today),
    )


def _is_to_come(theme: StrategicTheme, today: date) -> bool:
    return theme.starts_on is not None and theme.starts_on > today


def period_of(theme: StrategicTheme) -> str:
    """When it counts, in words; empty when nothing is said about it."""
    first, last = theme.starts_on, theme.ends_on
    if first and last:
        said = _("Gælder fra {first} til og med {last}")
        return said.format(first=full_day(first), last=full_day(last))
    if first:
        return _("Gælder fra {first}").format(first=full_day(first))
    return _("Gælder til og med {last}").format(last=full_day(last)) if last else ""


def history_of(person: Person, theme: StrategicTheme) -> list[Moment]:
    """The newest moments first: networks that took it up or let it go, and words that changed.

    Two queries; only directions that the person may read.
    """
    moments = [*_rewritten(theme), *_taken_up_and_let_go(person, theme)]
    return sorted(moments, key=lambda one: one.on, reverse=True)[:TOLD]


def _rewritten(theme: StrategicTheme) -> list[Moment]:
    return [
        Moment(one.edited_at, _("Pejlemærket blev skrevet om"), text=f"{one.title}\n\n{one.text}")
        for one in theme.editions.order_by("-version")[:TOLD]
    ]


def _taken_up_and_let_go(person: Person, theme: StrategicTheme) -> list[Moment]:
    readable = Direction.objects.visible_to(person).filter(
        network__in=Network.objects.visible_to(person)
    )
    # The version before as the person knows it: one that is not shared would be told of by this.
    before = readable.filter(network=OuterRef("network"), version__lt=OuterRef("version"))
    naming = Direction.themes.through.objects.filter(strategictheme=theme)
    changed = (
        readable.annotate(before=Subquery(before.order_by("-version").values("pk")[:1]))
        .annotate(
            names=Exists(naming.filter(direction=OuterRef("pk"))),
            did=Exists(naming.filter(direction=OuterRef("before"))),
        )
        .exclude(names=F("did"))
        .select_related("network")
    )
    return [
        Moment(one.written_at, _change(one.names, one.network.title), slug=one.network.slug)
        for one in changed.order_by("-written_at", "-pk")[:TOLD]
    ]


def _change(is_taken_up: bool, title: str) -> str:
    words = _("»{title}« tog det op") if is_taken_up else _("»{title}« fik en anden retning")
    return words.format(title=title)
