"""A letter that could not be sent gets another chance, when somebody has mended what was wrong."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.bell import ring_after_commit
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.delivery import DELIVER
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.models.outbox import WITH_A_KEY
from netvaerk.people.permissions import can_watch_outbox
from netvaerk.refusals import Refusal, require


class NotStranded(Refusal):
    """Only what could not be sent is sent again: nobody gets the same letter twice."""

    def __init__(self) -> None:
        super().__init__(_("Kun mails, der ikke kunne sendes, kan prøves igen."))


class KeyForgotten(Refusal):
    """The letter held a key to somebody's account, which is not kept."""

    def __init__(self) -> None:
        super().__init__(
            _("Mailen indeholdt et personligt link, som ikke bliver gemt. Send en ny i stedet.")
        )


def why_not(mail: OutboxMail, *, is_forgotten: bool) -> Refusal | None:
    """What stands in the way of sending it again."""
    if mail.state != MailState.DEAD:
        return NotStranded()
    return KeyForgotten() if is_forgotten else None


@transaction.atomic
def retry_mail(*, by: Person, mail: OutboxMail) -> OutboxMail:
    """Let it wait again with all its attempts; to the mail servers it is the same letter.

    The address is the recipient's own as it stands now: a mistyped one is what strands most.
    """
    require(can_watch_outbox(by))
    mail = OutboxMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    # A letter that is put into words when it is sent has none before: nothing is forgotten.
    if refusal := why_not(mail, is_forgotten=mail.kind in WITH_A_KEY and not mail.text):
        raise refusal
    if mail.recipient:
        mail.to_address = mail.recipient.email
    mail.state, mail.attempts = MailState.WAITING, 0
    mail.reason, mail.smtp_code = "", None
    mail.next_attempt_at, mail.leased_until = clock.now(), None
    mail.save(
        update_fields=[
            *("to_address", "state", "attempts", "reason", "smtp_code"),
            *("next_attempt_at", "leased_until"),
        ]
    )
    record(by=by, verb="retry_mail", subject=mail)
    ring_after_commit(DELIVER)
    return mail
