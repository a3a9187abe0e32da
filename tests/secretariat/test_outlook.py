"""Who would be asked, and who would not and why: each reason, those who would first."""

from datetime import date, timedelta

import pytest
import time_machine

from netvaerk.nudges import NudgeKind
from netvaerk.people.models import Person, RefusedAddress
from networks.models import Membership, Network
from secretariat.actions.choices import choose_nudges
from secretariat.actions.planner import plan_nudges
from secretariat.enums import Audience, Channel, WhyNot
from secretariat.models import NudgeRule, Snooze
from secretariat.nudges import RULE_OF
from secretariat.queries.outlook import RuleOutlook, outlook
from tests.factories.networks import make_network
from tests.factories.networks.meeting import make_meeting
from tests.secretariat.planning import MONDAY, rule_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEY = "meeting_unanswered"
RULE = RULE_OF[KEY]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(mia, bo, karen, ali, eva, dorte, noor) -> Network:
    """Four who have not said whether they come: a director, a guest and two employees."""
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    for person in (ali, eva, dorte, noor):
        Membership.objects.create(network=network, person=person)
    make_meeting(network, begins_at=MONDAY + 60 * DAY)
    return network


def shown(wording: NudgeRule, **more) -> dict[str, str]:
    found = outlook(RULE, wording, **more)
    names = dict(Person.objects.values_list("pk", "first_name"))
    return {names[one.recipient]: one.why_not for one in found.candidates}


def reasons(found: RuleOutlook) -> list[str]:
    return [one.why_not for one in found.candidates]


def test_each_reason_is_told_of_each_person(network, ali, eva, dorte, noor):
    wording = rule_on(KEY, delay=0, audience=Audience.EMPLOYEES)
    meeting = str(network.meetings.get().pk)
    Snooze.objects.create(rule=KEY, subject=meeting, recipient=ali, until=MONDAY + DAY)
    Snooze.objects.create(rule="meeting_unnoted", subject=meeting, recipient=eva)
    RefusedAddress.objects.create(address=eva.email, times=2, said="550")
    choose_nudges(by=dorte, wants_mail=True, choices={NudgeKind.ASKED: Channel.PAGE})
    assert shown(wording) == {
        "Ali": WhyNot.SNOOZED,
        "Eva": WhyNot.ADDRESS,
        "Dorte": WhyNot.PAGE,
        "Noor": WhyNot.AUDIENCE,
    }
    Snooze.objects.filter(recipient=ali).update(until=None)
    assert shown(wording)["Ali"] == WhyNot.NOT_RELEVANT
    Snooze.objects.all().delete()
    assert shown(wording)["Ali"] == ""


def test_a_rule_that_is_off_is_looked_at_as_if_it_began_today(network, clock):
    wording = rule_on(KEY, delay=1, repeat=30, is_on=False, active_from=None)
    assert outlook(RULE, wording).counts == {WhyNot.EARLY: 4}
    clock.shift(DAY)
    assert outlook(RULE, wording).counts == {"": 4}
    clock.shift(DAY)
    assert outlook(RULE, wording).counts == {WhyNot.BEFORE: 4}
    wording.active_from = date(2026, 1, 1)
    assert outlook(RULE, wording).counts == {"": 4}


def test_who_would_be_asked_comes_first_and_all_are_counted(network, ali, noor):
    wording = rule_on(KEY, delay=0, audience=Audience.GUESTS)
    found = outlook(RULE, wording, limit=2)
    assert reasons(found) == ["", WhyNot.AUDIENCE]
    assert found.counts == {"": 1, WhyNot.AUDIENCE: 3}
    assert shown(wording, people=Person.objects.filter(pk=ali.pk)) == {"Ali": WhyNot.AUDIENCE}
    assert shown(wording, people=Person.objects.filter(pk=noor.pk)) == {"Noor": ""}


def test_to_have_been_asked_and_asked_enough_are_two_reasons(network, clock):
    wording = rule_on(KEY, delay=0, repeat=7, at_most=1)
    plan_nudges()
    assert outlook(RULE, wording).counts == {WhyNot.ASKED: 4}
    clock.shift(7 * DAY)
    assert outlook(RULE, wording).counts == {WhyNot.ENOUGH: 4}


def test_who_has_left_or_is_locked_out_is_nobody_to_ask(network, ali, eva):
    wording = rule_on(KEY, delay=0)
    eva.memberships.update(ended_at=MONDAY, ended_because="left")
    Person.objects.filter(pk=ali.pk).update(is_active=False)
    assert set(shown(wording)) == {"Dorte", "Noor"}
