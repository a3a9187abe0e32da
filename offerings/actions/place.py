"""Places are taken and given back; never by two at a time."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import NotPossibleNow, Refusal, require
from networks.actions.establishment import locked
from networks.actions.meeting import NotAhead
from networks.models import Network
from offerings.models import Place, Reservation
from offerings.permissions.place import can_release_place, can_reserve_place
from offerings.queries.place import in_the_way_of, when_taken

LONGEST = timedelta(hours=14)
# What the database holds; the sentence below only says it.
ONE_AT_A_TIME = "one_thing_at_a_time_in_a_place"


class PlaceTaken(Refusal):
    """Something else stands there; it is said when, never who."""

    def __init__(self, wanted: Reservation) -> None:
        taken = ", ".join(str(when_taken(one)) for one in in_the_way_of(wanted))
        super().__init__(
            format_lazy(
                _("{place} er optaget {taken}. Vælg et andet tidspunkt eller et andet sted."),
                place=wanted.place.name,
                taken=taken,
            )
        )


class TooLong(Refusal):
    """A place is reserved for a day's work, not for a season."""

    def __init__(self) -> None:
        super().__init__(_("Et sted kan højst reserveres 14 timer ad gangen. Vælg et tidsrum."))


@transaction.atomic
def reserve_place(
    *, by: Person, place: Place, network: Network, begins_at: datetime, ends_at: datetime
) -> Reservation:
    """Take a place for a network. The same once more is the same reservation."""
    network = locked(network)
    place = Place.objects.select_for_update().get(pk=place.pk)
    require(can_reserve_place(by, place, network) and begins_at < ends_at)
    if begins_at <= clock.now():
        raise NotAhead
    if ends_at - begins_at > LONGEST:
        raise TooLong
    wanted = {"place": place, "network": network, "begins_at": begins_at, "ends_at": ends_at}
    if earlier := Reservation.objects.standing().filter(**wanted).first():
        return earlier
    held = hold_place(Reservation(reserved_by=by, reserved_at=clock.now(), **wanted))
    record(by=by, verb="reserve_place", subject=network, reservation=held.pk, place=place.pk)
    return held


def hold_place(reservation: Reservation) -> Reservation:
    """Save a reservation, new or moved, or refuse in words; within the caller's transaction.

    The place is locked first, so that two who want it at once wait in line, not for each other.
    """
    reservation.place = Place.objects.select_for_update().get(pk=reservation.place_id)
    try:
        with transaction.atomic():
            reservation.save()
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", "") != ONE_AT_A_TIME:
            raise
        raise PlaceTaken(reservation) from error
    return reservation


@transaction.atomic
def release_place(*, by: Person, reservation: Reservation) -> Reservation:
    """Give the place back; whoever reserved it is told if it was another. Twice is once."""
    reservation = Reservation.objects.select_for_update(of=("self",)).get(pk=reservation.pk)
    if reservation.cancelled_at is not None:
        return reservation
    network = reservation.network
    if network is None or not can_release_place(by, reservation):
        raise NotPossibleNow
    reservation.cancelled_at = clock.now()
    reservation.save(update_fields=["cancelled_at"])
    ids = {"reservation": reservation.pk, "place": reservation.place_id}
    record(by=by, verb="release_place", subject=network, **ids)
    if by.pk != reservation.reserved_by_id:
        queue_mail(
            to=reservation.reserved_by,
            cause=f"place:{reservation.pk}:released",
            kind="place",
            letter=_released(reservation, by=by),
        )
    return reservation


def release_places_of_ended() -> int:
    """What networks that have ended still hold ahead is given back, in their leader's name; a
    missed tick heals on the next. Returns how many."""
    ahead = Reservation.objects.ahead(clock.now()).exclude(network=None)
    left = ahead.exclude(network__in=Network.objects.alive()).select_related("network__leader")
    for reservation in left:
        if reservation.network:
            release_place(by=reservation.network.leader, reservation=reservation)
    return len(left)


def _released(reservation: Reservation, *, by: Person) -> Letter:
    place, when = reservation.place, when_taken(reservation)
    return Letter(
        subject=format_lazy(_("{place} er givet fri {when}"), place=place.name, when=when),
        paragraphs=[
            format_lazy(
                _("{name} har givet din reservation fri. Skal I bruge stedet, så tag det igen."),
                name=by.name,
            )
        ],
        button_label=_("Se stedet"),
        button_path=reverse("offerings:place_detail", args=[place.pk]),
        why=_("Du får mailen, fordi du havde reserveret stedet."),
    )
