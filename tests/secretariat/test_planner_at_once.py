"""Several planners at the same moment: each nudge and each letter once, and nobody is stuck."""

from datetime import datetime, timedelta

import pytest
import time_machine

from netvaerk.people.models import Heartbeat, OutboxMail, Person
from networks.models import Membership, Network
from secretariat.actions.planner import gather_letters, plan_nudges, settle_nudges
from secretariat.enums import Channel
from secretariat.models import Nudge
from tests.factories.networks import make_network
from tests.factories.networks.meeting import make_meeting
from tests.secretariat.planning import CPH, at_once, rule_on

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = datetime(2026, 9, 8, 9, tzinfo=CPH)
MEMBERS = 40


@pytest.fixture
def clock(transactional_db):
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meetings(clock, mia, bo, karen) -> Network:
    """Two meetings that forty members have not answered."""
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    people = Person.objects.bulk_create(
        Person(email=f"medlem{n}@demo.example", first_name=f"Medlem {n}", roles=["employee"])
        for n in range(MEMBERS)
    )
    Membership.objects.bulk_create(Membership(network=network, person=person) for person in people)
    for days in (20, 21):
        make_meeting(network, begins_at=TUESDAY + timedelta(days=days))
    return network


def test_five_planners_write_each_nudge_once(meetings):
    rule_on("meeting_unanswered", delay=0)
    rule_on(delay=0)
    planned: list[int] = []
    at_once(*[lambda: planned.append(plan_nudges())] * 5)
    assert (sum(planned), Nudge.objects.count()) == (2 * MEMBERS + 1, 2 * MEMBERS + 1)
    assert Heartbeat.objects.get(part="planner").stumbled_at is None


def test_five_gatherers_write_each_letter_once(meetings):
    rule_on("meeting_unanswered", delay=0, channel=Channel.INSTANT)
    plan_nudges()
    gathered: list[int] = []
    at_once(*[lambda: gathered.append(gather_letters())] * 5)
    assert sorted(gathered) == [0, 0, 0, 0, MEMBERS]
    assert OutboxMail.objects.filter(kind="nudge").count() == MEMBERS
    assert not Nudge.objects.pending().exists()


def test_planning_gathering_and_settling_at_once_never_wait_for_each_other_crosswise(
    meetings, clock
):
    rule_on("meeting_unanswered", delay=0, repeat=1)
    for day in range(4):
        clock.move_to(TUESDAY + timedelta(days=day))
        if day == 3:
            Membership.objects.filter(person__first_name__endswith="7").update(
                ended_at=TUESDAY + timedelta(days=3), ended_because="left"
            )
        at_once(*[plan_nudges, gather_letters, settle_nudges] * 3)
    plan_nudges()
    gather_letters()
    settle_nudges()
    assert Heartbeat.objects.get(part="planner").stumbled_at is None
    left = Nudge.objects.filter(recipient__first_name__endswith="7")
    assert left.count() == left.exclude(settled_at=None).count() == 3 * 2 * 4
    others = Nudge.objects.exclude(recipient__first_name__endswith="7")
    assert (others.count(), others.exclude(settled_at=None).count()) == (4 * 2 * (MEMBERS - 4), 0)
    assert not Nudge.objects.pending().exists()
