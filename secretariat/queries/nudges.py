"""What waits for whom, as the nudges see it."""

from datetime import datetime, timedelta

from netvaerk import clock
from netvaerk.nudges import Rule, Waiting
from netvaerk.people.models import OutboxMail, Person
from secretariat.models import Nudge, NudgeRule, Snooze
from secretariat.nudges import RULE_OF, RULES


def everything_waiting_for(person: Person) -> list[Waiting]:
    """All that waits for one person, in one query; snoozed and not yet overdue included."""
    me = Person.objects.active().filter(pk=person.pk)
    first, *others = (rule.waiting(me) for rule in RULES)
    return [Waiting(*row) for row in first.union(*others, all=True)]


def still_waits(rule: Rule, person: Person, subject: str) -> Waiting | None:
    """The one thing that waits for the person, or None when it is done or no longer theirs."""
    if "\0" in subject:  # comes from a form, and PostgreSQL can't hold it
        return None
    me = Person.objects.active().filter(pk=person.pk)
    row = rule.waiting(me).filter(waiting_subject=subject)[:1]
    return next((Waiting(*values) for values in row), None)


def snoozes_of(person: Person) -> dict[tuple[str, str], datetime]:
    """(rule, subject) → when the person answered, for answers still in force."""
    in_force = Snooze.objects.in_force(clock.now()).filter(recipient=person)
    return {
        (rule, subject): at
        for rule, subject, at in in_force.values_list("rule", "subject", "answered_at")
    }


def is_snoozed(waiting: Waiting, snoozes: dict[tuple[str, str], datetime]) -> bool:
    """An answer counts for what had begun to wait before it."""
    answered_at = snoozes.get((waiting.rule, waiting.subject))
    return answered_at is not None and answered_at >= waiting.since


def is_overdue(waiting: Waiting, delays: dict[str, int]) -> bool:
    """It has waited as long as the secretariat lets it before asking."""
    days = delays.get(waiting.rule)
    return days is not None and waiting.since + timedelta(days=days) <= clock.now()


def delays() -> dict[str, int]:
    """Rule key → days before it is asked about."""
    return dict(NudgeRule.objects.values_list("key", "delay_days"))


def reason_not_to_nudge(mail: OutboxMail) -> str:
    """The last look before a nudge leaves: still on, still wanted, still waiting?"""
    nudge = (
        Nudge.objects.filter(pk=mail.cause.removeprefix("nudge:"))
        .select_related("recipient")
        .first()
    )
    if nudge is None:
        return "The nudge is gone"
    if not nudge.recipient.is_active or not nudge.recipient.wants_nudges_by_mail:
        return "The person does not want nudges by mail"
    if not NudgeRule.objects.on().filter(key=nudge.rule).exists():
        return "The rule is off"
    waiting = still_waits(RULE_OF[nudge.rule], nudge.recipient, nudge.subject)
    if waiting is None or waiting.since > nudge.since:
        return "It no longer waits for the person"
    return "The person has answered" if is_snoozed(waiting, snoozes_of(nudge.recipient)) else ""
