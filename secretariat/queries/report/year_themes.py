"""The strategic themes that counted in a year, and which of them a network carried."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.models import Direction, Network, StrategicTheme
from secretariat.queries.ledger.period import Period
from secretariat.queries.report.lived import lived_in

NAMED, MOST = 8, 60  # networks under a theme; themes


@dataclass(frozen=True)
class Carried:
    """In the themes' own order."""

    carried: tuple[Any, ...]  # each with `named`: slug and title, by Danish alphabet
    bare: tuple[Any, ...]  # without a network that year


def themes_in(person: Person, period: Period) -> Carried:
    """One query."""
    networks = _naming(person, period).order_by(danish_order("title"), "pk")
    told = networks.values(told=JSONObject(slug="slug", title="title"))[: NAMED + 1]
    counting = StrategicTheme.objects.filter(
        Q(starts_on=None) | Q(starts_on__lt=period.next_on),
        Q(ends_on=None) | Q(ends_on__gte=period.first_on),
    )
    themes = list(counting.annotate(named=ArraySubquery(told))[:MOST])
    return Carried(
        carried=tuple(one for one in themes if one.named),
        bare=tuple(one for one in themes if not one.named),
    )


def _naming(person: Person, period: Period) -> QuerySet[Network]:
    """Networks that lived in the year under a direction that named the theme."""
    later = Direction.objects.filter(
        network=OuterRef("network"),
        version__gt=OuterRef("version"),
        written_at__lt=period.begins_at,
    )
    named = Direction.objects.visible_to(person).filter(
        ~Exists(later), themes=OuterRef(OuterRef("pk")), written_at__lt=period.next_at
    )
    return lived_in(person, period).filter(pk__in=named.values("network"))
