import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import MeetingAnswer
from networks.models.network import Network


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person) -> "MeetingQuerySet":
        """Those inside: the members and the network's own sparring partners."""
        return self.filter(network__in=Network.objects.shielded_open_to(person))

    def held(self) -> "MeetingQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def ahead(self, now) -> "MeetingQuerySet":
        """To come or going on, the nearest first."""
        return self.held().filter(ends_at__gt=now).order_by("begins_at", "pk")


class Meeting(models.Model):
    """The network meets: when, where, and around which question."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="meetings")
    # What a calendar knows the meeting by; `sequence` grows with every change (RFC 5545, 3.8.7.4).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    question = models.CharField(_("dagens spørgsmål"), max_length=200)
    begins_at = models.DateTimeField(_("begynder"))
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=160, blank=True)
    link = models.URLField(_("link"), blank=True)
    called_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        indexes = [models.Index(fields=["network", "begins_at"], name="meeting_of_network")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="meeting_is_somewhere", condition=~Q(place="") | ~Q(link="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"


class MeetingReply(models.Model):
    """Whether somebody comes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=MeetingAnswer.choices)
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_reply_a_meeting", fields=["meeting", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"
