"""Where one can work, and when it is taken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import lazy

from netvaerk import clock, dates
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import Place, Reservation
from offerings.permissions.place import can_release_place
from offerings.queries.calendar import when_of

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Taken:
    """A while in which a place is taken."""

    reservation_id: int
    when: str
    what: str  # the network, for those inside it; the offering; empty for others
    may_release: bool


@dataclass(frozen=True)
class PlaceRow:
    place: Place
    taken: tuple[Taken, ...]  # the nearest first


def places_for(person: Person) -> list[PlaceRow]:
    """The places in use, with when they are taken the next fourteen days; two queries."""
    places = list(Place.objects.in_use().in_danish_order())
    soon = _ahead_for(person).filter(place__in=places, begins_at__lt=clock.now() + SOON)
    taken = _by_place(person, soon)
    return [PlaceRow(place, tuple(taken[place.pk])) for place in places]


def taken_at(person: Person, place: Place) -> tuple[Taken, ...]:
    """Everything to come in one place; one query."""
    return tuple(_by_place(person, _ahead_for(person).filter(place=place))[place.pk])


def releasable_by(person: Person) -> QuerySet[Reservation]:
    """Reservations of networks that the person has made, leads, or arranges for."""
    reservations = Reservation.objects.exclude(network=None).select_related("place", "network")
    if person.is_secretariat:
        return reservations
    return reservations.filter(Q(reserved_by=person) | Q(network__leader=person))


def in_the_way_of(wanted: Reservation) -> QuerySet[Reservation]:
    """What stands in the place within that while, the nearest first."""
    standing = Reservation.objects.standing().exclude(pk=wanted.pk).filter(place=wanted.place_id)
    within = standing.filter(begins_at__lt=wanted.ends_at, ends_at__gt=wanted.begins_at)
    return within.order_by("begins_at")


def _when(reservation: Any) -> str:
    return when_of(reservation)


# Lazy, so that a letter says it in its reader's language.
when_taken = lazy(_when, str)


def _ahead_for(person: Person) -> QuerySet[Reservation]:
    inside = Network.objects.shielded_open_to(person).filter(pk=OuterRef("network"))
    ahead = Reservation.objects.ahead(clock.now()).annotate(viewer_is_inside=Exists(inside))
    return ahead.select_related("network", "session__offering").only(
        *("place", "begins_at", "ends_at", "cancelled_at", "reserved_by"),
        *("network__title", "network__leader", "session__offering__title"),
    )


def _by_place(person: Person, reservations: Iterable[Any]) -> dict[int, list[Taken]]:
    taken, day = defaultdict(list), cache(dates.day)
    for one in reservations:
        may_release = can_release_place(person, one)
        row = Taken(one.pk, when_of(one, day), _what(person, one), may_release)
        taken[one.place_id].append(row)
    return taken


def _what(person: Person, reservation: Any) -> str:
    """When a network meets, and where, is known to those inside it and to the secretariat."""
    if reservation.session:
        return reservation.session.offering.title
    if reservation.viewer_is_inside or person.is_secretariat:
        return reservation.network.title
    return ""
