"""Ten thousand people and a hundred thousand questions: as many statements as for ten."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netvaerk.people.models import Person
from networks.models import Meeting, Membership, Network
from secretariat.actions.planner import gather_letters, plan_nudges, settle_nudges
from secretariat.enums import Channel
from secretariat.nudges import RULE_OF
from secretariat.queries.outlook import outlook
from tests.factories.networks import make_network
from tests.secretariat.planning import MONDAY, rule_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(mia, bo, karen) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def meetings_without_answers(network: Network, *, people: int, meetings: int) -> None:
    """So many questions as both multiplied: the leader is one of the people."""
    made = Person.objects.bulk_create(
        Person(email=f"p{n}@demo.example", first_name=f"P{n}", roles=["employee"])
        for n in range(people - 1)
    )
    Membership.objects.bulk_create(Membership(network=network, person=one) for one in made)
    Meeting.objects.bulk_create(
        Meeting(
            network=network,
            question="Hvem ser det først?",
            begins_at=MONDAY + (20 + n) * DAY,
            ends_at=MONDAY + (20 + n) * DAY + timedelta(hours=1),
            place="Klub Nord",
            called_by=network.leader,
        )
        for n in range(meetings)
    )
    analyze()


def analyze() -> None:
    """What the database does by itself within the minute, once rows are committed."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measured(what: str, work) -> tuple[int, int]:
    """What the work returns, and in how many queries; the seconds are only told."""
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        done = work()
    print(f"{what}: {done} in {time.perf_counter() - begun:.2f} s, {len(queries)} queries")
    return done, len(queries)


def lived(network: Network, clock) -> tuple[list[int], list[int]]:
    """Plan, plan again, gather, look and settle; what came of each, and in how many queries."""
    rule = rule_on("meeting_unanswered", delay=0, channel=Channel.DAILY)
    steps = [measured("planned", plan_nudges)]
    analyze()
    steps.append(measured("planned again", plan_nudges))
    clock.shift(DAY)
    steps.append(measured("gathered", gather_letters))
    steps.append(measured("gathered again", gather_letters))
    shown = RULE_OF[rule.key]
    steps.append(measured("shown", lambda: sum(outlook(shown, rule, limit=50).counts.values())))
    steps.append(measured("settled before", settle_nudges))
    Meeting.objects.update(cancelled_at=MONDAY + DAY)
    steps.append(measured("settled", settle_nudges))
    return [done for done, _ in steps], [queries for _, queries in steps]


@pytest.mark.parametrize(("people", "meetings"), [(5, 2), (10_000, 10)])
def test_a_hundred_thousand_questions_take_as_many_statements_as_ten(
    network, clock, people, meetings
):
    meetings_without_answers(network, people=people, meetings=meetings)
    asked = people * meetings
    assert lived(network, clock) == (
        [asked, 0, people, 0, asked, 0, asked],
        # Savepoints and the pulse are among them; the first pulse is a row more.
        [12, 10, 7, 7, 1, 4, 4],
    )
