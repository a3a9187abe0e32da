"""A nudge answered: it rests for a while, or it is not for me."""

from datetime import timedelta

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import NotPossibleNow, require
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Nudge, Snooze
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import still_waits

# How long "ikke nu" may be, in days.
RESTS = (3, 7, 30)
USUAL_REST = 7


@transaction.atomic
def answer_nudge(
    *,
    by: Person,
    rule: str,
    subject: str,
    answer: str,
    days: int = USUAL_REST,
    word: str = "",
) -> Snooze:
    """ "Ikke nu" rests it for some days; "ikke relevant" for as long as it is the same waiting.

    A word may say to the secretariat why it is not relevant.
    """
    waiting = still_waits(RULE_OF[rule], by, subject) if rule in RULE_OF else None
    if waiting is None:
        raise NotPossibleNow
    rests = answer == NudgeAnswer.NOT_NOW
    if not rests:
        require(answer == NudgeAnswer.NOT_RELEVANT and not RULE_OF[rule].asked_in_person)
    require(days in RESTS)
    now = clock.now()
    snooze, _ = Snooze.objects.update_or_create(
        rule=rule,
        subject=subject,
        recipient=by,
        defaults={
            "until": now + timedelta(days=days) if rests else None,
            "answered_at": now,
            "word": "" if rests else word,
        },
    )
    # What was asked since it began to wait is answered, each question once.
    asked = Nudge.objects.filter(rule=rule, subject=subject, recipient=by, answer="")
    asked.filter(since__gte=waiting.since).update(answer=answer, answered_at=now)
    why_not = WhyNot.SNOOZED if rests else WhyNot.NOT_RELEVANT
    Nudge.objects.pending().filter(rule=rule, subject=subject, recipient=by).update(
        skipped_because=why_not
    )
    record(by=by, verb="answer_nudge", subject=snooze, rule=rule, answer=str(answer))
    return snooze
