"""A session holds one of our places, and lets it go."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from offerings.actions.place import hold_place
from offerings.models import OfferingSession, Place, Reservation


class TooFewSeatsInPlace(Refusal):
    """The place is smaller than the session."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            format_lazy(
                _("{place} har {seats} pladser. Sæt pladserne ned, eller vælg et større sted."),
                place=place.name,
                seats=place.seats,
            )
        )


def keep_place(session: OfferingSession, place: Place | None, *, reserved_by: Person) -> None:
    """The place as long as the session lasts; another or none lets the earlier one go."""
    if place is None:
        let_place_go(session)
        return
    earlier = getattr(session, "reservation", None)
    reservation = earlier or Reservation(session=session, reserved_by=reserved_by)
    reservation.place = place
    reservation.begins_at, reservation.ends_at = session.begins_at, session.ends_at
    reservation.cancelled_at = None
    hold_place(reservation)


def let_place_go(session: OfferingSession) -> None:
    reservation = getattr(session, "reservation", None)
    if reservation is not None and reservation.cancelled_at is None:
        # One moment for both: that is how a place let go with its session is told from one left.
        reservation.cancelled_at = session.cancelled_at or clock.now()
        reservation.save(update_fields=["cancelled_at"])
