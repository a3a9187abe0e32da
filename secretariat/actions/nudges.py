"""Nudges: planned from state in one statement a rule, and answered in one click."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import ngettext_lazy

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.nudges import Rule
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import require
from secretariat.enums import NudgeAnswer
from secretariat.models import Nudge, NudgeRule, Snooze
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import still_waits

SNOOZE = timedelta(days=7)
TOKEN_SALT = "nudge"  # noqa: S105 a salt is no secret

# What has waited past the rule's delay falls into periods of `repeat_days`, counted from the
# moment it was due. Only the present period is planned: a day without beat gives one nudge.
PLAN = """
INSERT INTO secretariat_nudge
    (rule, subject, recipient_id, period, since, title, place, planned_at)
SELECT w.waiting_rule, w.waiting_subject, w.waiting_recipient, due.period,
       w.waiting_since, left(w.waiting_title, 200), w.waiting_place, %(now)s
FROM ({waiting}) AS w
CROSS JOIN LATERAL (
    SELECT w.waiting_since + make_interval(days => %(delay)s) AS first
) AS wait
CROSS JOIN LATERAL (
    SELECT ((wait.first + make_interval(days => %(repeat)s * floor(
        extract(epoch FROM %(now)s::timestamptz - wait.first) / 86400 / %(repeat)s
    )::int)) AT TIME ZONE 'Europe/Copenhagen')::date AS period
) AS due
WHERE wait.first <= %(now)s AND due.period >= %(active_from)s
AND NOT EXISTS (
    SELECT FROM secretariat_snooze AS s
    WHERE s.rule = w.waiting_rule AND s.subject = w.waiting_subject
    AND s.recipient_id = w.waiting_recipient AND s.answered_at >= w.waiting_since
    AND (s.until IS NULL OR s.until > %(now)s)
)
ON CONFLICT (rule, subject, recipient_id, period) DO NOTHING
RETURNING id
"""


def plan_nudges() -> int:
    """Plan every rule that is on; returns how many new nudges were written.

    Any number of schedulers may do this at once: the unique key lets each nudge in once.
    """
    rules = NudgeRule.objects.on().filter(key__in=RULE_OF)
    return sum(_plan(RULE_OF[wording.key], wording) for wording in rules)


@transaction.atomic
def _plan(rule: Rule, wording: NudgeRule) -> int:
    people = Person.objects.active().filter(wants_nudges_by_mail=True)
    waiting, waiting_params = rule.waiting(people).query.sql_with_params()
    moments: dict[str, Any] = {
        "now": clock.now(),
        "delay": wording.delay_days,
        "repeat": wording.repeat_days,
        "active_from": wording.active_from,
    }
    # The waiting set brings positional parameters; name them, so that both fit one statement.
    names = {f"w{position}": value for position, value in enumerate(waiting_params)}
    named = waiting % tuple(f"%({name})s" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(PLAN.format(waiting=named), {**moments, **names})
        new = [pk for (pk,) in cursor.fetchall()]
    for nudge in Nudge.objects.filter(pk__in=new).select_related("recipient"):
        queue_mail(
            to=nudge.recipient,
            cause=f"nudge:{nudge.pk}",
            kind="nudge",
            letter=letter_about(nudge, rule, wording),
        )
    return len(new)


def letter_about(nudge: Nudge, rule: Rule, wording: NudgeRule) -> Letter:
    """The mail that asks, in the recipient's language."""
    with translation.override(nudge.recipient.language):
        days = (clock.now() - nudge.since).days
        waited = str(ngettext_lazy("%(days)d dag", "%(days)d dage", days) % {"days": days})
    answer_path = reverse("secretariat:nudge_letter", args=[token_for(nudge)])
    return Letter(
        subject=wording.subject.format(title=nudge.title, waited=waited),
        paragraphs=[wording.question.format(title=nudge.title, waited=waited)],
        why=wording.why,
        button_label=format_lazy("{}", rule.action),
        button_path=reverse(rule.view, kwargs={rule.place_name: nudge.place}),
        not_now_path=f"{answer_path}?svar={NudgeAnswer.NOT_NOW}",
        not_relevant_path=""
        if rule.asked_in_person
        else f"{answer_path}?svar={NudgeAnswer.NOT_RELEVANT}",
    )


def token_for(nudge: Nudge) -> str:
    """A signed right to answer this one question, without signing in."""
    return signing.dumps([nudge.rule, nudge.subject, nudge.recipient_id], salt=TOKEN_SALT)


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
    record(by=by, verb="answer_nudge", subject=snooze, rule=rule, answer=str(answer))
    return snooze
