"""How much each consultant has on their hands, said beside the name."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock, dates
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.enums import SparringState
from secretariat.models import Absence, SparringSession

# What is in the calendar: what is agreed, and what was held.
TAKES_TIME = [SparringState.AGREED, SparringState.HELD]


@dataclass(frozen=True)
class Workload:
    """One consultant's networks, conversations and week."""

    person: Person
    follows: int  # living networks
    ahead: int  # conversations that are agreed, or that a time is looked for
    minutes: int  # of sparring in the week that is
    hours_a_week: int | None
    knows: str
    absence: Absence | None  # going on, or the next one

    def __str__(self) -> str:
        """ "følger 4 netværk · 3 sparringer forude · 5 af 12 timer denne uge · …"."""
        hours = hours_in_words(self.minutes)
        week = _("{hours} timer denne uge").format(hours=hours)
        if self.hours_a_week:
            words = _("{hours} af {most} timer denne uge")
            week = words.format(hours=hours, most=self.hours_a_week)
        said = [
            ngettext("følger %(n)d netværk", "følger %(n)d netværk", self.follows)
            % {"n": self.follows},
            ngettext("%(n)d sparring forude", "%(n)d sparringer forude", self.ahead)
            % {"n": self.ahead},
            week,
            _("væk {days}").format(days=away_in_words(self.absence)) if self.absence else "",
            _("kender til {fields}").format(fields=self.knows) if self.knows else "",
        ]
        return " · ".join(part for part in said if part)


def workloads() -> list[Workload]:
    """Every consultant in Danish order; two queries."""
    now, (monday, next_monday) = clock.now(), week_of(clock.now())
    mine = SparringSession.objects.filter(partner=OuterRef("pk"))
    week = mine.filter(
        state__in=TAKES_TIME, takes_place_at__gte=monday, takes_place_at__lt=next_monday
    )
    ahead = mine.filter(state=SparringState.ASSIGNED) | mine.filter(
        state=SparringState.AGREED, takes_place_at__gt=now
    )
    alive = Network.objects.alive().filter(consultant=OuterRef("pk"))
    found = Person.objects.consultants().annotate(
        follows=_figure(alive, "consultant", Count("pk")),
        ahead=_figure(ahead, "partner", Count("pk")),
        minutes=_figure(week, "partner", Sum("minutes")),
        knows=F("consultant_profile__knows"),
        hours_a_week=F("consultant_profile__hours_a_week"),
    )
    away = Absence.objects.from_day(clock.today())
    listed = found.prefetch_related(Prefetch("absences", queryset=away, to_attr="away"))
    return [_workload(one) for one in listed.in_danish_order()]


def week_of(moment: datetime) -> tuple[datetime, datetime]:
    """Monday at midnight in Copenhagen, and the Monday after."""
    day = timezone.localtime(moment).date()
    monday = day - timedelta(days=day.weekday())
    zone = timezone.get_default_timezone()
    first, last = (
        datetime.combine(one, time(), tzinfo=zone) for one in (monday, monday + timedelta(days=7))
    )
    return first, last


def hours_in_words(minutes: int) -> str:
    """ "5" or "1,5"."""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number_format(hours.normalize() if hours % 1 else int(hours))


def away_in_words(absence: Absence) -> str:
    """ "fra mandag 3. december til fredag 7. december", or the one day."""
    first, last = dates.day(absence.first_on), dates.day(absence.last_on)
    if absence.first_on == absence.last_on:
        return first
    if absence.first_on <= clock.today():
        return _("til {last}").format(last=last)
    return _("fra {first} til {last}").format(first=first, last=last)


def _figure(rows: QuerySet, by: str, figure: Any) -> Coalesce:
    """One number a person, without a join that would multiply the others."""
    grouped = rows.order_by().values(by).annotate(figure=figure).values("figure")
    return Coalesce(Subquery(grouped), Value(0))


def _workload(person: Any) -> Workload:
    return Workload(
        person=person,
        follows=person.follows,
        ahead=person.ahead,
        minutes=person.minutes,
        hours_a_week=person.hours_a_week,
        knows=person.knows or "",
        absence=person.away[0] if person.away else None,
    )
