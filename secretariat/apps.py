from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from secretariat.words import DEEDS, LETTERS, PROCESS_DEEDS, TOLD_OF


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Sekretariatet")

    def ready(self) -> None:
        from netvaerk.mail import recheck_before_sending, write_when_sent
        from secretariat.actions.nudge_letters import write_letters
        from secretariat.models.nudge import LETTER_KIND
        from secretariat.queries.sparring import reason_not_to_tell

        write_when_sent(LETTER_KIND, write_letters)
        recheck_before_sending("sparring", reason_not_to_tell)
        name_what_happens(letters=LETTERS, deeds=DEEDS, told=PROCESS_DEEDS, told_of=TOLD_OF)
