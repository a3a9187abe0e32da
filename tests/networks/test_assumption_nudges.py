"""What waits for a test, and what was tried without a word about it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.people.models import Person
from networks.actions.assumption import reopen_assumption
from networks.actions.trial import note_trial
from networks.enums import EndedBecause, NetworkStatus
from networks.models import Membership, Network
from networks.nudges.assumption import RULES, assumption_untested
from secretariat.models import NudgeRule
from secretariat.queries.front import steps_for
from tests.factories.networks import make_network
from tests.factories.networks.assumption import make_assumption, make_settled, make_trial

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
RULE = {rule.key: rule for rule in RULES}


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, clock, mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def rule_on(key: str, *, delay: int) -> None:
    NudgeRule.objects.create(
        key=key,
        name=key,
        subject="Om »{title}«",
        question="Der er gået {waited}.",
        why="Fordi.",
        delay_days=delay,
        repeat_days=7,
        is_on=True,
        looked_at=MONDAY,
        active_from=date(2026, 1, 1),
    )


def waiting(key: str) -> list[tuple[str, str]]:
    """For whom, and about what, whoever they are."""
    rows = RULE[key].waiting(Person.objects.active())
    return [(name, words) for name, words in rows.values_list("waiting_recipient", "waiting_words")]


def steps(person: Person, key: str) -> int:
    return sum(step.rule == key for step in steps_for(person))


def test_an_untested_one_asks_the_leader_when_it_has_waited(network, clock, mia, ali, bo, karen):
    rule_on("assumption_untested", delay=21)
    make_assumption(network)
    clock.shift(timedelta(days=20))
    assert steps(mia, "assumption_untested") == 0
    clock.shift(timedelta(days=1))
    assert [steps(one, "assumption_untested") for one in (mia, ali, bo, karen)] == [1, 0, 0, 0]


def test_it_is_gone_when_somebody_begins_to_test_it(network, mia):
    assumption = make_assumption(network, sentence="De læser det.")
    assert waiting("assumption_untested") == [(mia.pk, "»De læser det.«")]
    make_trial(assumption)
    assert waiting("assumption_untested") == []


def test_it_is_gone_when_it_has_an_outcome_and_back_when_opened(network, mia):
    settled = make_settled(make_assumption(network))
    assert waiting("assumption_untested") == []
    reopen_assumption(by=mia, assumption=settled)
    assert len(waiting("assumption_untested")) == 1


def test_a_trial_asks_the_leader_from_the_day_after(network, clock, mia, ali, bo, karen):
    rule_on("trial_unseen", delay=0)
    make_trial(make_assumption(network), on=date(2026, 9, 9))
    clock.move_to(datetime(2026, 9, 9, 23, 50, tzinfo=CPH))
    assert steps(mia, "trial_unseen") == 0
    clock.move_to(datetime(2026, 9, 10, 0, 10, tzinfo=CPH))
    assert [steps(one, "trial_unseen") for one in (mia, ali, bo, karen)] == [1, 0, 0, 0]


def test_a_trial_waits_as_long_as_the_rule_lets_it(network, clock, mia):
    rule_on("trial_unseen", delay=3)
    make_trial(make_assumption(network), on=date(2026, 9, 9))
    clock.move_to(datetime(2026, 9, 11, 12, tzinfo=CPH))
    assert steps(mia, "trial_unseen") == 0
    clock.move_to(datetime(2026, 9, 12, 12, tzinfo=CPH))
    assert steps(mia, "trial_unseen") == 1


def test_noting_what_was_seen_makes_it_vanish(network, mia):
    trial = make_trial(make_assumption(network), on=date(2026, 9, 1), what="Vi ringer.")
    assert waiting("trial_unseen") == [(mia.pk, "»Vi ringer.«")]
    note_trial(by=mia, trial=trial, based_on=1, saw="Ingen tog den.")
    assert waiting("trial_unseen") == []


def test_a_trial_of_what_has_an_outcome_asks_nobody(network):
    assumption = make_assumption(network)
    make_trial(assumption, on=date(2026, 9, 1))
    make_settled(assumption)
    assert waiting("trial_unseen") == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": NetworkStatus.CLOSED, "closed_at": MONDAY},
        {"status": NetworkStatus.FORMING},
        {"status": NetworkStatus.CANCELLED},
    ],
)
def test_only_running_networks_are_asked(network, mia, bo, change: dict):
    here = network
    if change["status"] != NetworkStatus.CLOSED:
        here = make_network(leader=mia, reference_leader=bo, direction=False, title="Klubben")
    make_assumption(here)
    make_trial(make_assumption(here), on=date(2026, 9, 1))
    Network.objects.filter(pk=here.pk).update(**change)
    assert (waiting("assumption_untested"), waiting("trial_unseen")) == ([], [])


def test_a_leader_who_is_no_longer_in_it_is_told_nothing_of_it(network, mia):
    make_assumption(network)
    make_trial(make_assumption(network), on=date(2026, 9, 1))
    Membership.objects.filter(person=mia).update(ended_at=MONDAY, ended_because=EndedBecause.ENDED)
    assert (waiting("assumption_untested"), waiting("trial_unseen")) == ([], [])


def test_one_at_a_time_is_asked_about_the_oldest_first(mia, bo, karen):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    oldest = make_assumption(network)
    make_assumption(network, sentence="En nyere.")
    waiting = assumption_untested(Person.objects.all())
    assert [row.waiting_subject for row in waiting] == [str(oldest.pk)]
