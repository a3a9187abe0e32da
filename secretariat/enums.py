"""The fixed words of the secretariat room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NudgeAnswer(models.TextChoices):
    """What a person may say to what waits, besides doing it."""

    NOT_NOW = "ikke-nu", _("Ikke nu")
    NOT_RELEVANT = "ikke-relevant", _("Ikke relevant")
