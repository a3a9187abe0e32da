from typing import Any

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import EndedBecause


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)

    def to_the_end(self) -> "MembershipQuerySet":
        """Current ones, and those that lasted until the network closed."""
        return self.filter(Q(ended_at=None) | Q(ended_because=EndedBecause.CLOSED))

    def past_their_end(self, today) -> "MembershipQuerySet":
        """Current ones whose last day is over."""
        return self.current().filter(ends_on__lt=today)


class Membership(models.Model):
    """Somebody is in a network, from a moment until a moment."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="memberships"
    )
    is_core = models.BooleanField(_("kernedeltager"), default=False)
    phases = models.ManyToManyField(
        "networks.Phase", blank=True, related_name="+", verbose_name=_("med i faserne")
    )
    joined_at = models.DateTimeField(default=clock.now)
    ends_on = models.DateField(_("sidste dag"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(
        max_length=10, choices=EndedBecause.choices, blank=True, default=""
    )

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
            models.CheckConstraint(
                name="membership_ended_says_why",
                condition=Q(ended_at=None) ^ ~Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} i {self.network_id}"


def has_left(*, person: Any, network: Any) -> Any:
    """A condition: was in the network, and left before it closed; both may be OuterRefs."""
    here = Membership.objects.filter(person=person, network=network)
    return Exists(here) & ~Exists(here.to_the_end())
