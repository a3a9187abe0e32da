import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from offerings.enums import BOOKING_MOVES, LIVE_BOOKINGS, TAKES_A_SEAT, BookingState, Usefulness


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, person) -> "BookingQuerySet":
        """One's own, those that one made for others, and those of sessions that one holds;
        the secretariat arranges them all."""
        if person.is_secretariat:
            return self
        return self.filter(Q(person=person) | Q(booked_by=person) | Q(session__held_by=person))

    def live(self) -> "BookingQuerySet":
        """With a seat, offered one or waiting for one."""
        return self.filter(state__in=LIVE_BOOKINGS)

    def taking_a_seat(self) -> "BookingQuerySet":
        return self.filter(state__in=TAKES_A_SEAT)

    def with_a_seat(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.BOOKED)

    def in_line(self) -> "BookingQuerySet":
        """The waiting list, first come first."""
        return self.filter(state=BookingState.WAITING).order_by("booked_at", "pk")

    def unanswered(self, now) -> "BookingQuerySet":
        """Seats that were offered, and whose time to answer is over."""
        return self.filter(state=BookingState.OFFERED, offered_until__lte=now)


class Booking(models.Model):
    """Somebody's seat in a session, or their place in line for one."""

    session = models.ForeignKey(
        "offerings.OfferingSession", on_delete=models.CASCADE, related_name="bookings"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="bookings", verbose_name=_("hvem")
    )
    # For which network's sake, when it is for one: the support ledger counts it there.
    network = models.ForeignKey(
        "networks.Network", on_delete=models.SET_NULL, null=True, related_name="bookings"
    )
    state = models.CharField(
        _("tilstand"), max_length=10, choices=BookingState.choices, default=BookingState.BOOKED
    )
    booked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField(default=clock.now)
    offered_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Whether they came; unknown until the holder has noted it.
    has_attended = models.BooleanField(null=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        indexes = [
            models.Index(fields=["session", "state", "booked_at"], name="booking_in_line"),
            models.Index(
                fields=["offered_until"],
                name="booking_offered",
                condition=Q(state=BookingState.OFFERED),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_live_booking",
                fields=["session", "person"],
                condition=Q(state__in=LIVE_BOOKINGS),
            ),
            models.CheckConstraint(
                name="booking_offered_has_an_end",
                condition=~Q(state=BookingState.OFFERED) | Q(offered_until__isnull=False),
            ),
            models.CheckConstraint(
                name="booking_ended_has_a_moment",
                condition=Q(state__in=LIVE_BOOKINGS) ^ Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="booking_attended_had_a_seat",
                condition=Q(has_attended=None) | Q(state=BookingState.BOOKED),
            ),
        ]
        triggers = [pgtrigger.FSM(name="booking_moves", field="state", transitions=BOOKING_MOVES)]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, person) -> "FeedbackQuerySet":
        """The holder and the secretariat, who read it without names; and one's own."""
        if person.is_secretariat:
            return self
        return self.filter(Q(booking__person=person) | Q(booking__session__held_by=person))


class Feedback(models.Model):
    """Two questions afterwards: could you use it, and what should be different next time?"""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="feedback")
    usefulness = models.CharField(
        _("kunne du bruge det?"), max_length=5, choices=Usefulness.choices
    )
    words = models.CharField(_("hvad skal være anderledes næste gang?"), max_length=500, blank=True)
    given_at = models.DateTimeField(default=clock.now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbagemelding")
        verbose_name_plural = _("tilbagemeldinger")

    def __str__(self) -> str:
        return f"{self.booking_id}"
