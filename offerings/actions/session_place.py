"""A session holds one of our places, and lets it go."""

from django.db import IntegrityError, transaction
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from netvaerk.words import Words
from offerings.models import OfferingSession, Place, Reservation

moment_in_words = lazy(moment, str)


class PlaceIsTaken(Refusal):
    """Something else is there then; who it is for is not said."""

    def __init__(self, place: Place, taken: Reservation | None) -> None:
        when: Words = _("på det tidspunkt")
        if taken is not None:
            when = format_lazy(
                _("fra {begins} til {ends}"),
                begins=moment_in_words(taken.begins_at),
                ends=moment_in_words(taken.ends_at),
            )
        super().__init__(
            format_lazy(
                _("{place} er optaget {when}. Vælg et andet sted eller et andet tidspunkt."),
                place=place.name,
                when=when,
            )
        )


class TooFewSeatsInPlace(Refusal):
    def __init__(self, place: Place) -> None:
        super().__init__(
            format_lazy(
                _("{place} har {seats} pladser. Sæt pladserne ned, eller vælg et større sted."),
                place=place.name,
                seats=place.seats,
            )
        )


def hold_place(*, by: Person, session: OfferingSession, place: Place | None) -> None:
    """The place as long as the session lasts; another or none lets the earlier one go."""
    reservation = getattr(session, "reservation", None)
    if place is None:
        let_place_go(session)
        return
    # Whoever wants the same place waits here, so that two cannot wait for each other.
    place = Place.objects.select_for_update().get(pk=place.pk)
    reservation = reservation or Reservation(session=session, reserved_by=by)
    reservation.place = place
    reservation.begins_at, reservation.ends_at = session.begins_at, session.ends_at
    reservation.cancelled_at = None
    try:
        with transaction.atomic():
            reservation.save()
    except IntegrityError as error:
        raise PlaceIsTaken(place, _in_the_way(reservation)) from error


def let_place_go(session: OfferingSession) -> None:
    reservation = getattr(session, "reservation", None)
    if reservation is not None and reservation.cancelled_at is None:
        reservation.cancelled_at = session.cancelled_at or clock.now()
        reservation.save(update_fields=["cancelled_at"])


def _in_the_way(wanted: Reservation) -> Reservation | None:
    there = Reservation.objects.standing().filter(
        place=wanted.place, begins_at__lt=wanted.ends_at, ends_at__gt=wanted.begins_at
    )
    return there.exclude(pk=wanted.pk).order_by("begins_at").first()
