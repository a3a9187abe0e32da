"""What it means when the mail server doesn't take a letter: whose it is to mend, and when to try
again."""

import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.words import Words


@dataclass(frozen=True)
class Meaning:
    words: Words
    # Before the second try, and twice as long each time; None: there is no second.
    pause: timedelta | None = None
    blames_address: bool = False
    blames_us: bool = False  # the operator mends it


class Step(Enum):
    """What had been said when the answer came."""

    GREETING = "greeting"  # connecting, saying hello, signing in
    SENDER = "sender"
    RECIPIENT = "recipient"
    TEXT = "text"


# These hold every letter back, and cost none of them an attempt.
AWAY = Meaning(gettext_lazy("Mailserveren svarer ikke"))
UNKNOWN_TO_IT = Meaning(gettext_lazy("Mailserveren tager ikke imod mail fra os"))
SET_UP_WRONGLY = Meaning(gettext_lazy("Mailserveren er sat forkert op hos os"))

CUT_OFF = Meaning(gettext_lazy("Forbindelsen til mailserveren blev afbrudt"), timedelta(minutes=1))
LATER = Meaning(
    gettext_lazy("Modtagerens mailserver vil have, at vi prøver igen senere"), timedelta(minutes=5)
)
FULL = Meaning(gettext_lazy("Modtagerens postkasse er fuld"), timedelta(hours=1))
NO_ROOM = Meaning(gettext_lazy("Mailserveren har ikke plads lige nu"), timedelta(hours=1))
NOT_ALLOWED = Meaning(
    gettext_lazy("Mailserveren må ikke sende fra os til adressen"),
    timedelta(minutes=15),
    blames_us=True,
)
NO_SUCH = Meaning(
    gettext_lazy("Adressen findes ikke hos modtagerens mailserver"), blames_address=True
)
REFUSED = Meaning(
    gettext_lazy("Modtagerens mailserver tager ikke imod mail til adressen"),
    blames_address=True,
)
UNWANTED = Meaning(gettext_lazy("Mailserveren tager ikke imod mailens indhold"))
TOO_BIG = Meaning(gettext_lazy("Mailen er for stor til mailserveren"))
NOT_READY = Meaning(gettext_lazy("Mailen kunne ikke gøres klar"), timedelta(minutes=2))

# To what → which answer (its code, then its own words) → what it means. The first that fits counts.
# 4xx is "not now" and 5xx is "no" (RFC 5321, 4.2.1); 5.7 is "you may not" (RFC 3463, 3.8), and is
# said to a relay that isn't let through just as often as to a letter.
ANSWERS: dict[Step, tuple[tuple[str, Meaning], ...]] = {
    Step.GREETING: ((r"421|4|-1", AWAY), (r"", UNKNOWN_TO_IT)),
    Step.SENDER: ((r"421", CUT_OFF), (r"4", AWAY), (r"552", TOO_BIG), (r"", UNKNOWN_TO_IT)),
    Step.RECIPIENT: (
        (r"421", CUT_OFF),
        (r"452|552|\d* 5\.2\.2\b", FULL),
        (r"53|5\d\d 5\.7\.", NOT_ALLOWED),
        (r"550", NO_SUCH),
        (r"5", REFUSED),
        (r"", LATER),
    ),
    Step.TEXT: (
        (r"421", CUT_OFF),
        (r"452", NO_ROOM),
        (r"552", TOO_BIG),
        (r"5\d\d 5\.1\.", NO_SUCH),  # some look the address up only now
        (r"5", UNWANTED),
        (r"", LATER),
    ),
}
ADDRESSES = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Failure:
    meaning: Meaning
    code: int | None = None
    said: str = ""

    def reason(self) -> str:
        """In words for people first, and then in the server's own."""
        words = str(self.meaning.words)
        if self.code is None:
            return f"{words} ({self.said})" if self.said else words
        said = _("Serveren skrev: »{said}«").format(said=self.said) if self.said else ""
        return ". ".join(filter(None, [f"{words} ({self.code})", said]))[:300]


def why_no_connection(error: Exception) -> Failure:
    """What stood in the way before any letter was shown to the server."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(Step.GREETING, error.smtp_code, error.smtp_error)
    is_away = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPNotSupportedError)
    return Failure(AWAY if is_away else SET_UP_WRONGLY, said=type(error).__name__)


def why_not_taken(error: Exception, *, subject: str = "") -> Failure:
    """What the server made of a letter; its answer may quote the letter, and that is left out."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            [(code, said)] = error.recipients.values()
            return _answered(Step.RECIPIENT, code, said)
        case smtplib.SMTPSenderRefused():
            return _answered(Step.SENDER, error.smtp_code, error.smtp_error)
        case smtplib.SMTPDataError():
            return _answered(Step.TEXT, error.smtp_code, error.smtp_error, hidden=subject)
        case OSError():  # whatever smtplib raises is one, and so is a wire that breaks
            return Failure(CUT_OFF)
    return not_ready(error)


def not_ready(error: Exception) -> Failure:
    """It is the letter itself that fails; what the error says may be the letter's own words."""
    return Failure(NOT_READY, said=type(error).__name__)


def _answered(step: Step, code: int, said: bytes | str, *, hidden: str = "") -> Failure:
    words = _clean(said)
    meaning = next(
        meaning for pattern, meaning in ANSWERS[step] if re.match(pattern, f"{code} {words}")
    )
    if step is Step.TEXT:
        words = ADDRESSES.sub("…", words.replace(hidden, "…") if hidden else words)
    return Failure(meaning, code if 100 <= code <= 999 else None, words)


def _clean(said: object) -> str:
    """An answer of several lines on one, without what PostgreSQL can't hold."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.replace("\0", " ").split())[:200]
