"""A network's support: who to turn to, sparring, offerings, and what is expected in return."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.enums import LIVE_BOOKINGS
from offerings.models import AssignedOffering, OfferingRequest, OfferingSession
from offerings.queries.catalogue import Suggestion, assigned_to, suggested_for
from offerings.queries.request import requests_of
from secretariat.enums import SparringState
from secretariat.models import SparringSession, SparringTime
from secretariat.queries.ledger.network import NetworkLedger, ledger_of, with_ledger
from secretariat.queries.ledger.period import EVER


@dataclass(frozen=True)
class Talk:
    """A conversation as the page lists it."""

    session: SparringSession
    has_times: bool  # proposed, and not gone
    may_read: bool  # what it is about, and its page


@dataclass(frozen=True)
class Seats:
    """A session ahead, and how many the network has booked."""

    session_id: int
    title: str
    begins_at: datetime
    seats: int


@dataclass(frozen=True)
class Expected:
    """What something asks of the network in return."""

    of: str
    asks: str


@dataclass(frozen=True)
class Support:
    consultant: Person | None
    co_driver: Person | None
    waiting: list[Talk]  # for a partner or a time, the longest waiting first
    ahead: list[Talk]  # the next one first
    behind: list[Talk]  # the latest one first
    assigned: list[AssignedOffering]
    asked_for: list[OfferingRequest]  # waiting and answered, the newest first
    suggested: list[Suggestion]
    seats: list[Seats]
    expected: list[Expected]
    ledger: NetworkLedger


def support_for(person: Person, network: Network, *, may_read: bool) -> Support:
    """Five queries, when the network was fetched with its people."""
    now = clock.now()
    talks = _talks(person, network, may_read=may_read)
    timed = [one for one in talks if one.session.state in _TIMED]
    ahead = [one for one in timed if _at(one) > now]
    waiting = [one for one in talks if one.session.state not in _TIMED]
    assigned, (seats, ledger) = assigned_to(network), _seats_and_ledger(network)
    return Support(
        consultant=network.consultant,
        co_driver=network.co_driver,
        waiting=waiting,
        ahead=sorted(ahead, key=_at),
        behind=sorted((one for one in timed if _at(one) <= now), key=_at, reverse=True),
        assigned=assigned,
        asked_for=requests_of(network) if may_read else [],
        suggested=suggested_for(network),
        seats=seats,
        expected=_expected([*waiting, *ahead], assigned),
        ledger=ledger,
    )


_TIMED = [SparringState.AGREED, SparringState.HELD, SparringState.NOT_HELD]


def _talks(person: Person, network: Network, *, may_read: bool) -> list[Talk]:
    times = SparringTime.objects.filter(session=OuterRef("pk"), begins_at__gt=clock.now())
    sessions: Any = (
        network.sparring.exclude(state=SparringState.WITHDRAWN)
        .annotate(has_times=Exists(times))
        .select_related("format", "partner__unit", "asked_by__unit")
        .order_by("asked_at", "pk")
    )
    return [
        Talk(one, one.has_times, may_read=may_read or one.partner_id == person.pk)
        for one in sessions
    ]


def _at(talk: Talk) -> datetime:
    return talk.session.takes_place_at or clock.now()


def _seats_and_ledger(network: Network) -> tuple[list[Seats], NetworkLedger]:
    """What is booked for the network's sake, by session; nobody is named. One query."""
    booked = Q(bookings__network=OuterRef("pk"), bookings__state__in=LIVE_BOOKINGS)
    sessions = (
        OfferingSession.objects.ahead(clock.now())
        .filter(booked)
        .annotate(seats=Count("bookings"))
        .values(
            row=JSONObject(
                session_id="pk", title="offering__title", begins_at="begins_at", seats="seats"
            )
        )
    )
    here = Network.objects.filter(pk=network.pk).annotate(seats_ahead=ArraySubquery(sessions))
    row = with_ledger(here, EVER).get()
    seats = [
        Seats(**{**one, "begins_at": datetime.fromisoformat(one["begins_at"])})
        for one in row.seats_ahead
    ]
    return seats, ledger_of(row)


def _expected(talks: list[Talk], assigned: list[AssignedOffering]) -> list[Expected]:
    """Each thing once, of what is still to be used."""
    formats = [one.session.format for one in talks]
    offerings = [one.offering for one in assigned if one.settled_at is None]
    asked = {one.name: one.asks for one in formats} | {one.title: one.asks for one in offerings}
    return [Expected(of, asks) for of, asks in asked.items() if asks]
