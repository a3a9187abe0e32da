from django.db import models
from django.utils.translation import gettext_lazy as _


class StrategicTheme(models.Model):
    """A pejlemærke of the municipality's strategic agenda."""

    key = models.SlugField(_("nøgle"), unique=True)
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("tekst"))
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    is_active = models.BooleanField(_("gælder nu"), default=True)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("pejlemærke")
        verbose_name_plural = _("pejlemærker")

    def __str__(self) -> str:
        return self.title
