from django.db import models
from django.utils.translation import gettext_lazy as _


class StakeholderKind(models.Model):
    """A kind of people that a network may need: citizens, companies, associations ..."""

    key = models.SlugField(_("nøgle"), unique=True)
    name = models.CharField(_("navn"), max_length=60)
    plural = models.CharField(_("i flertal"), max_length=60)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("interessenttype")
        verbose_name_plural = _("interessenttyper")

    def __str__(self) -> str:
        return self.plural
