from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleWord(models.Model):
    """What the municipality calls a role: another one says "tovholder" or "direktion"."""

    key = models.SlugField(_("nøgle"), unique=True)
    singular = models.CharField(
        _("i ental"), max_length=40, help_text=_("Med småt, som midt i en sætning.")
    )
    plural = models.CharField(_("i flertal"), max_length=40)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("ord for en rolle")
        verbose_name_plural = _("ord for roller")

    def __str__(self) -> str:
        return self.singular
