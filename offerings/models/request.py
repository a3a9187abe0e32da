import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.models import Network


class OfferingRequestQuerySet(models.QuerySet["OfferingRequest"]):
    def visible_to(self, person) -> "OfferingRequestQuerySet":
        """Those in the room, and the secretariat that answers."""
        if person.is_secretariat:
            return self
        return self.filter(network__in=Network.objects.shielded_open_to(person))

    def waiting(self) -> "OfferingRequestQuerySet":
        return self.filter(answered_at=None, withdrawn_at=None)


class OfferingRequest(models.Model):
    """A network asks for an offering, and the secretariat answers with a word."""

    offering = models.ForeignKey(
        "offerings.Offering",
        on_delete=models.PROTECT,
        related_name="requests",
        verbose_name=_("tilbud"),
    )
    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="offering_requests",
        verbose_name=_("netværk"),
    )
    words = models.CharField(_("hvad vil I bruge det til?"), max_length=500)
    asked_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hvem bad om det"),
    )
    asked_at = models.DateTimeField(_("hvornår"), default=clock.now)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(_("svar"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = OfferingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("ønske om et tilbud")
        verbose_name_plural = _("ønsker om tilbud")
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_request",
                fields=["offering", "network"],
                condition=Q(answered_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(name="offering_request_says_why", condition=~Q(words="")),
            models.CheckConstraint(
                name="offering_request_answered_whole",
                condition=Q(answered_at=None, answered_by=None, is_granted=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_granted__isnull=False),
            ),
            models.CheckConstraint(
                name="offering_request_no_says_why",
                condition=~Q(is_granted=False) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.network}"
