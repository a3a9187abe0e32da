from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from netvaerk.words import name_what_happens
from offerings.words import DEEDS, LETTERS, PROCESS_DEEDS, TOLD_OF


class OfferingsConfig(AppConfig):
    name = "offerings"
    verbose_name = _("Tilbud")

    def ready(self) -> None:
        from netvaerk.mail import recheck_before_sending
        from offerings.queries.booking import reason_not_to_tell, reason_not_to_tell_of_change
        from offerings.queries.request import reason_not_to_answer, reason_not_to_offer

        recheck_before_sending("booking", reason_not_to_tell)
        recheck_before_sending("session", reason_not_to_tell_of_change)
        recheck_before_sending("offering", reason_not_to_offer)
        recheck_before_sending("offering_request", reason_not_to_answer)
        name_what_happens(letters=LETTERS, deeds=DEEDS, told=PROCESS_DEEDS, told_of=TOLD_OF)
