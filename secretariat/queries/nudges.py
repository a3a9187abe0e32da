"""What waits for whom, as the nudges see it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from netvaerk import clock, compiled
from netvaerk.nudges import Rule, Waiting
from netvaerk.people.models import Person
from secretariat.enums import Channel, WhyNot
from secretariat.models import Nudge, NudgeChoice, NudgeRule, Snooze
from secretariat.nudges import RULE_OF, RULES

# Rule, what it is about (its primary key), and whom it waits for.
Matter = tuple[str, str, int]


def everything_waiting_for(person: Person) -> list[Waiting]:
    """All that waits for one person, in one query; snoozed and not yet overdue included."""
    return [Waiting(*row) for row in compiled.rows(waiting_for_one, person.pk)]


def waiting_for_one(person: int) -> QuerySet:
    """All that waits for the person of this primary key."""
    return _by(RULES, Person.objects.active().filter(pk=person))


def waiting_for(people: QuerySet, rules: Sequence[Rule] = RULES) -> list[Waiting]:
    """All that waits for the people by the rules, in one query."""
    return [Waiting(*row) for row in _by(rules, people)] if rules else []


def _by(rules: Sequence[Rule], people: QuerySet) -> QuerySet:
    first, *others = (rule.waiting(people) for rule in rules)
    return first.union(*others, all=True)


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


@dataclass(frozen=True)
class LastLook:
    """How some nudges stand the moment before they are sent, by primary key."""

    waiting: dict[int, Waiting]  # those that are still so, as they stand now
    gone: dict[int, WhyNot]  # those that should not be sent after all


def last_look(nudges: Sequence[Nudge], *, on: Set[str]) -> LastLook:
    """Take it in a fixed number of queries, however many nudges there are.

    Is the rule still `on`, does the person still want it by mail, does it still wait for them,
    have they answered, and has it been asked anew since?
    """
    people = Person.objects.filter(pk__in={nudge.recipient_id for nudge in nudges})
    rules = [RULE_OF[key] for key in sorted({nudge.rule for nudge in nudges} & RULE_OF.keys())]
    look = _Look(
        on=on,
        waiting={
            (one.rule, one.subject, one.recipient): one
            for one in waiting_for(people.active(), rules)
        },
        snoozes=_snoozes(people),
        choices={
            (person, kind): channel
            for person, kind, channel in NudgeChoice.objects.filter(person__in=people).values_list(
                "person", "kind", "channel"
            )
        },
        newest=_newest(nudges),
    )
    gone = {nudge.pk: why for nudge in nudges if (why := look.at(nudge))}
    return LastLook(
        waiting={
            nudge.pk: look.waiting[matter_of(nudge)] for nudge in nudges if nudge.pk not in gone
        },
        gone=gone,
    )


def matter_of(nudge: Nudge) -> Matter:
    return nudge.rule, nudge.subject, nudge.recipient_id


@dataclass(frozen=True)
class _Look:
    """How things stand for the people of some nudges."""

    on: Set[str]
    waiting: dict[Matter, Waiting]
    snoozes: dict[Matter, tuple[datetime | None, datetime]]
    choices: dict[tuple[int, str], int]
    newest: dict[Matter, int]

    def at(self, nudge: Nudge) -> WhyNot | None:
        """Why it should not be sent; what was given up before stays so."""
        if nudge.skipped_because:
            return WhyNot(nudge.skipped_because)
        return self._of_the_person(nudge) or self._of_the_matter(nudge)

    def _of_the_person(self, nudge: Nudge) -> WhyNot | None:
        if not nudge.recipient.is_active:
            return WhyNot.CLOSED
        if not nudge.recipient.wants_nudges_by_mail:
            return WhyNot.NO_MAIL
        kind = RULE_OF[nudge.rule].kind if nudge.rule in RULE_OF else ""
        wants = self.choices.get((nudge.recipient_id, kind))
        return WhyNot.PAGE if wants == Channel.PAGE else None

    def _of_the_matter(self, nudge: Nudge) -> WhyNot | None:
        if nudge.rule not in self.on or nudge.rule not in RULE_OF:
            return WhyNot.RULE_OFF
        matter = matter_of(nudge)
        waiting = self.waiting.get(matter)
        if waiting is None or waiting.since > nudge.since:
            return WhyNot.SETTLED
        until, answered_at = self.snoozes.get(matter, (None, None))
        if answered_at and answered_at >= waiting.since:
            return WhyNot.SNOOZED if until else WhyNot.NOT_RELEVANT
        return WhyNot.NEWER if self.newest[matter] > nudge.pk else None


def _newest(nudges: Sequence[Nudge]) -> dict[Matter, int]:
    """The last time that each matter was to be asked about, in these letters or in others."""
    asked = Nudge.objects.filter(
        skipped_because="",
        recipient__in={nudge.recipient_id for nudge in nudges},
        rule__in={nudge.rule for nudge in nudges},
        subject__in={nudge.subject for nudge in nudges},
    ).order_by()
    found = asked.values_list("rule", "subject", "recipient").annotate(last=Max("pk"))
    return {(rule, subject, recipient): last for rule, subject, recipient, last in found}


def _snoozes(people: QuerySet) -> dict[Matter, tuple[datetime | None, datetime]]:
    in_force = Snooze.objects.in_force(clock.now()).filter(recipient__in=people)
    return {
        (rule, subject, recipient): (until, at)
        for rule, subject, recipient, until, at in in_force.values_list(
            "rule", "subject", "recipient", "until", "answered_at"
        )
    }
