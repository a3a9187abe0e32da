from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from secretariat.words import DEEDS, LETTERS, PROCESS_DEEDS, TOLD_OF


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Sekretariatet")

    def ready(self) -> None:
        from netvaerk.mail import recheck_before_sending
        from secretariat.queries.nudges import reason_not_to_nudge
        from secretariat.queries.sparring import reason_not_to_tell

        recheck_before_sending("nudge", reason_not_to_nudge)
        recheck_before_sending("sparring", reason_not_to_tell)
        name_what_happens(letters=LETTERS, deeds=DEEDS, told=PROCESS_DEEDS, told_of=TOLD_OF)
