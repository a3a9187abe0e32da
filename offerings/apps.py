from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from offerings.words import DEEDS, LETTERS


class OfferingsConfig(AppConfig):
    name = "offerings"
    verbose_name = _("Tilbud")

    def ready(self) -> None:
        name_what_happens(letters=LETTERS, deeds=DEEDS)
