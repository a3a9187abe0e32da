from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PlaceQuerySet(models.QuerySet["Place"]):
    def in_use(self) -> "PlaceQuerySet":
        return self.filter(is_active=True)

    def in_danish_order(self) -> "PlaceQuerySet":
        return self.order_by(danish_order("name"))


class Place(models.Model):
    """A room or a place to work that can hold one thing at a time."""

    name = models.CharField(_("navn"), max_length=90, unique=True)
    address = models.CharField(_("hvor det er"), max_length=160)
    seats = models.PositiveSmallIntegerField(_("pladser"))
    good_for = models.CharField(_("godt til"), max_length=200, blank=True)
    may_be_reserved = models.BooleanField(
        _("netværk må selv reservere det"),
        default=True,
        help_text=_("Ellers bruges det kun til sekretariatets egne tilbud."),
    )
    is_active = models.BooleanField(_("i brug"), default=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("sted")
        verbose_name_plural = _("steder")
        constraints = [
            models.CheckConstraint(name="place_holds_somebody", condition=Q(seats__gte=1))
        ]

    def __str__(self) -> str:
        return self.name


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def standing(self) -> "ReservationQuerySet":
        return self.filter(cancelled_at=None)

    def ahead(self, now) -> "ReservationQuerySet":
        """To come or going on, the nearest first."""
        return self.standing().filter(ends_at__gt=now).order_by("begins_at", "pk")


class Reservation(models.Model):
    """A place is taken from a moment until a moment: by a session, or by a network."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reservations")
    begins_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))
    session = models.OneToOneField(
        "offerings.OfferingSession",
        on_delete=models.CASCADE,
        null=True,
        related_name="reservation",
    )
    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, null=True, related_name="reservations"
    )
    reserved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservationer")
        indexes = [models.Index(fields=["network", "begins_at"], name="reservation_of_network")]
        constraints = [
            models.CheckConstraint(
                name="reservation_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="reservation_is_a_sessions_or_a_networks",
                condition=Q(session=None) ^ Q(network=None),
            ),
            # The place as a range of one: plain GiST knows ranges, without an extension.
            ExclusionConstraint(
                name="one_thing_at_a_time_in_a_place",
                expressions=[
                    (
                        Func(F("place"), F("place"), Value("[]"), function="INT8RANGE"),
                        RangeOperators.EQUAL,
                    ),
                    (
                        TsTzRange("begins_at", "ends_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.begins_at:%d.%m.%Y %H:%M}"
