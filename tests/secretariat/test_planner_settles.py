"""What no longer waits is settled: then, not before, and for nobody else."""

from datetime import timedelta

import pytest
import time_machine

from networks.actions.leaving import leave_network
from secretariat.actions.planner import plan_nudges, settle_nudges
from secretariat.models import Nudge
from secretariat.nudges import RULE_OF
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.meeting import make_meeting, make_reply
from tests.factories.nudge_ledger import make_nudge
from tests.secretariat.planning import MONDAY, NOTHING_LEARNED, rule_on

DAY = timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, clock, mia, bo, karen, ali, eva):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali, eva])


def settled() -> set[str]:
    found = Nudge.objects.exclude(settled_at=None)
    return set(found.values_list("recipient__first_name", flat=True))


def test_what_still_waits_is_not_settled(network, clock):
    rule_on(delay=0)
    plan_nudges()
    clock.shift(7 * DAY)
    plan_nudges()
    assert (settle_nudges(), settled()) == (0, set())


def test_an_answer_settles_it_for_whoever_gave_it(network, clock, ali):
    rule_on("meeting_unanswered", delay=0)
    meeting = make_meeting(network, begins_at=MONDAY + 20 * DAY)
    plan_nudges()
    assert settle_nudges() == 0
    clock.shift(DAY)
    make_reply(meeting, ali)
    assert (settle_nudges(), settled()) == (1, {"Ali"})
    assert Nudge.objects.get(recipient=ali).settled_at == MONDAY + DAY
    clock.shift(DAY)
    assert settle_nudges() == 0
    assert Nudge.objects.get(recipient=ali).settled_at == MONDAY + DAY


def test_every_time_it_was_asked_is_settled_at_once(network, clock):
    rule_on(delay=0)
    for _ in range(3):
        plan_nudges()
        clock.shift(7 * DAY)
    make_learning(network)
    assert settle_nudges() == 3


def test_a_matter_that_begins_anew_unsettles_nothing(network, clock):
    rule_on(delay=0)
    plan_nudges()
    clock.shift(DAY)
    make_learning(network)
    settle_nudges()
    clock.shift(8 * DAY)
    assert plan_nudges() == 1
    assert settle_nudges() == 0
    first, second = Nudge.objects.order_by("id")
    assert (first.settled_at, second.settled_at) == (MONDAY + DAY, None)


def test_a_matter_that_began_anew_between_two_looks_is_settled(network, clock):
    rule_on(delay=0)
    plan_nudges()
    clock.shift(DAY)
    make_learning(network)  # it waits again from now on
    assert settle_nudges() == 1


def test_who_has_left_is_no_longer_waited_for_but_who_is_locked_out_settles_nothing(
    network, clock, ali, eva
):
    rule_on("meeting_unanswered", delay=0)
    make_meeting(network, begins_at=MONDAY + 20 * DAY)
    plan_nudges()
    leave_network(by=ali, network=network)
    eva.is_active = False
    eva.save()
    assert (settle_nudges(), settled()) == (1, {"Ali"})


def test_what_was_asked_long_ago_or_by_an_older_version_is_left_alone(network, clock, mia):
    make_nudge(mia, at=MONDAY - 31 * DAY)
    make_nudge(mia, rule="from_an_older_version")
    make_nudge(mia, at=MONDAY - 29 * DAY)
    assert settle_nudges() == 1


def test_a_rule_that_is_off_is_settled_too(network, clock):
    rule = rule_on(delay=0)
    plan_nudges()
    rule.is_on = False
    rule.save()
    make_learning(network)
    assert settle_nudges() == 0  # it began to wait at the same moment
    clock.shift(DAY)
    make_learning(network)
    assert settle_nudges() == 1


def test_a_rule_that_fails_hinders_no_other_from_being_settled(network, clock, mia, monkeypatch):
    class Broken:
        key = "a_broken_one"

        def waiting(self, people):
            raise ZeroDivisionError

    monkeypatch.setitem(RULE_OF, Broken.key, Broken())
    make_nudge(mia, rule=Broken.key)
    make_nudge(mia, rule=NOTHING_LEARNED)
    assert settle_nudges() == 1


def test_nothing_asked_costs_one_query(network, django_assert_num_queries):
    with django_assert_num_queries(1):
        settle_nudges()
