import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.wording import wording
from networks.enums import Audience, Certainty, Outcome, Weight
from networks.models.network import Network
from networks.models.shield import AudienceField, ShieldedQuerySet


class AssumptionQuerySet(ShieldedQuerySet["Assumption"]):
    def unsettled(self) -> "AssumptionQuerySet":
        """Without an outcome yet."""
        return self.filter(outcome="")

    def untried(self) -> "AssumptionQuerySet":
        """Unsettled, and nobody has begun to test it."""
        return self.unsettled().filter(~Exists(Trial.objects.filter(assumption=OuterRef("pk"))))

    def fallen(self) -> "AssumptionQuerySet":
        """The newest fall first."""
        return self.filter(outcome=Outcome.FELL).order_by("-settled_at", "-pk")


class Assumption(models.Model):
    """A sentence that may stand in the way of the good solution."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="assumptions")
    sentence = models.CharField(_("antagelsen"), max_length=300)
    held_by = models.CharField(_("hvem tror det?"), max_length=120)  # a group, never a person
    weight = models.CharField(
        _("hvor meget afhænger af den?"), max_length=10, choices=Weight.choices
    )
    certainty = models.CharField(_("hvor sikre er de?"), max_length=12, choices=Certainty.choices)
    would_show = models.TextField(_("hvad ville vise, at den er forkert?"))
    audience = AudienceField()
    # The answer in the proposal that it was lifted from.
    lifted_from = models.ForeignKey(
        "networks.ProposalAnswer", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(
        _("hvad blev det til?"), max_length=15, choices=Outcome.choices, blank=True, default=""
    )
    # Kept when an assumption is opened again: what was seen then is still worth reading.
    outcome_words = models.TextField(_("det viste sig"), blank=True)
    settled_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = wording(A=("sentence",), B=("outcome_words",), C=("would_show",))

    objects = AssumptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("antagelse")
        verbose_name_plural = _("antagelser")
        indexes = [
            models.Index(fields=["network", "outcome"], name="assumption_of_network"),
            GinIndex(fields=["wording"], name="assumption_by_words"),
            models.Index(
                fields=["-settled_at", "-id"],
                name="assumption_fallen_shared",
                condition=Q(outcome=Outcome.FELL, audience=Audience.EMPLOYEES),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="assumption_settled_says_how",
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | ~Q(outcome="")
                & ~Q(outcome_words="")
                & Q(settled_at__isnull=False)
                & Q(settled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"


class TrialQuerySet(models.QuerySet["Trial"]):
    def visible_to(self, person) -> "TrialQuerySet":
        """A trial is read by whoever may read its assumption."""
        return self.filter(assumption__in=Assumption.objects.visible_to(person))

    def unfinished(self) -> "TrialQuerySet":
        return self.filter(seen_at=None)


class Trial(models.Model):
    """A small act that tests an assumption: what, who, when, and what we saw."""

    assumption = models.ForeignKey(Assumption, on_delete=models.CASCADE, related_name="trials")
    what = models.CharField(_("hvad gør vi?"), max_length=300)
    who = models.CharField(_("hvem gør det?"), max_length=120)
    on = models.DateField(_("hvornår?"))
    saw = models.TextField(_("hvad så vi?"), blank=True)
    seen_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveSmallIntegerField(default=1)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("prøvehandling")
        verbose_name_plural = _("prøvehandlinger")
        constraints = [
            models.CheckConstraint(
                name="trial_seen_says_what",
                condition=Q(seen_at=None, saw="") | Q(seen_at__isnull=False) & ~Q(saw=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assumption_id} {self.pk}"
