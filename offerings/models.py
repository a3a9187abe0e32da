"""Offerings, and the offerings that the secretariat has assigned to a network."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from offerings.enums import OfferingKind


class OfferingQuerySet(models.QuerySet["Offering"]):
    def active(self) -> "OfferingQuerySet":
        return self.filter(is_active=True)

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
    is_active = models.BooleanField(_("kan tilbydes"), default=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud")
        verbose_name_plural = _("tilbud")

    def __str__(self) -> str:
        return self.title


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

    class Meta:
        ordering = ["-assigned_at", "-id"]
        verbose_name = _("tildelt tilbud")
        verbose_name_plural = _("tildelte tilbud")
        constraints = [
            models.UniqueConstraint(
                name="one_offering_once_a_network", fields=["offering", "network"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.network}"
