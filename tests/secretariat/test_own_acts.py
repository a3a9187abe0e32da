"""Nobody is asked about what they did themselves, and what waits does not begin anew by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.meeting import change_meeting
from networks.actions.membership import ask_to_join
from networks.actions.receiver import pass_on_result
from networks.actions.sharpening import comment_on_proposal, return_proposal
from networks.models import Network
from secretariat.actions.sparring import propose_times
from secretariat.queries.nudges import waiting_for
from tests.factories.booking import make_booking, make_session
from tests.factories.networks import make_forwarded, make_member, make_network, make_submitted
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_receiver, make_result
from tests.factories.offerings import make_request
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_ask, make_assigned

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, clock, mia, bo, karen) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def asked(key: str) -> list[str]:
    """The first names of those for whom the rule waits."""
    names = dict(Person.objects.values_list("pk", "first_name"))
    found = waiting_for(Person.objects.active())
    return sorted(names[one.recipient] for one in found if one.rule == key)


def since(key: str) -> list[datetime]:
    found = waiting_for(Person.objects.active())
    return sorted({one.since for one in found if one.rule == key})


def test_a_chief_who_wrote_a_proposal_is_not_asked_to_decide_it(db, bo, dorte, karen):
    make_forwarded(bo, forwarded_by=karen)
    assert asked("proposal_awaits_decision") == ["Dorte"]


def test_nor_is_one_who_wrote_along(db, ali, bo, dorte, karen):
    make_forwarded(ali, co_authors=[bo], forwarded_by=karen, title="Fælles")
    make_forwarded(ali, forwarded_by=karen, title="Alene")
    assert asked("proposal_awaits_decision") == ["Bo", "Dorte", "Dorte"]


def test_a_consultant_reads_the_others_proposals(db, karen, ali):
    per = PersonFactory(first_name="Per", roles=[Role.EMPLOYEE, Role.CONSULTANT])
    make_submitted(karen, title="Karens")
    make_submitted(ali, co_authors=[per], title="Pers og Alis")
    assert asked("proposal_awaits_consultant") == ["Karen", "Per"]


def test_a_direction_by_the_leaders_own_hand_asks_nobody(network, mia):
    assert asked("direction_unacknowledged") == ["Mia"]
    network.directions.update(written_by=mia)
    assert asked("direction_unacknowledged") == []


def test_whoever_called_the_meeting_is_not_asked_whether_they_come(network, ali):
    make_member(network, ali)
    make_meeting(network, by=ali)
    assert asked("meeting_unanswered") == ["Mia"]


def test_whoever_put_an_agreement_forward_waits_for_the_other(network, ali, eva):
    make_member(network, give_manager(ali, eva))
    make_agreement(network, ali)
    assert asked("agreement_unconfirmed") == ["Eva"]
    make_agreement(network, ali, by=eva)
    assert asked("agreement_unconfirmed") == ["Ali"]


def test_a_leader_who_once_asked_to_be_in_is_not_asked_to_answer(network, eva, ali):
    ask_to_join(by=eva, network=network, sentence="Jeg vil gerne være med.")
    assert asked("join_request_unanswered") == ["Mia"]
    network.memberships.create(person=eva)
    Network.objects.filter(pk=network.pk).update(leader=eva)
    assert asked("join_request_unanswered") == []


def test_whoever_passed_a_result_on_is_not_asked_again(network, ali, eva):
    receiver = make_receiver(make_result(network), ali)
    assert asked("receiver_unanswered") == ["Ali"]
    pass_on_result(by=ali, receiver=receiver, to=eva, words="Det er hos jer.")
    assert asked("receiver_unanswered") == ["Eva"]


def test_a_leader_asked_for_a_result_is_not_told_to_ring_themselves(network, mia):
    make_receiver(make_result(network), mia)
    assert (asked("receiver_unanswered"), asked("receiver_slow")) == (["Mia"], [])


def test_a_consultant_who_asked_as_a_member_leaves_the_answer_to_others(network, karen, sanne):
    make_member(network, karen)
    make_ask(network, by=karen)
    make_request(network, by=karen)
    assert asked("sparring_asked") == ["Sanne"]
    assert asked("offering_request_waits") == ["Sanne"]


def test_whoever_held_a_session_is_not_asked_what_it_was_like(db, clock, karen, ali):
    session = make_session(held_by=karen)
    make_booking(session, karen)
    make_booking(session, ali)
    clock.shift(8 * DAY)
    assert asked("feedback_missing") == ["Ali"]
    assert asked("attendance_unnoted") == ["Karen"]


def test_another_place_asks_nobody_anew_and_another_time_asks_everybody(network, ali, clock):
    make_member(network, ali)
    meeting = make_meeting(network, by=ali, begins_at=MONDAY + 5 * DAY)
    given = {"question": meeting.question, "link": "", "begins_at": meeting.begins_at}
    clock.shift(DAY)
    meeting = change_meeting(
        by=ali, meeting=meeting, based_on=0, place="Kantinen", ends_at=meeting.ends_at, **given
    )
    assert since("meeting_unanswered") == [MONDAY]
    clock.shift(DAY)
    given["begins_at"] = MONDAY + 6 * DAY
    ends_at = given["begins_at"] + HOUR
    change_meeting(by=ali, meeting=meeting, based_on=1, place="Kantinen", ends_at=ends_at, **given)
    assert since("meeting_unanswered") == [MONDAY + 2 * DAY]


def test_a_meeting_waits_for_a_newcomer_since_they_came(network, ali, clock):
    make_meeting(network, begins_at=MONDAY + 5 * DAY)
    clock.shift(3 * DAY)
    make_member(network, ali)
    assert asked("meeting_unanswered") == ["Ali"]
    assert since("meeting_unanswered") == [MONDAY + 3 * DAY]


def test_a_reply_of_ones_own_is_no_new_question(db, ali, eva, karen, clock):
    proposal = make_submitted(ali, co_authors=[eva])
    return_proposal(by=karen, proposal=proposal, text="Hvem gælder det?")
    for author in (ali, eva):
        clock.shift(DAY)
        comment_on_proposal(by=author, proposal=proposal, question=None, text="De unge.")
    assert since("proposal_returned") == [MONDAY]
    clock.shift(DAY)
    comment_on_proposal(by=karen, proposal=proposal, question=None, text="Og hvem ellers?")
    assert since("proposal_returned") == [MONDAY + 3 * DAY]


def test_a_partners_times_are_wanted_since_the_last_one_went_by(network, karen, clock):
    session = make_assigned(network, partner=karen)
    assert since("sparring_times_wanted") == [MONDAY]
    last = MONDAY + 3 * DAY
    propose_times(by=karen, session=session, times=[MONDAY + 2 * DAY, last])
    assert since("sparring_times_wanted") == []
    clock.shift(5 * DAY)
    assert since("sparring_times_wanted") == [last]
