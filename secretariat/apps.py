from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Sekretariatet")

    def ready(self) -> None:
        from netvaerk.mail import recheck_before_sending
        from secretariat.queries.nudges import reason_not_to_nudge

        recheck_before_sending("nudge", reason_not_to_nudge)
