from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class Review(models.Model):
    """The chiefs have read what changed since the last time, at one of their meetings."""

    held_at = models.DateTimeField(_("holdt"), default=clock.now)
    closed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("afsluttet af")
    )

    class Meta:
        ordering = ["-held_at", "-id"]
        verbose_name = _("gennemgang")
        verbose_name_plural = _("gennemgange")

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d}"
