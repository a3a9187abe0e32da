"""What waits around meetings: an answer before, a note after."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import Person
from networks.actions.leaving import leave_network
from networks.actions.meeting import cancel_meeting, change_meeting
from networks.models import LearningEntry, Meeting, Network
from networks.nudges import RULES
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.meeting import make_meeting, make_reply
from tests.networks.rooms import Cast, cast_of

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, clock) -> Cast:
    return cast_of(request)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """On Thursday from ten to half past eleven."""
    return make_meeting(cast.network, begins_at=MONDAY + 3 * DAY)


def waiting(key: str, people=None) -> list[tuple[str, str, datetime]]:
    rule = next(one for one in RULES if one.key == key)
    found = rule.waiting(Person.objects.all() if people is None else people)
    names = dict(Person.objects.values_list("pk", "first_name"))
    rows = [(names[row[2]], row[1], row[3]) for row in found]
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    return sorted(rows)


def whom(key: str) -> list[str]:
    return [name for name, _subject, _since in waiting(key)]


def test_each_member_without_an_answer_is_asked(cast: Cast, meeting: Meeting):
    assert waiting("meeting_unanswered") == [
        ("Ali", str(meeting.pk), MONDAY),
        ("Noor", str(meeting.pk), MONDAY),
    ]
    make_reply(meeting, cast.people["member"], "no")
    assert whom("meeting_unanswered") == ["Noor"]
    only_ali = Person.objects.filter(pk=cast.people["member"].pk)
    assert waiting("meeting_unanswered", only_ali) == []


def test_a_moved_meeting_asks_again_from_then(cast: Cast, meeting: Meeting, clock):
    make_reply(meeting, cast.people["member"])
    clock.shift(DAY)
    begins = MONDAY + 4 * DAY
    given = {"question": meeting.question, "place": "Her", "link": "", "begins_at": begins}
    change_meeting(
        by=cast.network.leader, meeting=meeting, based_on=0, ends_at=begins + HOUR, **given
    )
    asked = [(name, since) for name, _subject, since in waiting("meeting_unanswered")]
    assert asked == [("Ali", MONDAY + DAY), ("Noor", MONDAY + DAY)]


@pytest.mark.parametrize("end", ["over", "cancelled", "left", "closed"])
def test_nobody_is_asked_about_what_will_not_be(cast: Cast, meeting: Meeting, clock, end: str):
    if end == "over":
        clock.shift(3 * DAY + 2 * HOUR)
    elif end == "cancelled":
        cancel_meeting(by=cast.network.leader, meeting=meeting, words="Nej")
    elif end == "left":
        leave_network(by=cast.people["member"], network=cast.network)
    else:
        Network.objects.update(status="closed", closed_at=MONDAY)
    assert whom("meeting_unanswered") == (["Noor"] if end == "left" else [])


def test_two_meetings_and_two_networks_are_not_mixed(cast: Cast, meeting: Meeting, eva, dorte):
    other = make_network(
        leader=eva, reference_leader=dorte, consultant=cast.people["consultant"], title="Et andet"
    )
    theirs = make_meeting(other)
    second = make_meeting(cast.network)
    make_reply(second, cast.people["member"])
    asked = {(name, subject) for name, subject, _since in waiting("meeting_unanswered")}
    assert asked == {
        ("Ali", str(meeting.pk)),
        ("Noor", str(meeting.pk)),
        ("Noor", str(second.pk)),
    }
    assert str(theirs.pk) not in {subject for _name, subject in asked}


def test_a_meeting_held_and_not_noted_waits_for_the_leader_for_a_fortnight(
    cast: Cast, meeting: Meeting, clock
):
    clock.shift(3 * DAY + HOUR)
    assert waiting("meeting_unnoted") == []
    clock.shift(HOUR)
    over = MONDAY + 3 * DAY + 1.5 * HOUR
    assert waiting("meeting_unnoted") == [("Mia", str(meeting.pk), over)]
    clock.shift(14 * DAY)
    assert waiting("meeting_unnoted") == []


@pytest.mark.parametrize("end", ["noted", "cancelled", "closed"])
def test_a_meeting_that_is_noted_or_never_was_waits_for_nobody(
    cast: Cast, meeting: Meeting, clock, end: str
):
    make_learning(cast.network)  # a card about something else
    if end == "cancelled":
        cancel_meeting(by=cast.network.leader, meeting=meeting, words="Nej")
    clock.shift(4 * DAY)
    if end == "noted":
        assert whom("meeting_unnoted") == ["Mia"]
        card = make_learning(cast.network, by=cast.people["member"])
        LearningEntry.objects.filter(pk=card.pk).update(meeting=meeting)
    elif end == "closed":
        Network.objects.update(status="closed", closed_at=MONDAY + 4 * DAY)
    assert whom("meeting_unnoted") == []
