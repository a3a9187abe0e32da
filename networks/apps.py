from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from networks.words import DEEDS, LETTERS


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Netværk")

    def ready(self) -> None:
        name_what_happens(letters=LETTERS, deeds=DEEDS)
