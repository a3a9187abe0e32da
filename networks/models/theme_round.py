from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ThemeRoundQuerySet(models.QuerySet["ThemeRound"]):
    def open_on(self, day: date) -> "ThemeRoundQuerySet":
        """Rounds that still take proposals on `day`, the nearest deadline first."""
        return self.filter(proposals_by__gte=day).order_by("proposals_by")


class ThemeRound(models.Model):
    """Half-yearly: proposals until a day, decided by the chiefs on another."""

    name = models.CharField(_("navn"), max_length=60, unique=True)
    proposals_by = models.DateField(_("forslag senest"), unique=True)
    decided_on = models.DateField(_("besluttes"))

    objects = ThemeRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-proposals_by"]
        verbose_name = _("temarunde")
        verbose_name_plural = _("temarunder")
        constraints = [
            models.CheckConstraint(
                name="round_is_decided_after_its_deadline",
                condition=Q(decided_on__gt=F("proposals_by")),
            )
        ]

    def __str__(self) -> str:
        return self.name
