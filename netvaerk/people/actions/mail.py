"""The outbox: letters are written in the same transaction as their cause."""

from datetime import datetime
from email.utils import make_msgid

from django.conf import settings
from django.db import transaction
from django.db.models import F

from netvaerk import mail
from netvaerk.bell import ring_after_commit
from netvaerk.calendar import as_invitation
from netvaerk.people.actions.delivery import DELIVER, LEASE, MAX_ATTEMPTS, deliver_mail
from netvaerk.people.actions.envelope import put_into_words
from netvaerk.people.enums import Language, MailState
from netvaerk.people.models import OutboxMail, Person

__all__ = ["LEASE", "MAX_ATTEMPTS", "deliver_mail", "lay_in_mailboxes", "queue_mail"]


@transaction.atomic
def queue_mail(
    *,
    to: Person | None,
    cause: str,
    kind: str,
    letter: mail.Letter,
    to_address: str = "",
    is_bulk: bool = False,
) -> OutboxMail:
    """Write a letter in the caller's transaction; the same `cause` is written once.

    What `is_bulk` stands behind the letters that somebody waits for.
    """
    rendered = mail.render(letter, to.language if to else Language.DANISH)
    address = to.email if to else to_address
    appointment, path = letter.appointment, letter.unsubscribe_path
    queued, _ = OutboxMail.objects.get_or_create(
        cause=cause,
        defaults={
            "kind": kind,
            "recipient": to,
            "to_address": address,
            "subject": rendered.subject,
            "text": rendered.text,
            "html": rendered.html,
            "calendar": as_invitation(appointment, to=address) if appointment else "",
            "unsubscribe_url": settings.SITE_URL + path if path else "",
            "is_bulk": is_bulk,
            "message_id": make_msgid(domain="netvaerk"),
        },
    )
    ring_after_commit(DELIVER)
    return queued


@transaction.atomic
def lay_in_mailboxes(*, dated_before: datetime) -> int:
    """Call waiting letters of the past delivered on their own date, without sending them.

    For a demo, whose past has just been told: nobody gets half a year's post in one minute.
    """
    past = OutboxMail.objects.filter(state=MailState.WAITING, dated_at__lt=dated_before)
    unwritten = past.filter(text="").select_related("recipient")
    for letter, words in ((one, mail.written([one]).get(one.pk)) for one in unwritten):
        if isinstance(words, mail.Letter):
            put_into_words(letter, words)
    past.filter(text="").update(state=MailState.SKIPPED)
    return past.update(state=MailState.SENT, sent_at=F("dated_at"), attempts=1)
