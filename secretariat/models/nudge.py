from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind
from secretariat.enums import Channel, NudgeAnswer, WhyNot

LETTER_KIND = "nudge"  # of the outbox rows that nudges travel in


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def pending(self) -> "NudgeQuerySet":
        """Planned, and not yet in a letter nor given up."""
        return self.filter(letter=None, skipped_because="")


class Nudge(models.Model):
    """One question put to one person about one thing in one period.

    Whether it was sent is its letter's state; several nudges may share one letter. What became
    of it stands here: given up (and why), answered, or settled because nothing waits any more.
    """

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
    channel = models.PositiveSmallIntegerField(
        _("hvordan"), choices=Channel.choices, default=Channel.DAILY
    )
    letter = models.ForeignKey(
        "people.OutboxMail",
        on_delete=models.SET_NULL,
        null=True,
        related_name="nudges",
        verbose_name=_("mail"),
    )
    skipped_because = models.CharField(
        _("ikke sendt, fordi"), max_length=12, choices=WhyNot.choices, blank=True, default=""
    )
    answer = models.CharField(
        _("svar"), max_length=14, choices=NudgeAnswer.choices, blank=True, default=""
    )
    answered_at = models.DateTimeField(_("svaret"), null=True)
    settled_at = models.DateTimeField(_("klaret"), null=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-id"]
        verbose_name = _("skub")
        verbose_name_plural = _("skub")
        constraints = [
            models.UniqueConstraint(
                name="one_nudge_a_period", fields=["rule", "subject", "recipient", "period"]
            ),
            models.CheckConstraint(
                name="nudge_answered_has_a_moment",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "id"],
                name="nudge_pending",
                condition=Q(letter=None, skipped_because=""),
            ),
            # What may still be settled; the planner looks at these each tick.
            models.Index(
                fields=["rule", "planned_at"],
                name="nudge_unsettled",
                condition=Q(settled_at=None),
            ),
            models.Index(fields=["-planned_at", "-id"], name="nudge_newest"),
        ]

    def __str__(self) -> str:
        """Not its title: that may be the recipient's alone."""
        return gettext("Skub %(number)s") % {"number": self.pk}


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    def in_force(self, now: datetime) -> "SnoozeQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=now))


class Snooze(models.Model):
    """A person's "ikke nu" (until a moment) or "ikke relevant" (no moment) to what waits.

    It answers what had begun to wait before it; what begins anew is asked about anew.
    """

    rule = models.SlugField(_("regel"))
    subject = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="snoozes",
        verbose_name=_("hvem"),
    )
    until = models.DateTimeField(_("indtil"), null=True, blank=True)
    answered_at = models.DateTimeField(_("svaret"), default=clock.now)
    # Why it is not relevant, in a few words to the secretariat.
    word = models.CharField(_("et ord til sekretariatet"), max_length=300, blank=True, default="")

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at"]
        verbose_name = _("svar på et skub")
        verbose_name_plural = _("svar på skub")
        constraints = [
            models.UniqueConstraint(
                name="one_snooze_a_matter", fields=["rule", "subject", "recipient"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} → {self.recipient_id}"


class NudgeChoice(models.Model):
    """How a person wants one kind of nudge; without a row it comes as it does for everybody."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="nudge_choices"
    )
    kind = models.CharField(max_length=12, choices=NudgeKind.choices)
    channel = models.PositiveSmallIntegerField(choices=Channel.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_choice_a_kind", fields=["person", "kind"]),
            models.CheckConstraint(
                name="nudge_choice_channel_is_known", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}: {self.channel}"
