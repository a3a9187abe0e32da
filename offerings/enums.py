"""The fixed words of the offerings room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferingKind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    FACILITATION = "facilitation", _("Facilitering")
    COURSE = "course", _("Kursus")
    METHOD = "method", _("Metode")
    COACHING = "coaching", _("Coaching")
    PLACE = "place", _("Sted at arbejde")
