import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from offerings.enums import TAKES_A_SEAT, BookingState
from offerings.models.booking import Booking


class OfferingSessionQuerySet(models.QuerySet["OfferingSession"]):
    def visible_to(self, person) -> "OfferingSessionQuerySet":
        """The municipality's own see them all; a guest sees those with a booking of their own."""
        if person.is_employee or person.is_staff:
            return self
        mine = Booking.objects.filter(session=OuterRef("pk"), person=person)
        return self.filter(Exists(mine))

    def held(self) -> "OfferingSessionQuerySet":
        """Not called off."""
        return self.filter(cancelled_at=None)

    def ahead(self, now) -> "OfferingSessionQuerySet":
        """To come or going on, the nearest first."""
        return self.held().filter(ends_at__gt=now).order_by("begins_at", "pk")

    def over(self, now) -> "OfferingSessionQuerySet":
        """Held and over, the latest first."""
        return self.held().filter(ends_at__lte=now).order_by("-begins_at", "-pk")

    def with_seats(self) -> "OfferingSessionQuerySet":
        """With `taken` (booked and offered seats) and `waiting`."""
        return self.annotate(taken=_booked(*TAKES_A_SEAT), waiting=_booked(BookingState.WAITING))


def _booked(*states: str) -> Coalesce:
    """Counted for each session that is shown; a join would count for all before any is cut."""
    here = Booking.objects.filter(session=OuterRef("pk"), state__in=states).order_by()
    return Coalesce(Subquery(here.values("session").annotate(n=Count("pk")).values("n")), 0)


class OfferingSession(models.Model):
    """An offering is held: when, where, for how many."""

    offering = models.ForeignKey(
        "offerings.Offering",
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("tilbud"),
    )
    # What a calendar knows it by; `sequence` grows with every change (RFC 5545, 3.8.7.4).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    begins_at = models.DateTimeField(_("begynder"))
    ends_at = models.DateTimeField(_("slutter"))
    # A place of ours is a reservation; this is said of all others.
    elsewhere = models.CharField(_("et andet sted"), max_length=160, blank=True)
    link = models.URLField(_("link"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("pladser"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    book_by = models.DateTimeField(_("tilmelding senest"))
    held_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="sessions_held",
        verbose_name=_("holdes af"),
    )
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(_("hvorfor aflyst"), max_length=300, blank=True)
    attendance_noted_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = OfferingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("hold")
        indexes = [
            models.Index(fields=["offering", "begins_at"], name="session_of_offering"),
            models.Index(fields=["begins_at"], name="session_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(name="session_has_a_seat", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="session_is_booked_before_it_begins",
                condition=Q(book_by__lte=F("begins_at")),
            ),
            models.CheckConstraint(
                name="session_called_off_says_why",
                condition=Q(cancelled_at=None) ^ ~Q(cancelled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.begins_at:%d.%m.%Y}"
