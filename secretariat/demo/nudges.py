"""The planner at work in the demo's past: what it asked, and what some people answered."""

from datetime import time, timedelta

from netvaerk import clock
from netvaerk.people.actions.mail import lay_in_mailboxes
from netvaerk.people.models import Person
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_rules import turn_on_rule
from secretariat.actions.planner import gather_letters, plan_nudges, settle_nudges
from secretariat.demo.networks import LEAD
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline, at
from secretariat.enums import NudgeAnswer
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import still_waits

BEGAN_DAYS_AGO = 60
# Seldom enough that the story is told in seconds.
EVERY_DAYS = 4


def tell_nudges(story: Story, timeline: Timeline) -> None:
    timeline.ago(BEGAN_DAYS_AGO, _turn_on, lead=story.people[LEAD])
    for days in range(BEGAN_DAYS_AGO, 0, -EVERY_DAYS):
        timeline.ago(days, _a_round_of_post)
    for row in story.text["nudge_answer"]:
        who = story.people[row["person"]]
        timeline.ago(row["days_ago"], _answer, who=who, word=row.get("word", ""))


def _turn_on(lead: Person) -> None:
    for rule in NudgeRule.objects.filter(key__in=RULE_OF, is_on=False):
        turn_on_rule(by=lead, rule=rule, active_from=clock.today())


def _a_round_of_post() -> None:
    """What fell due before the town hall opened, and the letters that left when it did."""
    opening = at(clock.today(), time(8))
    with clock.set_to(opening - timedelta(hours=1)):
        settle_nudges()
        plan_nudges()
    with clock.set_to(opening):
        gather_letters()
        lay_in_mailboxes(dated_before=opening + timedelta(seconds=1))


def _answer(who: Person, word: str) -> None:
    """To the oldest question that may be waved away: with a word it is, else it rests."""
    may_be_waved_away = [rule.key for rule in RULE_OF.values() if not rule.asked_in_person]
    asked = Nudge.objects.filter(
        recipient=who, answer="", settled_at=None, rule__in=may_be_waved_away
    )
    waiting = (one for one in asked.order_by("id") if _waits(one, who))
    if nudge := next(waiting, None):
        answer = NudgeAnswer.NOT_RELEVANT if word else NudgeAnswer.NOT_NOW
        answer_nudge(by=who, rule=nudge.rule, subject=nudge.subject, answer=answer, word=word)


def _waits(nudge: Nudge, who: Person) -> bool:
    return still_waits(RULE_OF[nudge.rule], who, nudge.subject) is not None
