"""A network's support: what it asked for, was offered, got and did not use."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from netvaerk import clock
from networks.models import Network
from offerings.models import AssignedOffering, Booking, OfferingRequest
from secretariat.enums import SparringState
from secretariat.models import SparringSession
from secretariat.queries.ledger.period import Period, counted
from secretariat.queries.ledger.words import hours, offerings, said_together, seats, talks

UNUSED = [SparringState.NOT_HELD, SparringState.WITHDRAWN]


@dataclass(frozen=True)
class NetworkLedger:
    """Counts of support, none of them per person; `last_on` is when there was any, ever."""

    sparring_asked: int
    offerings_asked: int
    sparring_agreed: int
    offerings_given: int
    sparring_held: int
    minutes_held: int
    offerings_used: int
    seats_attended: int
    sparring_unused: int
    offerings_unused: int
    requests_withdrawn: int
    sparring_unlogged: int
    offerings_unsettled: int
    last_on: date | None

    @property
    def asked(self) -> str:
        return said_together(talks(self.sparring_asked), offerings(self.offerings_asked))

    @property
    def offered(self) -> str:
        return said_together(talks(self.sparring_agreed), offerings(self.offerings_given))

    @property
    def given(self) -> str:
        held = talks(self.sparring_held)
        if self.sparring_held:
            held = f"{held} ({hours(self.minutes_held)})"
        used = offerings(self.offerings_used)
        return said_together(held, used, seats(self.seats_attended))

    @property
    def unused(self) -> str:
        unused = self.offerings_unused + self.requests_withdrawn
        return said_together(talks(self.sparring_unused), offerings(unused))

    @property
    def open_ended(self) -> str:
        """Nobody has said yet what became of it."""
        return said_together(talks(self.sparring_unlogged), offerings(self.offerings_unsettled))


def with_ledger(networks: QuerySet[Network], period: Period) -> QuerySet[Any]:
    """Each network with what `ledger_of` reads; no further queries, however many there are."""
    return networks.annotate(
        sparring_counted=_sparring(period),
        requests_counted=_requests(period),
        assigned_counted=_assigned(period),
        seats_counted=_seats(period),
    )


def ledger_of(network: Any) -> NetworkLedger:
    """`network` comes from `with_ledger`."""
    sparring, requests = network.sparring_counted or {}, network.requests_counted or {}
    assigned, attended = network.assigned_counted or {}, network.seats_counted or {}
    return NetworkLedger(
        sparring_asked=sparring.get("asked", 0),
        offerings_asked=requests.get("asked", 0),
        sparring_agreed=sparring.get("agreed", 0),
        offerings_given=assigned.get("given", 0),
        sparring_held=sparring.get("held", 0),
        minutes_held=sparring.get("minutes", 0),
        offerings_used=assigned.get("used", 0),
        seats_attended=attended.get("attended", 0),
        sparring_unused=sparring.get("unused", 0),
        offerings_unused=assigned.get("unused", 0),
        requests_withdrawn=requests.get("withdrawn", 0),
        sparring_unlogged=sparring.get("unlogged", 0),
        offerings_unsettled=assigned.get("unsettled", 0),
        last_on=_latest(sparring.get("last"), assigned.get("last"), attended.get("last")),
    )


def _sparring(period: Period) -> Any:
    held, now = Q(state=SparringState.HELD), clock.now()
    when, agreed = period.moments("takes_place_at"), Q(state=SparringState.AGREED)
    given_up = Q(state=SparringState.NOT_HELD) & when
    given_up |= Q(state=SparringState.WITHDRAWN) & period.moments("changed_at")
    return counted(
        SparringSession.objects.all(),
        per="network",
        asked=Count("pk", filter=period.moments("asked_at")),
        agreed=Count("pk", filter=agreed & when),
        held=Count("pk", filter=held & when),
        minutes=Coalesce(Sum("minutes", filter=held & when), 0),
        unused=Count("pk", filter=given_up),
        unlogged=Count("pk", filter=agreed & when & Q(takes_place_at__lte=now)),
        last=Max("takes_place_at", filter=held),
    )


def _requests(period: Period) -> Any:
    return counted(
        OfferingRequest.objects.all(),
        per="network",
        asked=Count("pk", filter=period.moments("asked_at")),
        withdrawn=Count("pk", filter=period.moments("withdrawn_at")),
    )


def _assigned(period: Period) -> Any:
    unused = ~Q(unused_because="") & period.moments("settled_at")
    return counted(
        AssignedOffering.objects.all(),
        per="network",
        given=Count("pk", filter=period.moments("assigned_at")),
        used=Count("pk", filter=period.days("used_on")),
        unused=Count("pk", filter=unused),
        unsettled=Count("pk", filter=Q(settled_at=None) & period.moments("assigned_at")),
        last=Max("used_on"),
    )


def _seats(period: Period) -> Any:
    came = Q(has_attended=True)
    return counted(
        Booking.objects.all(),
        per="network",
        attended=Count("pk", filter=came & period.moments("session__begins_at")),
        last=Max("session__begins_at", filter=came),
    )


def _latest(*moments: str | None) -> date | None:
    """The last of the days, as the database writes them in an object."""
    return max((_day(one) for one in moments if one), default=None)


def _day(written: str) -> date:
    moment = datetime.fromisoformat(written)
    return localtime(moment).date() if moment.tzinfo else moment.date()
