"""The fixed words of the offerings room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferingKind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    FACILITATION = "facilitation", _("Facilitering")
    COURSE = "course", _("Kursus")
    METHOD = "method", _("Metode")
    COACHING = "coaching", _("Coaching")
    PLACE = "place", _("Sted at arbejde")


class BookingState(models.TextChoices):
    """Where somebody stands with a session."""

    BOOKED = "booked", _("Har en plads")
    WAITING = "waiting", _("På ventelisten")
    OFFERED = "offered", _("Er tilbudt en plads")
    CANCELLED = "cancelled", _("Meldt fra")
    EXPIRED = "expired", _("Svarede ikke i tide")


# Every move that a booking may make; the database holds it too.
BOOKING_MOVES: list[tuple[str, str]] = [
    (BookingState.WAITING, BookingState.OFFERED),
    (BookingState.OFFERED, BookingState.BOOKED),
    (BookingState.OFFERED, BookingState.EXPIRED),
    (BookingState.BOOKED, BookingState.CANCELLED),
    (BookingState.WAITING, BookingState.CANCELLED),
    (BookingState.OFFERED, BookingState.CANCELLED),
]
# Takes up a seat, or would like to.
LIVE_BOOKINGS = [BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED]
# An offered seat is kept free until it is answered.
TAKES_A_SEAT = [BookingState.BOOKED, BookingState.OFFERED]


class Usefulness(models.TextChoices):
    """The first of the two questions afterwards."""

    RIGHT_AWAY = "now", _("Ja, allerede i denne uge")
    LATER = "later", _("Ja, men først senere")
    NOT_REALLY = "no", _("Nej, ikke rigtigt")
