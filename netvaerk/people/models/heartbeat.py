from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk.people.enums import Part


class Heartbeat(models.Model):
    """When a part of the post last did its work, and what was last in its way."""

    part = models.CharField(_("del"), max_length=10, choices=Part.choices, primary_key=True)
    beat_at = models.DateTimeField(_("sidst i arbejde"), null=True)
    stumbled_at = models.DateTimeField(_("sidst i vanskeligheder"), null=True)
    trouble = models.CharField(_("hvad der var i vejen"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("puls")
        verbose_name_plural = _("puls")

    def __str__(self) -> str:
        return self.get_part_display()
