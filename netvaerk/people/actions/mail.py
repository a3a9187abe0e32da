"""The outbox: letters are written with their cause, claimed with a lease, sent one by one."""

import logging
import smtplib
from collections import Counter
from datetime import datetime, timedelta
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from netvaerk import clock, mail
from netvaerk.bell import ring_after_commit
from netvaerk.calendar import as_invitation
from netvaerk.people.enums import Language, MailState
from netvaerk.people.models import OutboxMail, Person

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
# Twice as long each time, at most four hours: about three days, so a weekend without a relay.
MAX_ATTEMPTS = 24
LONGEST_PAUSE = timedelta(hours=4)
# Letters that hold a key to somebody's account; it is not kept once they have ended.
WITH_A_KEY = {"account", "invitation", "network_invitation"}


@transaction.atomic
def queue_mail(
    *, to: Person | None, cause: str, kind: str, letter: mail.Letter, to_address: str = ""
) -> OutboxMail:
    """Write a letter in the caller's transaction; the same `cause` is written once."""
    rendered = mail.render(letter, to.language if to else Language.DANISH)
    address = to.email if to else to_address
    appointment = letter.appointment
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
            "message_id": make_msgid(domain="netvaerk"),
        },
    )
    ring_after_commit("netvaerk.people.tasks.deliver_mail")
    return queued


def deliver_mail(*, limit: int = 200) -> Counter[str]:
    """Send what waits; returns how many letters ended in each state.

    A worker that dies keeps its lease for a minute; then another sends the same letter
    with the same Message-ID.
    """
    outcome: Counter[str] = Counter()
    letters = _claim(limit)
    if not letters:
        return outcome
    connection = get_connection()
    try:
        for letter in letters:
            outcome[_deliver(letter, connection)] += 1
    finally:
        connection.close()
    return outcome


@transaction.atomic
def lay_in_mailboxes(*, dated_before: datetime) -> int:
    """Call waiting letters of the past delivered on their own date, without sending them.

    For a demo, whose past has just been told: nobody gets half a year's post in one minute.
    """
    past = OutboxMail.objects.filter(state=MailState.WAITING, dated_at__lt=dated_before)
    return past.update(state=MailState.SENT, sent_at=F("dated_at"), attempts=1)


@transaction.atomic
def _claim(limit: int) -> list[OutboxMail]:
    now = clock.now()
    letters = list(
        OutboxMail.objects.claimable(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
        .order_by("next_attempt_at", "id")[:limit]
    )
    for letter in letters:
        letter.leased_until = now + LEASE
    OutboxMail.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        leased_until=now + LEASE
    )
    return letters


def _deliver(letter: OutboxMail, connection) -> str:
    if not _still_hold(letter):
        return "taken over"
    try:
        if reason := _reason_not_to_send(letter):
            return _end(letter, MailState.SKIPPED, reason)
        match mail.written([letter]).get(letter.pk):
            case mail.NotSent(why):
                return _end(letter, MailState.SKIPPED, str(why))
            case mail.Later(until):
                return _put_off(letter, until)
            case mail.Letter() as words:
                _put_into_words(letter, words)
        connection.open()
        _as_email(letter, connection).send()
    except Exception as error:  # noqa: BLE001 one letter must never block those behind it
        connection.close()
        return _try_again(letter, error)
    return _end(letter, MailState.SENT, "")


def _still_hold(letter: OutboxMail) -> bool:
    """Behind slow letters the lease wears out: renew it, unless another worker has taken it."""
    now, lease = clock.now(), letter.leased_until
    if lease and now < lease - LEASE / 2:
        return True
    mine = OutboxMail.objects.filter(pk=letter.pk, leased_until=lease)
    letter.leased_until = now + LEASE
    return bool(mine.update(leased_until=letter.leased_until))


def _reason_not_to_send(letter: OutboxMail) -> str:
    if letter.recipient and not letter.recipient.is_active:
        return "The account is closed"
    return mail.reason_not_to_send(letter)


def _put_off(letter: OutboxMail, until: datetime) -> str:
    """It was never tried: its attempts are kept."""
    OutboxMail.objects.filter(pk=letter.pk).update(next_attempt_at=until, leased_until=None)
    return MailState.WAITING


def _put_into_words(letter: OutboxMail, words: mail.Letter) -> None:
    """Kept before it is sent: after a crash, what was read can be told from what was not."""
    language = letter.recipient.language if letter.recipient else Language.DANISH
    rendered = mail.render(words, language)
    letter.subject, letter.text, letter.html = rendered.subject, rendered.text, rendered.html
    if words.unsubscribe_path:
        letter.unsubscribe_url = settings.SITE_URL + words.unsubscribe_path
    letter.save(update_fields=["subject", "text", "html", "unsubscribe_url"])


def _as_email(letter: OutboxMail, connection) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(letter.dated_at),
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    if letter.html:
        email.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        # Last, as the richest: Outlook puts it into the calendar (RFC 6047, 2.4).
        method = "CANCEL" if "METHOD:CANCEL" in letter.calendar else "REQUEST"
        email.attach_alternative(letter.calendar, f"text/calendar; method={method}")
    return email


def _end(letter: OutboxMail, state: str, reason: str) -> str:
    # The demo keeps the text: its mailbox page is the only place to read it.
    forgets = letter.kind in WITH_A_KEY and not settings.DEMO
    OutboxMail.objects.filter(pk=letter.pk).update(
        **({"text": "", "html": "", "calendar": ""} if forgets else {}),
        state=state,
        reason=reason[:300],
        sent_at=clock.now() if state == MailState.SENT else None,
        attempts=letter.attempts + 1,
        leased_until=None,
    )
    return state


def _try_again(letter: OutboxMail, error: Exception) -> str:
    attempts = letter.attempts + 1
    reason = f"{type(error).__name__}: {error}"
    log.warning("Letter %s was not delivered (attempt %s)", letter.pk, attempts)
    if _is_permanent(error) or attempts >= MAX_ATTEMPTS:
        return _end(letter, MailState.DEAD, reason)
    OutboxMail.objects.filter(pk=letter.pk).update(
        attempts=attempts,
        next_attempt_at=clock.now() + min(timedelta(minutes=2**attempts), LONGEST_PAUSE),
        leased_until=None,
        reason=reason[:300],
    )
    return MailState.WAITING


def _is_permanent(error: Exception) -> bool:
    """5xx for the recipient or the text means no, for ever; all else later (RFC 5321, 4.2.1).

    A 5xx at sign-in or for our own address is the relay's set-up: the operator mends it.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
