"""Somebody's seats, and those of the members whom they may book for."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import OutboxMail, Person
from networks.models import Membership, Network
from networks.queries.key_page import key_page
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from offerings.permissions.session import can_note_attendance
from offerings.queries.calendar import when_of
from offerings.queries.seat import OwnSeat, seat_of, seats_in_words, with_number


@dataclass(frozen=True)
class Held:
    """A session that one holds oneself."""

    session: OfferingSession
    when: str
    seats: str
    may_note: bool


@dataclass(frozen=True)
class OwnBookings:
    offered: tuple[OwnSeat, ...]  # the first to be answered first
    ahead: tuple[OwnSeat, ...]  # seats and places in line, the nearest first
    holds: tuple[Held, ...]  # to come, or without a word on who came
    behind: tuple[OwnSeat, ...]  # the latest first
    older: str  # the key that the next page begins after; empty on the last one
    is_first: bool


@dataclass(frozen=True)
class Led:
    """A living network that one leads, and its members with their seat, if they have one."""

    network: Network
    booked: tuple[Any, ...]  # memberships with `state`, `booking` and `booked_by`
    free: tuple[Any, ...]


def bookings_of(person: Person, *, before: str = "") -> OwnBookings:
    """Three queries."""
    now = clock.now()
    mine = with_number(Booking.objects.filter(person=person, session__cancelled_at=None))
    mine = mine.select_related("session__offering", "session__reservation__place", "feedback")
    to_come = mine.live().filter(session__ends_at__gt=now).order_by("session__begins_at", "pk")
    seats = [seat_of(person, one) for one in to_come]
    over = mine.filter(state=BookingState.BOOKED, session__ends_at__lte=now)
    over = over.annotate(begins_at=F("session__begins_at")).order_by("-begins_at", "-pk")
    page = key_page(over, moment="begins_at", after=before)
    offered = [one for one in seats if one.may_answer]
    return OwnBookings(
        offered=tuple(sorted(offered, key=lambda one: one.booking.offered_until or now)),
        ahead=tuple(one for one in seats if not one.may_answer),
        holds=_held_by(person, now),
        behind=tuple(seat_of(person, one) for one in page.rows),
        older=page.older,
        is_first=page.is_first,
    )


def led_by(person: Person, session: OfferingSession) -> tuple[Led, ...]:
    """The living networks that the person leads, with who has a seat already; one query."""
    live = session.bookings.live().filter(person=OuterRef("person"))
    led = Network.objects.alive().filter(leader=person)
    names = [danish_order(f"person__{name}") for name in ("first_name", "last_name")]
    members = (
        Membership.objects.current()
        .filter(network__in=led, person__is_active=True)
        .select_related("network", "person__unit")
        .annotate(
            state=Subquery(live.values("state")[:1]),
            booking=Subquery(live.values("pk")[:1]),
            booked_by=Subquery(live.values("booked_by")[:1]),
        )
        .order_by(danish_order("network__title"), "network", *names, "pk")
    )
    return tuple(
        _led(network, list(found)) for network, found in groupby(members, lambda one: one.network)
    )


def seated_in(session: OfferingSession) -> list[Booking]:
    """Who has a seat, by Danish alphabet; one query."""
    names = [danish_order(f"person__{name}") for name in ("first_name", "last_name")]
    seated = session.bookings.with_a_seat().select_related("person__unit")
    return list(seated.order_by(*names, "pk"))


def reason_not_to_tell(mail: OutboxMail) -> str:
    """A letter that waited is not sent when the booking has moved on, or the offer is over."""
    _kind, pk, state = mail.cause.split(":")
    booking = Booking.objects.filter(pk=pk).first()
    if booking is None or booking.state != state:
        return _("Der er sket noget nyt med tilmeldingen")
    until = booking.offered_until
    is_over = state == BookingState.OFFERED and until is not None and until <= clock.now()
    return _("Tilbuddet om pladsen er udløbet") if is_over else ""


def reason_not_to_tell_of_change(mail: OutboxMail) -> str:
    """That a session is moved is told to those who still have a seat in it, or an offer."""
    booking_id = mail.cause.rsplit(":", 1)[1]
    has_one = Booking.objects.taking_a_seat().filter(pk=booking_id).exists()
    return "" if has_one else _("Der er sket noget nyt med tilmeldingen")


def _led(network: Network, members: list[Any]) -> Led:
    return Led(
        network=network,
        booked=tuple(one for one in members if one.state),
        free=tuple(one for one in members if not one.state),
    )


def _held_by(person: Person, now: datetime) -> tuple[Held, ...]:
    mine = OfferingSession.objects.held().filter(held_by=person).with_seats()
    waiting = mine.filter(Q(ends_at__gt=now) | Q(attendance_noted_at=None))
    return tuple(
        Held(
            session=one,
            when=when_of(one),
            seats=seats_in_words(one),
            may_note=can_note_attendance(person, one),
        )
        for one in waiting.select_related("offering").order_by("begins_at", "pk")
    )
