import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.wording import wording
from networks.enums import Afterlife, ReceiverAnswer
from networks.models.network import Network
from networks.models.shield import AudienceField, ShieldedQuerySet, audiences_open_to


class ResultQuerySet(ShieldedQuerySet["Result"]):
    def visible_to(self, person) -> "ResultQuerySet":
        """As every text of a network; and whoever is or was asked to take it over."""
        asked = Receiver.objects.filter(person=person).exclude(answer=ReceiverAnswer.REPLACED)
        return self.filter(
            Q(network__in=Network.objects.shielded_open_to(person))
            | Q(audience__in=audiences_open_to(person))
            | Q(pk__in=asked.values("result"))
        )

    def without_receiver(self) -> "ResultQuerySet":
        """Nobody has taken it over yet, asked or not."""
        taken = Receiver.objects.filter(result=OuterRef("pk"), answer=ReceiverAnswer.ACCEPTED)
        return self.filter(~Exists(taken))


class Result(models.Model):
    """Something that the network leaves behind."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="results")
    title = models.CharField(_("hvad er det?"), max_length=120)
    text = models.TextField(_("fortæl kort, hvordan det virker"))
    for_whom = models.CharField(_("for hvem?"), max_length=200)
    demanded = models.TextField(_("hvad krævede det?"))
    not_to_copy = models.TextField(_("hvad skal andre ikke efterligne?"), blank=True)
    audience = AudienceField()
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveSmallIntegerField(default=1)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = wording(A=("title",), B=("text", "for_whom"), C=("demanded", "not_to_copy"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("resultat")
        verbose_name_plural = _("resultater")
        indexes = [GinIndex(fields=["wording"], name="result_by_words")]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"


class ReceiverQuerySet(models.QuerySet["Receiver"]):
    def standing(self) -> "ReceiverQuerySet":
        """Asked, or has taken it over: at most one for each result."""
        return self.filter(answer__in=["", ReceiverAnswer.ACCEPTED])

    def asked(self) -> "ReceiverQuerySet":
        """Has not answered yet."""
        return self.filter(answer="")


class Receiver(models.Model):
    """Who in the basis organisation is asked to take a result over, and the answer."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="receivers")
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="receives",
        verbose_name=_("modtager"),
    )
    # Where it will live: the receiver's unit when they were asked.
    unit = models.ForeignKey(
        "people.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("afdeling")
    )
    words = models.CharField(_("et ord til modtageren"), max_length=300, blank=True)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=10, choices=ReceiverAnswer.choices, blank=True, default="")
    answer_words = models.CharField(_("dit svar"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = ReceiverQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("modtager")
        verbose_name_plural = _("modtagere")
        constraints = [
            models.UniqueConstraint(
                name="one_receiver_stands",
                fields=["result"],
                condition=Q(answer__in=["", ReceiverAnswer.ACCEPTED]),
            ),
            models.CheckConstraint(
                name="receiver_answered_has_a_moment",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="receiver_declines_with_a_reason",
                condition=~Q(answer=ReceiverAnswer.DECLINED) | ~Q(answer_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.person_id}"


class LookAgain(models.Model):
    """A day after the network closed, on which the receiver is asked how the result fares."""

    MONTHS = (3, 6, 12)

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="look_agains")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Afterlife.choices, blank=True, default="")
    words = models.CharField(_("en sætning"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("genbesøg")
        verbose_name_plural = _("genbesøg")
        constraints = [
            models.UniqueConstraint(name="one_look_again_a_day", fields=["result", "months"]),
            models.CheckConstraint(
                name="look_again_answered_says_how",
                condition=Q(answer="", words="", answered_at=None, answered_by=None)
                | ~Q(answer="")
                & ~Q(words="")
                & Q(answered_at__isnull=False)
                & Q(answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.months}"
