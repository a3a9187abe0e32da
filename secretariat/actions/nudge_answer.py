"""A nudge answered: it rests for a while, or it is not for me."""

from datetime import timedelta

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import NotPossibleNow, require
from secretariat.enums import NudgeAnswer
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
    planned = Nudge.objects.filter(rule=rule, subject=subject, recipient=by)
    # What nobody has seen is planned anew when the rest is over.
    planned.pending().delete()
    # What was asked since it began to wait is answered, each question once.
    asked = planned.filter(since__gte=waiting.since, answer="")
    asked.update(answer=answer, answered_at=now)
    record(by=by, verb="answer_nudge", subject=snooze, rule=rule, answer=str(answer))
    return snooze
