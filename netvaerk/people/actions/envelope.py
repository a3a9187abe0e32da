"""One letter on its way: its words, its envelope, and how it ended."""

from datetime import datetime, timedelta
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from netvaerk import clock, mail
from netvaerk.people.actions.mail_failures import Failure
from netvaerk.people.actions.refused_address import count_refusal
from netvaerk.people.enums import Language, MailState
from netvaerk.people.models import OutboxMail
from netvaerk.people.models.outbox import WITH_A_KEY

# Twice as long each time, at most four hours: about three days, so a weekend without an answer.
MAX_ATTEMPTS = 24
LONGEST_PAUSE = timedelta(hours=4)
SHORTEST_PAUSE = timedelta(minutes=1)


def reason_not_to_send(letter: OutboxMail) -> str:
    if letter.recipient and not letter.recipient.is_active:
        return _("Kontoen er lukket")
    return mail.reason_not_to_send(letter)


def put_into_words(letter: OutboxMail, words: mail.Letter) -> None:
    """Kept before it is sent: after a crash, what was read can be told from what was not."""
    language = letter.recipient.language if letter.recipient else Language.DANISH
    rendered = mail.render(words, language)
    letter.subject, letter.text, letter.html = rendered.subject, rendered.text, rendered.html
    path = words.unsubscribe_path
    letter.unsubscribe_url = settings.SITE_URL + path if path else ""
    if letter.recipient:  # it may hold keys, and whoever has moved no longer reads the old address
        letter.to_address = letter.recipient.email
    letter.save(update_fields=["subject", "text", "html", "unsubscribe_url", "to_address"])


def as_email(letter: OutboxMail) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers=_headers(letter),
    )
    if letter.html:
        email.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        # Last, as the richest: Outlook puts it into the calendar (RFC 6047, 2.4).
        method = "CANCEL" if "METHOD:CANCEL" in letter.calendar else "REQUEST"
        email.attach_alternative(letter.calendar, f"text/calendar; method={method}")
    return email


def _headers(letter: OutboxMail) -> dict[str, str]:
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.dated_at),
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe_url:
        # The mail program's own button posts to the address, and asks nothing more (RFC 8058).
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def put_off(letter: OutboxMail, until: datetime, reason: str = "") -> str:
    """It was never tried: its attempts are kept."""
    soonest = clock.now() + SHORTEST_PAUSE
    _mine(letter).update(next_attempt_at=max(until, soonest), leased_until=None, reason=reason)
    return MailState.WAITING


@transaction.atomic
def try_again(letter: OutboxMail, failure: Failure) -> str:
    """Later, or never when it is of no use."""
    attempts, pause = letter.attempts + 1, failure.meaning.pause
    if failure.meaning.blames_address:
        count_refusal(address=letter.to_address, said=failure.reason())
    if pause is None or attempts >= MAX_ATTEMPTS:
        return end(letter, MailState.DEAD, failure.reason(), failure.code)
    _mine(letter).update(
        attempts=attempts,
        next_attempt_at=clock.now() + min(pause * 2 ** (attempts - 1), LONGEST_PAUSE),
        leased_until=None,
        reason=failure.reason(),
        smtp_code=failure.code,
    )
    return MailState.WAITING


def end(letter: OutboxMail, state: str, reason: str = "", code: int | None = None) -> str:
    # The demo keeps the text: its mailbox page is the only place to read it.
    forgets = letter.kind in WITH_A_KEY and not settings.DEMO
    is_sent = state == MailState.SENT  # true whoever holds it by now
    (OutboxMail.objects.filter(pk=letter.pk) if is_sent else _mine(letter)).update(
        **({"text": "", "html": "", "calendar": ""} if forgets else {}),
        state=state,
        reason=reason[:300],
        smtp_code=code,
        sent_at=clock.now() if is_sent else None,
        attempts=letter.attempts + 1,
        leased_until=None,
    )
    return state


def _mine(letter: OutboxMail) -> QuerySet[OutboxMail]:
    """The letter, unless its lease ran out meanwhile: then another worker says how it ended."""
    return OutboxMail.objects.filter(pk=letter.pk, leased_until=letter.leased_until)
