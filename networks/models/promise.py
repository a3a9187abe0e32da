import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import PromiseOutcome
from networks.models.network import Network


class PromiseQuerySet(models.QuerySet["Promise"]):
    def unanswered(self) -> "PromiseQuerySet":
        return self.filter(outcome="")

    def visible_to(self, person) -> "PromiseQuerySet":
        """Chiefs, secretariat and those who are in; not on loan to the whole house."""
        if person.is_chief or person.is_secretariat:
            return self
        inside = Network.objects.shielded_open_to(person)
        return self.filter(
            Q(network__in=inside) | Q(network__reference_leader=person) | Q(made_by=person)
        )


class Promise(models.Model):
    """What a chief has promised to clear out of a network's way, and how it went."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="promises"
    )
    made_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="promises",
        verbose_name=_("lovet af"),
    )
    text = models.CharField(_("løftet"), max_length=300)
    made_at = models.DateTimeField(_("lovet"), default=clock.now)
    outcome = models.CharField(
        _("hvordan det gik"),
        max_length=10,
        choices=PromiseOutcome.choices,
        blank=True,
        default="",
    )
    answer = models.CharField(_("svaret"), max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(_("svaret den"), null=True, blank=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("løfte")
        verbose_name_plural = _("løfter")
        constraints = [
            models.CheckConstraint(
                name="promise_answered_says_how",
                condition=Q(outcome="", answer="", answered_at=None)
                | ~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(name="promise_is_said", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
