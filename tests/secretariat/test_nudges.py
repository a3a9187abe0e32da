"""Nudges: derived from state, planned once, sent only while they are still wanted."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.decision import decide_proposal
from networks.actions.membership import ask_to_join
from networks.enums import DecisionOutcome
from secretariat.actions.choices import choose_nudges
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.planner import plan_nudges
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Nudge
from secretariat.queries.front import steps_for
from tests.factories.networks import make_forwarded, make_learning, make_network, open_round
from tests.factories.networks.promise import make_promise
from tests.secretariat.planning import CPH, MONDAY, rule_on, send_what_is_due


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def quiet_network(db, clock, mia, bo, karen):
    """Established on Monday, and nothing learned since."""
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def nudges() -> list[tuple[str, str]]:
    return list(Nudge.objects.order_by("id").values_list("rule", "recipient__first_name"))


def test_a_proposal_that_waits_nudges_each_chief_once_a_period(clock, ali, karen, bo, dorte):
    rule_on("proposal_awaits_decision", delay=14, repeat=7)
    make_forwarded(ali, forwarded_by=karen)
    clock.shift(timedelta(days=13, hours=23))
    assert plan_nudges() == 0
    clock.shift(timedelta(hours=1))
    assert plan_nudges() == 2
    assert {name for _, name in nudges()} == {bo.first_name, dorte.first_name}
    assert plan_nudges() == 0
    clock.shift(timedelta(days=7))
    assert plan_nudges() == 2


def test_a_month_without_beat_gives_one_nudge_not_four(quiet_network, clock):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=21 + 28))
    assert plan_nudges() == 1
    assert plan_nudges() == 0


def test_writing_the_learning_makes_it_vanish_from_page_and_plan(quiet_network, clock, mia):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    assert [step.rule for step in steps_for(mia) if step.rule == "no_learning_noted"] == [
        "no_learning_noted"
    ]
    make_learning(quiet_network)
    assert [step.rule for step in steps_for(mia) if step.rule == "no_learning_noted"] == []
    assert plan_nudges() == 0


def test_a_nudge_whose_matter_is_settled_is_not_sent(quiet_network, clock):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    plan_nudges()
    make_learning(quiet_network)
    send_what_is_due(clock)
    nudge = Nudge.objects.get()
    assert (nudge.letter.state, nudge.skipped_because) == (MailState.SKIPPED, WhyNot.SETTLED)


def test_a_nudge_still_wanted_is_sent_in_the_rules_words(quiet_network, clock, mia):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    send_what_is_due(clock)
    letter = OutboxMail.objects.get(kind="nudge")
    assert (letter.state, letter.recipient, letter.subject) == (
        MailState.SENT,
        mia,
        "Om »Elever med højt fravær«",
    )
    assert "Der er gået 22 dage." in letter.text  # as things stand when it is sent


def test_not_now_rests_a_week_and_then_waits_again(quiet_network, clock, mia):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    subject = str(quiet_network.pk)
    answer_nudge(by=mia, rule="no_learning_noted", subject=subject, answer=NudgeAnswer.NOT_NOW)
    rules = [step.rule for step in steps_for(mia)]
    assert "no_learning_noted" not in rules
    assert plan_nudges() == 0
    clock.shift(timedelta(days=8))
    assert "no_learning_noted" in [step.rule for step in steps_for(mia)]
    assert plan_nudges() == 1


def test_not_relevant_holds_until_it_begins_anew(quiet_network, clock, mia):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    subject = str(quiet_network.pk)
    answer_nudge(by=mia, rule="no_learning_noted", subject=subject, answer=NudgeAnswer.NOT_RELEVANT)
    clock.shift(timedelta(days=60 - 4))
    assert plan_nudges() == 0
    make_learning(quiet_network)
    clock.shift(timedelta(days=22))
    assert plan_nudges() == 1


def test_a_rule_never_reaches_back_before_its_first_day(quiet_network, clock):
    rule_on("no_learning_noted", delay=21, repeat=7, active_from=date(2026, 10, 1))
    clock.move_to(datetime(2026, 9, 30, 12, tzinfo=CPH))
    assert plan_nudges() == 0
    # The repeat that fell before the first day is not made up for; the next one is asked.
    clock.move_to(datetime(2026, 10, 1, 12, tzinfo=CPH))
    assert plan_nudges() == 0
    clock.move_to(datetime(2026, 10, 5, 12, tzinfo=CPH))
    assert plan_nudges() == 1


def test_who_wants_no_nudges_by_mail_still_sees_them_on_the_page(quiet_network, clock, mia):
    rule_on("no_learning_noted", delay=21, repeat=7)
    choose_nudges(by=mia, wants_mail=False, choices={})
    clock.shift(timedelta(days=22))
    assert plan_nudges() == 0
    assert "no_learning_noted" in [step.rule for step in steps_for(mia)]


def test_a_rule_that_is_off_plans_nothing(quiet_network, clock):
    rule = rule_on("no_learning_noted", delay=21, repeat=7)
    rule.is_on = False
    rule.save()
    clock.shift(timedelta(days=60))
    assert plan_nudges() == 0


def test_each_person_sees_only_what_waits_for_them(clock, ali, karen, bo, eva, sanne, mia):
    open_round()
    proposal = make_forwarded(ali, forwarded_by=karen)
    assert [step.rule for step in steps_for(bo)] == ["proposal_awaits_decision"]
    assert [steps_for(person) for person in (ali, karen, eva, sanne, mia)] == [[]] * 5
    decide_proposal(by=bo, proposal=proposal, outcome=DecisionOutcome.NO, reason="Ikke os.")
    assert steps_for(bo) == []


def test_what_somebody_asked_stands_beside_the_step(quiet_network, mia, eva):
    ask_to_join(by=eva, network=quiet_network, sentence="Jeg møder børnene i klubben.")
    step = steps_for(mia)[0]
    assert (step.rule, step.why) == (
        "join_request_unanswered",
        f"{eva.name}: »Jeg møder børnene i klubben.«",
    )


def test_the_answer_page_of_a_mail_changes_nothing_until_it_is_posted(
    quiet_network, clock, mia, client
):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    send_what_is_due(clock)
    letter = OutboxMail.objects.get(kind="nudge")
    path = next(word.partition("8000")[2] for word in letter.text.split() if "svar=ikke-nu" in word)
    assert client.get(path).status_code == 200
    assert "no_learning_noted" in [step.rule for step in steps_for(mia)]
    assert client.post(path, {"svar": "ikke-nu"}).status_code == 200
    assert "no_learning_noted" not in [step.rule for step in steps_for(mia)]


def test_a_forged_or_old_answer_link_does_not_exist(quiet_network, clock, client):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    send_what_is_due(clock)
    letter = OutboxMail.objects.get(kind="nudge")
    path = next(word.partition("8000")[2] for word in letter.text.split() if "svar=ikke-nu" in word)
    assert client.get(path.replace("/skub/", "/skub/x")).status_code == 404
    clock.shift(timedelta(days=31))
    assert client.get(path).status_code == 404


def test_nobody_can_answer_what_waits_for_somebody_else(quiet_network, clock, eva, mia, client):
    rule_on("no_learning_noted", delay=21, repeat=7)
    clock.shift(timedelta(days=22))
    client.force_login(eva)
    client.post(
        "/skub/svar/ikke-nu/", {"rule": "no_learning_noted", "subject": str(quiet_network.pk)}
    )
    assert "no_learning_noted" in [step.rule for step in steps_for(mia)]


def test_somebody_who_asked_in_person_cannot_be_waved_away(quiet_network, mia, eva, client):
    request = ask_to_join(by=eva, network=quiet_network, sentence="Jeg vil gerne være med.")
    client.force_login(mia)
    asked = {"rule": "join_request_unanswered", "subject": str(request.pk)}
    client.post("/skub/svar/ikke-relevant/", asked)
    step = steps_for(mia)[0]
    assert (step.rule, step.not_relevant_url) == ("join_request_unanswered", "")
    client.post("/skub/svar/ikke-nu/", asked)
    assert "join_request_unanswered" not in [step.rule for step in steps_for(mia)]


def _promised(network, ali, karen) -> str:
    rule_on("promise_unanswered", delay=0)
    return str(make_promise(network).pk)


def _to_decide(network, ali, karen) -> str:
    return str(make_forwarded(ali, forwarded_by=karen).pk)


@pytest.mark.parametrize(
    ("rule", "happens"),
    [("promise_unanswered", _promised), ("proposal_awaits_decision", _to_decide)],
)
def test_what_a_chief_promised_or_is_to_decide_may_rest_but_not_be_waved_away(
    quiet_network, ali, karen, bo, client, rule, happens
):
    def of_the_rule():
        return [step.not_relevant_url for step in steps_for(bo) if step.rule == rule]

    matter = {"rule": rule, "subject": happens(quiet_network, ali, karen)}
    assert of_the_rule() == [""]
    client.force_login(bo)
    client.post("/skub/svar/ikke-relevant/", matter)
    with pytest.raises(NotPossibleNow):
        answer_nudge(by=bo, **matter, answer=NudgeAnswer.NOT_RELEVANT)
    assert of_the_rule() == [""]
    client.post("/skub/svar/ikke-nu/", matter)
    assert of_the_rule() == []
