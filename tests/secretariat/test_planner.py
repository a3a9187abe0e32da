"""The planner: each question once a period, to whom and as often as the desk has said."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL

from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.enums import MailState, Part, Role
from netvaerk.people.models import Heartbeat, Person, RefusedAddress
from networks.enums import EndedBecause
from secretariat.actions.choices import choose_nudges
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_rules import turn_off_rule, turn_on_rule
from secretariat.actions.planner import plan_nudges
from secretariat.enums import Audience, Channel, NudgeAnswer, WhyNot
from secretariat.models import Nudge
from secretariat.nudges import RULE_OF
from secretariat.queries.outlook import outlook
from tests.factories.networks import make_learning, make_member, make_network
from tests.factories.networks.meeting import make_meeting
from tests.factories.nudge_ledger import make_letter, make_nudge
from tests.secretariat.planning import MONDAY, NOTHING_LEARNED, at, make_quiet, rule_on, whys

DAY = timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, clock, mia, bo, karen, ali):
    """Established on Monday at ten; Mia leads it, Ali is in, and nothing is learned in it."""
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def rule_about_people(since, *, key="about_people", **how) -> Rule:
    """A rule of the test's own: each person waits for themselves."""

    def find(people):
        found = people.annotate(one=F("pk") % 1000).filter(Q(one__gte=0))  # a literal % in the SQL
        return waiting_set(found, recipient=F("pk"), since=since, place="pk", network=None, **how)

    return Rule(key, NudgeKind.HOUSE, find, "{title}", "Gør det", "front", "person_id")


def test_the_same_question_has_room_for_one_nudge_a_period(db, mia, bo):
    asked = {"rule": NOTHING_LEARNED, "subject": "1", "period": MONDAY.date()}
    make_nudge(mia, **asked)
    for other in ({"period": MONDAY.date() + DAY}, {"subject": "2"}, {"rule": "meeting_unnoted"}):
        make_nudge(mia, **asked | other)
    make_nudge(bo, **asked)
    with pytest.raises(IntegrityError, match="one_nudge_a_period"), transaction.atomic():
        make_nudge(mia, **asked)


def test_a_week_without_beat_gives_one_nudge_and_then_goes_on_as_before(network, clock):
    rule_on(delay=0, repeat=1)
    clock.shift(7 * DAY)
    assert [plan_nudges() for _ in range(3)] == [1, 0, 0]
    clock.shift(DAY)
    assert [plan_nudges(), plan_nudges()] == [1, 0]
    assert set(Nudge.objects.values_list("period", flat=True)) == {
        date(2026, 9, 14),
        date(2026, 9, 15),
    }


def test_nothing_is_asked_before_the_hour_at_which_it_is_due(network, clock):
    rule_on(delay=21)
    clock.shift(21 * DAY - timedelta(minutes=1))
    assert plan_nudges() == 0
    clock.shift(timedelta(minutes=1))
    assert plan_nudges() == 1


def test_what_should_have_been_asked_before_the_first_day_is_not_asked_after_it(network, clock):
    rule_on(delay=21, repeat=7, active_from=date(2026, 10, 1))  # due on 28 September
    at(clock, 2026, 10, 1, 12)
    assert plan_nudges() == 0
    at(clock, 2026, 10, 5, 12)
    assert plan_nudges() == 1
    assert Nudge.objects.get().period == date(2026, 10, 5)


def test_no_more_is_asked_than_the_rule_allows(network, clock):
    rule_on(delay=0, repeat=7, at_most=2)
    asked = []
    for _ in range(4):
        asked.append(plan_nudges())
        clock.shift(7 * DAY)
    assert asked == [1, 1, 0, 0]


