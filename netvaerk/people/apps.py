from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.people.words import DEEDS, LETTERS, PROCESS_DEEDS
from netvaerk.words import name_what_happens


class PeopleConfig(AppConfig):
    name = "netvaerk.people"
    label = "people"
    verbose_name = _("Mennesker og afdelinger")

    def ready(self) -> None:
        from netvaerk.desk.trail import Trail, keep_trail
        from netvaerk.people.actions.export import note_export
        from netvaerk.people.queries.history import history_of

        keep_trail(Trail(history=history_of, note_export=note_export))
        name_what_happens(letters=LETTERS, deeds=DEEDS, told=PROCESS_DEEDS)
