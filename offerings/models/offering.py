"""The catalogue, and what of it the secretariat has given a network."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.wording import WordedQuerySet, wording
from offerings.enums import OfferingKind


class OfferingQuerySet(WordedQuerySet["Offering"]):
    def active(self) -> "OfferingQuerySet":
        return self.filter(is_active=True)

    def for_type(self, network_type) -> "OfferingQuerySet":
        """Those that a network of the type can be given."""
        return self.filter(Q(types=None) | Q(types=network_type)).distinct()

    def in_danish_order(self) -> "OfferingQuerySet":
        return self.order_by(danish_order("title"))


class Offering(models.Model):
    """Something that the secretariat can give a network."""

    key = models.SlugField(_("nøgle"), unique=True)
    title = models.CharField(_("titel"), max_length=90)
    kind = models.CharField(_("art"), max_length=12, choices=OfferingKind.choices)
    gives = models.TextField(_("det giver"))
    asks = models.TextField(_("det kræver"))
    phases = models.ManyToManyField(
        "networks.Phase", blank=True, related_name="+", verbose_name=_("passer til faserne")
    )
    types = models.ManyToManyField(
        "networks.NetworkType",
        blank=True,
        related_name="+",
        verbose_name=_("kun for netværkstyperne"),
        help_text=_("Vælg ingen, hvis tilbuddet er for alle."),
    )
    holder = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offerings_held",
        verbose_name=_("holdes af"),
    )
    outside_holder = models.CharField(_("eller af en udefra"), max_length=120, blank=True)
    is_active = models.BooleanField(_("kan tilbydes"), default=True)
    wording = wording(A=("title",), B=("gives",), C=("asks",))

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud")
        verbose_name_plural = _("tilbud")
        indexes = [GinIndex(fields=["wording"], name="offering_by_words")]
        constraints = [
            models.CheckConstraint(
                name="offering_has_at_most_one_holder",
                condition=Q(holder=None) | Q(outside_holder=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class AssignedOfferingQuerySet(models.QuerySet["AssignedOffering"]):
    def unsettled(self) -> "AssignedOfferingQuerySet":
        """Given, and nobody has said yet whether it was used."""
        return self.filter(settled_at=None)


class AssignedOffering(models.Model):
    """An offering given to a network, with a word on why."""

    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, related_name="assigned", verbose_name=_("tilbud")
    )
    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="assigned_offerings",
        verbose_name=_("netværk"),
    )
    note = models.CharField(_("hvorfor netop det?"), max_length=300, blank=True)
    assigned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("tildelt"), default=clock.now)
    # The ledger's two ends: the network has used it, or says why it came to nothing.
    used_on = models.DateField(_("brugt"), null=True, blank=True)
    unused_because = models.CharField(_("hvorfor ikke brugt"), max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = AssignedOfferingQuerySet.as_manager()

    class Meta:
        ordering = ["-assigned_at", "-id"]
        verbose_name = _("tildelt tilbud")
        verbose_name_plural = _("tildelte tilbud")
        constraints = [
            models.UniqueConstraint(
                name="one_offering_once_a_network", fields=["offering", "network"]
            ),
            models.CheckConstraint(
                name="assigned_offering_settled_one_way",
                condition=Q(settled_at=None, used_on=None, unused_because="")
                | Q(settled_at__isnull=False, used_on__isnull=False, unused_because="")
                | Q(settled_at__isnull=False, used_on=None) & ~Q(unused_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.network}"
