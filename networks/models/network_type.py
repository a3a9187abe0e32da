from django.db import models
from django.utils.translation import gettext_lazy as _


class NetworkType(models.Model):
    """What kind of exploration it is: content, edited in the admin."""

    key = models.SlugField(_("nøgle"), unique=True)
    name = models.CharField(_("navn"), max_length=60)
    aim = models.TextField(_("formål"))
    usual_length = models.CharField(_("sædvanlig længde"), max_length=120)
    months = models.PositiveSmallIntegerField(
        _("måneder"), null=True, blank=True, help_text=_("Tomt felt: åben længde.")
    )
    tied_to = models.CharField(_("knyttet til"), max_length=160)
    may_hold_subnetworks = models.BooleanField(_("kan have undernetværk"), default=False)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("netværkstype")
        verbose_name_plural = _("netværkstyper")

    def __str__(self) -> str:
        return self.name
