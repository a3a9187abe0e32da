"""A nudge answered in one click."""

from datetime import timedelta

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from secretariat.enums import NudgeAnswer
from secretariat.models import Nudge, Snooze
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import still_waits

SNOOZE = timedelta(days=7)


@transaction.atomic
def answer_nudge(*, by: Person, rule: str, subject: str, answer: str) -> Snooze:
    """ "Ikke nu" rests it for a week; "ikke relevant" for as long as it is the same waiting."""
    require(rule in RULE_OF and still_waits(RULE_OF[rule], by, subject) is not None)
    require(answer == NudgeAnswer.NOT_NOW or not RULE_OF[rule].asked_in_person)
    now = clock.now()
    snooze, _ = Snooze.objects.update_or_create(
        rule=rule,
        subject=subject,
        recipient=by,
        defaults={
            "until": now + SNOOZE if answer == NudgeAnswer.NOT_NOW else None,
            "answered_at": now,
        },
    )
    # What was asked is answered, each question once.
    Nudge.objects.filter(rule=rule, subject=subject, recipient=by, answer="").update(
        answer=answer, answered_at=now
    )
    record(by=by, verb="answer_nudge", subject=snooze, rule=rule, answer=str(answer))
    return snooze
