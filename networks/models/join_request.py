from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import JoinRequestStatus


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def pending(self) -> "JoinRequestQuerySet":
        return self.filter(status=JoinRequestStatus.PENDING)


class JoinRequest(models.Model):
    """Somebody asks to be in, with a sentence; the network leader answers with one."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="join_requests"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="join_requests"
    )
    sentence = models.CharField(_("hvorfor vil du med?"), max_length=300)
    status = models.CharField(
        max_length=10, choices=JoinRequestStatus.choices, default=JoinRequestStatus.PENDING
    )
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(_("svar"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_pending_join_request",
                fields=["network", "person"],
                condition=Q(status=JoinRequestStatus.PENDING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.network_id}"
