from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import DecisionOutcome


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """Decisions that have not been reopened."""
        return self.filter(reopened_at=None)


class Decision(models.Model):
    """What chefforum decided about a proposal, and why; a reopened one stays as history."""

    proposal = models.ForeignKey(
        "networks.Proposal", on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("beslutning"), max_length=8, choices=DecisionOutcome.choices)
    reason = models.TextField(_("begrundelse"))
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    network_type = models.ForeignKey(
        "networks.NetworkType", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference_leader = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    network_leader = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parked_to = models.ForeignKey(
        "networks.ThemeRound", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_reason = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_decision", fields=["proposal"], condition=Q(reopened_at=None)
            ),
            models.CheckConstraint(name="decision_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="decision_yes_names_type_and_leaders",
                condition=~Q(outcome=DecisionOutcome.YES)
                | Q(
                    network_type__isnull=False,
                    reference_leader__isnull=False,
                    network_leader__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="decision_not_now_names_a_round",
                condition=~Q(outcome=DecisionOutcome.NOT_NOW) | Q(parked_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.proposal_id}"