def test_what_was_not_asked_does_not_count_against_the_rules_limit(network, clock, mia):
    rule_on(delay=0, repeat=7, at_most=2)
    choose_nudges(by=mia, wants_mail=False, choices={})
    for _ in range(3):
        assert plan_nudges() == 0
        clock.shift(7 * DAY)
    choose_nudges(by=mia, wants_mail=True, choices={})
    # What was planned, and found to be settled before it was sent, was not asked either.
    assert plan_nudges() == 1
    Nudge.objects.filter(skipped_because="").update(skipped_because=WhyNot.RULE_OFF)
    asked = []
    for _ in range(4):
        clock.shift(7 * DAY)
        asked.append(plan_nudges())
    assert asked == [1, 1, 0, 0]


def test_the_limit_is_counted_anew_when_the_matter_begins_anew(network, clock):
    rule_on(delay=0, repeat=7, at_most=1)
    assert plan_nudges() == 1
    clock.shift(7 * DAY)
    assert plan_nudges() == 0
    make_learning(network)
    clock.shift(7 * DAY)
    assert plan_nudges() == 1


def test_what_begins_anew_on_the_day_it_was_asked_is_asked_again_once(network, clock):
    wording = rule_on(delay=0, repeat=7)
    assert plan_nudges() == 1
    clock.shift(timedelta(hours=1))
    make_learning(network)
    clock.shift(timedelta(hours=1))
    assert [plan_nudges(), plan_nudges()] == [1, 0]
    assert outlook(RULE_OF[NOTHING_LEARNED], wording).counts == {WhyNot.ASKED: 1}
    clock.shift(DAY)
    assert plan_nudges() == 0
    clock.shift(7 * DAY)
    assert plan_nudges() == 1


def test_a_rule_asked_more_often_from_now_on_does_not_ask_twice_at_once(network, clock):
    rule = rule_on(delay=0, repeat=14)
    clock.shift(14 * DAY)
    assert plan_nudges() == 1
    rule.repeat_days = 30
    rule.save()
    assert plan_nudges() == 0
    clock.shift(16 * DAY)
    assert plan_nudges() == 1


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        (Audience.EVERYONE, {"Mia", "Bo", "Dorte", "Karen", "Sanne", "Ali", "Eva", "Noor"}),
        (Audience.EMPLOYEES, {"Mia", "Bo", "Dorte", "Karen", "Sanne", "Ali", "Eva"}),
        (Audience.GUESTS, {"Noor"}),
        (Audience.CHIEFS, {"Bo", "Dorte"}),
        (Audience.LEADERS, {"Mia"}),
        (Audience.INSIDE, {"Mia", "Ali"}),
        (Audience.SECRETARIAT, {"Karen", "Sanne"}),
    ],
)
def test_only_those_of_the_rules_audience_are_asked(
    network, clock, monkeypatch, audience, asked, dorte, sanne, eva, noor
):
    make_member(network, eva)
    eva.memberships.update(ended_at=MONDAY, ended_because=EndedBecause.LEFT)
    Person.objects.create(
        email="borte@demo.example", first_name="Borte", roles=list(Role), is_active=False
    )
    rule = rule_about_people(Value(MONDAY), title="email")
    monkeypatch.setitem(RULE_OF, rule.key, rule)
    wording = rule_on(rule.key, delay=0, audience=audience)
    others = {WhyNot.AUDIENCE: 8 - len(asked)} if len(asked) < 8 else {}
    assert outlook(rule, wording).counts == {"": len(asked), **others}
    plan_nudges()
    assert {name for name, _ in whys()} == asked


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ((2026, 9, 12, 12), 0),  # a Saturday
        ((2026, 9, 13, 12), 0),
        ((2026, 9, 14, 0), 1),  # before the office opens, so that the morning's letter is ready
        ((2026, 12, 24, 10), 0),
        ((2026, 12, 28, 10), 1),
        ((2027, 3, 29, 10), 0),  # Easter Monday
        ((2027, 3, 30, 10), 1),
    ],
)
def test_on_a_day_off_nobody_is_asked(network, clock, day, asked):
    rule_on(delay=0, repeat=1)
    at(clock, *day)
    assert plan_nudges() == asked
    assert Heartbeat.objects.get(part=Part.PLANNER).beat_at is not None


