"""The outbox: letters are written with their cause, claimed with a lease, sent one by one."""

import logging
import smtplib
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction

from netvaerk import clock, mail
from netvaerk.bell import ring_after_commit
from netvaerk.people.enums import Language, MailState
from netvaerk.people.models import OutboxMail, Person

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8


@transaction.atomic
def queue_mail(
    *, to: Person | None, cause: str, kind: str, letter: mail.Letter, to_address: str = ""
) -> OutboxMail:
    """Write a letter in the caller's transaction; the same `cause` is written once."""
    rendered = mail.render(letter, to.language if to else Language.DANISH)
    queued, _ = OutboxMail.objects.get_or_create(
        cause=cause,
        defaults={
            "kind": kind,
            "recipient": to,
            "to_address": to.email if to else to_address,
            "subject": rendered.subject,
            "text": rendered.text,
            "html": rendered.html,
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
def _claim(limit: int) -> list[OutboxMail]:
    now = clock.now()
    letters = list(
        OutboxMail.objects.claimable(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
        .order_by("next_attempt_at", "id")[:limit]
    )
    OutboxMail.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        leased_until=now + LEASE
    )
    return letters


def _deliver(letter: OutboxMail, connection) -> str:
    reason = mail.reason_not_to_send(letter)
    if reason:
        return _end(letter, MailState.SKIPPED, reason)
    try:
        connection.open()
        _as_email(letter, connection).send()
    except (smtplib.SMTPException, OSError) as error:
        # One refused letter must not poison the connection for those behind it.
        connection.close()
        return _try_again(letter, error)
    return _end(letter, MailState.SENT, "")


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
    return email


def _end(letter: OutboxMail, state: str, reason: str) -> str:
    OutboxMail.objects.filter(pk=letter.pk).update(
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
        next_attempt_at=clock.now() + timedelta(minutes=2**attempts),
        leased_until=None,
        reason=reason[:300],
    )
    return MailState.WAITING


def _is_permanent(error: Exception) -> bool:
    """5xx means no, for ever; 4xx and a broken line mean later (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
