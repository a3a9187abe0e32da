"""What a rule would do if it asked now: who would get what, who would not and why, and when."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from secretariat.enums import Channel, WhyNot
from secretariat.models import NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.queries.nudge_ledger import title_for_the_desk
from secretariat.queries.nudge_timing import Timing, timing
from secretariat.queries.outlook import Candidate, outlook

ROWS = 200


@dataclass(frozen=True)
class Line:
    """One thing that waits for one person."""

    person: Person
    about: str
    since: datetime
    outcome: str  # how they would be asked, or why not
    is_asked: bool


@dataclass(frozen=True)
class DryRun:
    active_from: date
    asked: int
    people: int | None  # how many different ones, when all are among the lines
    not_asked: list[tuple[str, int]]
    lines: list[Line]
    today: str
    leaves_at: datetime | None

    @property
    def left_out(self) -> int:
        """How many things there are besides the lines."""
        return self.asked + sum(count for _why, count in self.not_asked) - len(self.lines)


def dry_run(rule: NudgeRule, active_from: date) -> DryRun:
    """As if the rule were turned on now, from that day. Changes nothing; four queries."""
    wording = copy.copy(rule)
    wording.active_from = active_from
    found = outlook(RULE_OF[rule.key], wording, limit=ROWS)
    counts = dict(found.counts)
    asked = counts.pop("", 0)
    people = _people(one.recipient for one in found.candidates)
    to_ask = [one for one in found.candidates if not one.why_not]
    when = timing()
    return DryRun(
        active_from=active_from,
        asked=asked,
        people=len({one.recipient for one in to_ask}) if len(to_ask) == asked else None,
        not_asked=[(str(why.label), counts[why]) for why in WhyNot if why in counts],
        lines=[_line(rule, one, people[one.recipient]) for one in found.candidates],
        today=_today(rule, when),
        leaves_at=_first_to_leave(rule, when, to_ask),
    )


def _people(keys: Iterable[int]) -> dict[int, Person]:
    return Person.objects.select_related("unit").in_bulk(list(set(keys)))


def _line(rule: NudgeRule, one: Candidate, person: Person) -> Line:
    outcome = WhyNot(one.why_not).label if one.why_not else Channel(one.channel).label
    return Line(
        person=person,
        about=title_for_the_desk(rule.key, one.title),
        since=one.since,
        outcome=str(outcome),
        is_asked=not one.why_not,
    )


def _today(rule: NudgeRule, when: Timing) -> str:
    """Whether anybody is asked today, and by this rule."""
    if rule.pk in when.resting:
        return _("Reglen har en stille periode i dag, så den spørger ikke, før den er forbi.")
    return when.today()


def _first_to_leave(rule: NudgeRule, when: Timing, to_ask: list[Candidate]) -> datetime | None:
    if rule.pk in when.resting or not to_ask:
        return None
    return min(when.leaves_at(Channel(channel)) for channel in {one.channel for one in to_ask})
