from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.people.words import DEEDS, LETTERS
from netvaerk.words import name_what_happens


class PeopleConfig(AppConfig):
    name = "netvaerk.people"
    label = "people"
    verbose_name = _("Mennesker og afdelinger")

    def ready(self) -> None:
        name_what_happens(letters=LETTERS, deeds=DEEDS)
