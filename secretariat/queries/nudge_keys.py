"""Keys in mails: each opens one thing for one person, without signing in, and not for ever."""

from django.core import signing

from netvaerk.nudges import Waiting
from netvaerk.people.models import Person
from secretariat.models import Nudge
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import still_waits

TOKEN_SALT = "nudge answer"  # noqa: S105 a salt is no secret
STOP_SALT = "nudges stop"
A_DAY = 24 * 60 * 60
ANSWERED_WITHIN = 30 * A_DAY
STOPPED_WITHIN = 90 * A_DAY


def token_for(nudge: Nudge) -> str:
    """The right to answer this one question, while it is the same waiting."""
    return signing.dumps(nudge.pk, salt=TOKEN_SALT)


def nudge_of_token(token: str) -> Nudge | None:
    """The question that the key was made for; None when it is forged, old or nobody's."""
    key = _read(token, TOKEN_SALT, ANSWERED_WITHIN)
    asked = Nudge.objects.filter(recipient__is_active=True).select_related("recipient")
    return asked.filter(pk=key).first() if key else None


def still_asked(nudge: Nudge) -> Waiting | None:
    """What it asks about, if that still waits and has not begun anew since."""
    if nudge.rule not in RULE_OF:
        return None
    waiting = still_waits(RULE_OF[nudge.rule], nudge.recipient, nudge.subject)
    return waiting if waiting and waiting.since <= nudge.since else None


def stop_token_for(person: Person) -> str:
    """The right to say no to more nudges by mail, and to nothing else."""
    return signing.dumps(person.pk, salt=STOP_SALT)


def person_of_stop_token(token: str) -> Person | None:
    key = _read(token, STOP_SALT, STOPPED_WITHIN)
    return Person.objects.active().filter(pk=key).first() if key else None


def _read(token: str, salt: str, seconds: int) -> int | None:
    try:
        key = signing.loads(token, salt=salt, max_age=seconds)
    except signing.BadSignature:
        return None
    return key if isinstance(key, int) else None