def test_what_fell_due_over_the_weekend_is_asked_about_once_on_monday(network, clock):
    rule_on(delay=0, repeat=1)
    plan_nudges()
    asked = []
    for _ in range(7):
        clock.shift(DAY)
        asked.append(plan_nudges())
    assert asked == [1, 1, 1, 1, 0, 0, 1]


def test_a_quiet_period_of_all_rests_everything_and_one_of_a_rule_only_that(network, clock):
    quiet, loud = rule_on(delay=0, repeat=7), rule_on("agreement_missing", delay=0)
    Person.objects.filter(first_name="Ali").update(line_manager=network.reference_leader)
    make_quiet(date(2026, 9, 7), date(2026, 9, 9), rule=quiet)
    make_quiet(date(2026, 9, 9), date(2026, 9, 10))
    assert plan_nudges() == 1
    assert [nudge.rule for nudge in Nudge.objects.all()] == [loud.key]
    at(clock, 2026, 9, 10, 15)
    assert plan_nudges() == 0
    at(clock, 2026, 9, 11, 0)
    assert plan_nudges() == 1
    assert Nudge.objects.get(rule=quiet.key).period == date(2026, 9, 7)


@pytest.mark.parametrize("trouble", ["sql", "python"])
def test_a_rule_that_fails_stands_in_no_other_rules_way(network, clock, monkeypatch, trouble):
    broken = {
        "sql": rule_about_people(RawSQL("now() / 0", []), key="a_broken_one", title="email"),
        "python": Rule("a_broken_one", NudgeKind.HOUSE, lambda _: 1 // 0, "", "", "", ""),
    }[trouble]
    monkeypatch.setitem(RULE_OF, broken.key, broken)
    rule_on(broken.key, delay=0)
    rule_on(delay=0)
    assert plan_nudges() == 1
    pulse = Heartbeat.objects.get(part=Part.PLANNER)
    assert (pulse.stumbled_at, pulse.beat_at, pulse.trouble) == (MONDAY, None, broken.key)
    monkeypatch.delitem(RULE_OF, broken.key)
    clock.shift(timedelta(minutes=1))
    plan_nudges()
    pulse.refresh_from_db()
    assert pulse.beat_at == MONDAY + timedelta(minutes=1)


def test_a_rule_may_hold_a_percent_sign_and_braces(db, clock, monkeypatch, mia, eva):
    find = rule_about_people(Value(MONDAY), title=RawSQL("email || ' 100 %% {title} %%s'", [])).find
    rule = Rule(
        "like",
        NudgeKind.HOUSE,
        lambda people: find(people.filter(email__contains="ia@").exclude(email__contains="%")),
        *("", "", "front", "person_id"),
    )
    monkeypatch.setitem(RULE_OF, rule.key, rule)
    wording = rule_on(rule.key, delay=0)
    assert outlook(rule, wording).candidates[0].title == "mia@demo.example 100 % {title} %s"
    assert plan_nudges() == 1
    assert Nudge.objects.get().title == "mia@demo.example 100 % {title} %s"


def test_who_is_not_asked_by_mail_is_written_down_with_the_reason(network, clock, ali, eva):
    rule_on("meeting_unanswered", delay=0)
    make_member(network, eva)
    choose_nudges(by=ali, wants_mail=True, choices={NudgeKind.ASKED: Channel.PAGE})
    choose_nudges(by=eva, wants_mail=False, choices={})
    make_meeting(network, begins_at=MONDAY + 30 * DAY)
    assert plan_nudges() == 0
    assert set(whys()) == {("Ali", WhyNot.PAGE), ("Eva", WhyNot.NO_MAIL)}
    assert plan_nudges() == 0
    assert Nudge.objects.count() == 2


@pytest.mark.parametrize(("refusals", "why"), [(1, ""), (2, WhyNot.ADDRESS)])
def test_an_address_that_has_refused_twice_gets_no_nudges(network, clock, mia, refusals, why):
    RefusedAddress.objects.create(address=mia.email, times=refusals, said="550 Ukendt")
    rule_on(delay=0)
    plan_nudges()
    assert whys() == [("Mia", why)]


def test_not_now_is_not_written_down_and_is_asked_again_when_it_is_over(network, clock, mia):
    wording = rule_on(delay=0, repeat=30)
    answer_nudge(by=mia, rule=NOTHING_LEARNED, subject=str(network.pk), answer=NudgeAnswer.NOT_NOW)
    assert (plan_nudges(), whys()) == (0, [])
    assert outlook(RULE_OF[NOTHING_LEARNED], wording).counts == {WhyNot.SNOOZED: 1}
    clock.shift(7 * DAY - timedelta(minutes=1))
    assert plan_nudges() == 0
    clock.shift(timedelta(minutes=1))
    assert plan_nudges() == 1
    assert Nudge.objects.get().period == MONDAY.date()


def test_the_planner_asks_the_same_question_that_the_dry_run_shows(network, clock, ali, eva):
    wording = rule_on("meeting_unanswered", delay=2)
    make_member(network, eva)
    choose_nudges(by=ali, wants_mail=True, choices={NudgeKind.ASKED: Channel.WEEKLY})
    make_meeting(network, begins_at=MONDAY + 30 * DAY)
    rule = RULE_OF["meeting_unanswered"]
    assert outlook(rule, wording).counts == {WhyNot.EARLY: 2}
    clock.shift(2 * DAY)
    shown = outlook(rule, wording)
    assert (shown.counts, plan_nudges()) == ({"": 2}, 2)
    assert {(one.recipient, one.channel) for one in shown.candidates} == set(
        Nudge.objects.values_list("recipient", "channel")
    )
    only_his = outlook(rule, wording, people=Person.objects.active().filter(pk=ali.pk))
    assert only_his.counts == {WhyNot.ASKED: 1}


def test_a_rule_that_the_code_no_longer_knows_is_passed_over(network, clock):
    rule_on("from_an_older_version", delay=0)
    assert plan_nudges() == 0
    assert Heartbeat.objects.get(part=Part.PLANNER).stumbled_at is None
    assert connection.in_atomic_block


@pytest.mark.parametrize("state", [MailState.DEAD, MailState.SKIPPED])
def test_what_never_arrived_is_not_one_of_the_times_that_somebody_is_asked(network, clock, state):
    rule_on(delay=0, repeat=7, at_most=1)
    assert plan_nudges() == 1
    Nudge.objects.update(letter=make_letter(network.leader, state))
    assert plan_nudges() == 0, "not again in the same period"
    clock.shift(7 * DAY)
    assert plan_nudges() == 1


def test_a_rule_that_goes_off_and_on_asks_what_it_had_not_asked_yet(network, clock, karen):
    rule = rule_on(delay=0, repeat=30)
    assert plan_nudges() == 1
    turn_off_rule(by=karen, rule=rule)
    assert not Nudge.objects.exists()
    rule.refresh_from_db()
    turn_on_rule(by=karen, rule=rule, active_from=MONDAY.date())
    assert plan_nudges() == 1


def test_what_is_answered_before_it_is_sent_is_asked_when_the_rest_is_over(network, clock, mia):
    rule_on(delay=0, repeat=30)
    plan_nudges()
    subject = str(network.pk)
    answer_nudge(by=mia, rule=NOTHING_LEARNED, subject=subject, answer=NudgeAnswer.NOT_NOW, days=7)
    assert whys() == []
    clock.shift(6 * DAY)
    assert plan_nudges() == 0
    clock.shift(DAY)
    assert plan_nudges() == 1
