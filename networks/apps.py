from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from networks.words import DEEDS, LETTERS, PROCESS_DEEDS


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Netværk")

    def ready(self) -> None:
        from netvaerk.mail import recheck_before_sending
        from networks.queries.alignment import reason_not_to_tell_of_note
        from networks.queries.invitation import reason_not_to_invite
        from networks.queries.meeting import reason_not_to_tell
        from networks.queries.promise import reason_not_to_tell_of_promise

        recheck_before_sending("alignment", reason_not_to_tell_of_note)
        recheck_before_sending("network_invitation", reason_not_to_invite)
        recheck_before_sending("meeting", reason_not_to_tell)
        recheck_before_sending("promise", reason_not_to_tell_of_promise)
        name_what_happens(letters=LETTERS, deeds=DEEDS, told=PROCESS_DEEDS)
