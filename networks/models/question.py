from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """One of the seven questions of a good theme; its words are content, edited in the admin."""

    # These two questions are answered with picks as well as with words.
    UNITS = 3
    VOICES = 7

    number = models.PositiveSmallIntegerField(_("nummer"), primary_key=True)
    title = models.CharField(_("spørgsmål"), max_length=200)
    short = models.CharField(_("kort overskrift"), max_length=40)
    help = models.TextField(_("hjælp ved siden af"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("de syv spørgsmål")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
