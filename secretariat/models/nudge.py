from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class NudgeRuleQuerySet(models.QuerySet["NudgeRule"]):
    def on(self) -> "NudgeRuleQuerySet":
        return self.filter(is_on=True, active_from__isnull=False)


class NudgeRule(models.Model):
    """When a rule of the code becomes a mail, and in which words; edited in the admin."""

    key = models.SlugField(_("nøgle"), unique=True)
    name = models.CharField(_("navn"), max_length=90)
    subject = models.CharField(_("emne"), max_length=160, help_text=_("Må bruge {title}."))
    question = models.TextField(_("spørgsmål"), help_text=_("Må bruge {title} og {waited}."))
    why = models.CharField(_("hvorfor får jeg det?"), max_length=300)
    delay_days = models.PositiveSmallIntegerField(_("dage, før der spørges"))
    repeat_days = models.PositiveSmallIntegerField(_("dage mellem gentagelser"))
    is_on = models.BooleanField(_("slået til"), default=False)
    active_from = models.DateField(
        _("gælder fra"),
        null=True,
        blank=True,
        help_text=_(
            "Spørgsmål, der skulle have været stillet før denne dag, bliver ikke stillet bagefter."
        ),
    )

    objects = NudgeRuleQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("regel for skub")
        verbose_name_plural = _("regler for skub")
        constraints = [
            models.CheckConstraint(
                name="nudge_rule_repeats_after_a_day", condition=Q(repeat_days__gte=1)
            ),
            models.CheckConstraint(
                name="nudge_rule_on_has_a_first_day",
                condition=Q(is_on=False) | Q(active_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Nudge(models.Model):
    """One question put to one person about one thing in one period."""

    rule = models.SlugField(_("regel"))
    subject = models.CharField(_("hvad"), max_length=40)
    recipient = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="nudges",
        verbose_name=_("hvem"),
    )
    period = models.DateField(_("periode"))
    since = models.DateTimeField(_("ventet siden"))
    title = models.CharField(_("om"), max_length=200)
    place = models.CharField(max_length=120)
    planned_at = models.DateTimeField(_("planlagt"), default=clock.now)

    class Meta:
        ordering = ["-planned_at", "-id"]
        verbose_name = _("skub")
        verbose_name_plural = _("skub")
        constraints = [
            models.UniqueConstraint(
                name="one_nudge_a_period", fields=["rule", "subject", "recipient", "period"]
            )
        ]

    def __str__(self) -> str:
        return self.title


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    def in_force(self, now: datetime) -> "SnoozeQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=now))


class Snooze(models.Model):
    """A person's "ikke nu" (until a moment) or "ikke relevant" (no moment) to what waits.

    It answers what had begun to wait before it; what begins anew is asked about anew.
    """

    rule = models.SlugField()
    subject = models.CharField(max_length=40)
    recipient = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(default=clock.now)

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_snooze_a_matter", fields=["rule", "subject", "recipient"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} → {self.recipient_id}"
