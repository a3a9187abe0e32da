from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(models.Model):
    """Somebody is in a network, from a moment until a moment."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="memberships"
    )
    is_core = models.BooleanField(_("kernedeltager"), default=False)
    joined_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("deltager")
        verbose_name_plural = _("deltagere")
        constraints = [
            models.UniqueConstraint(
                name="one_current_membership",
                fields=["network", "person"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("joined_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} i {self.network_id}"
