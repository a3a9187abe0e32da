"""What a consultant follows, has held and has ahead, beside the hours there are for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from netvaerk import clock, dates
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.enums import SparringState
from secretariat.models import Absence, SparringSession
from secretariat.queries.ledger.period import Period, counted


@dataclass(frozen=True)
class ConsultantLedger:
    networks: int  # that they follow now
    ahead: int
    held: int
    minutes: int  # held, and agreed to come
    hours_a_week: int | None
    away: str  # days to come or going on, never why; empty when there are none


def consultants_in(period: Period) -> QuerySet[Any]:
    """Every consultant with what `consultant_ledger_of` reads; two queries."""
    to_come = Prefetch("absences", Absence.objects.from_day(clock.today()), to_attr="to_come")
    people: QuerySet[Any] = Person.objects.consultants()
    return (
        people.annotate(
            followed=counted(Network.objects.alive(), per="consultant", networks=Count("pk")),
            sparring_counted=_sparring(period),
        )
        .select_related("unit", "consultant_profile")
        .prefetch_related(to_come)
        .order_by(danish_order("first_name"), danish_order("last_name"), "pk")
    )


def consultant_ledger_of(person: Any) -> ConsultantLedger:
    """`person` comes from `consultants_in`."""
    sparring, profile = person.sparring_counted or {}, getattr(person, "consultant_profile", None)
    return ConsultantLedger(
        networks=(person.followed or {}).get("networks", 0),
        ahead=sparring.get("ahead", 0),
        held=sparring.get("held", 0),
        minutes=sparring.get("minutes", 0),
        hours_a_week=profile.hours_a_week if profile else None,
        away=_in_words(person.to_come),
    )


def _sparring(period: Period) -> Any:
    here, held = period.moments("takes_place_at"), Q(state=SparringState.HELD)
    agreed = Q(state=SparringState.AGREED)
    return counted(
        SparringSession.objects.all(),
        per="partner",
        ahead=Count("pk", filter=here & agreed & Q(takes_place_at__gt=clock.now())),
        held=Count("pk", filter=here & held),
        minutes=Coalesce(Sum("minutes", filter=here & (held | agreed)), 0),
    )


def _in_words(absences: Iterable[Absence]) -> str:
    today = clock.today()
    said = [
        _("til og med {last}").format(last=dates.day(one.last_on))
        if one.first_on <= today
        else _("{first} til {last}").format(
            first=dates.day(one.first_on), last=dates.day(one.last_on)
        )
        for one in absences
    ]
    return get_text_list(said, _("og"))
