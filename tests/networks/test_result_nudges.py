"""What waits around a result, on a clock that stands still."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from netvaerk.nudges import Waiting
from netvaerk.people.models import Person
from networks.actions.look_again import answer_look_again
from networks.actions.receiver import accept_result, decline_result, pass_on_result
from networks.enums import Afterlife, Audience, NetworkStatus
from networks.models import LookAgain, Network, Result
from networks.nudges.result import RULES
from secretariat.actions.content import install_content
from secretariat.queries.front import steps_for
from tests.factories.networks import make_network
from tests.factories.networks.result import make_closed, make_receiver, make_result, make_taken
from tests.factories.people import PersonFactory

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 8, 31, 10, tzinfo=CPH)
RULE = {rule.key: rule for rule in RULES}


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, clock, mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


@pytest.fixture
def result(network: Network) -> Result:
    return make_result(network, audience=Audience.NETWORK)


@pytest.fixture
def lone() -> Person:
    return PersonFactory(first_name="Lone")


def waits(key: str) -> list[tuple[str, datetime]]:
    """For whom, and since when."""
    rows = [Waiting(*row) for row in RULE[key].waiting(Person.objects.active())]
    names = dict(Person.objects.values_list("pk", "first_name"))
    return sorted((names[row.recipient], row.since.astimezone(CPH)) for row in rows)


def steps(person: Person) -> list[str]:
    return [step.rule for step in steps_for(person) if step.rule in RULE]


def cancel(network: Network) -> None:
    """As if it had come to nothing; nothing in the product takes a running network there."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE networks_network DISABLE TRIGGER USER")
        Network.objects.filter(pk=network.pk).update(status=NetworkStatus.CANCELLED)
        cursor.execute("ALTER TABLE networks_network ENABLE TRIGGER USER")


def test_a_result_without_a_receiver_waits_for_the_leader(network, result, clock, mia, ali, lone):
    install_content()
    assert waits("result_without_receiver") == [("Mia", MONDAY)]
    clock.shift(timedelta(days=13, hours=23))
    assert (steps(mia), steps(ali)) == ([], [])
    clock.shift(timedelta(hours=1))
    assert (steps(mia), steps(ali)) == (["result_without_receiver"], [])
    asked = make_receiver(result, lone)
    assert waits("result_without_receiver") == []
    clock.shift(timedelta(days=1))
    decline_result(by=lone, receiver=asked, words="Ikke hos os.")
    assert waits("result_without_receiver") == [("Mia", MONDAY + timedelta(days=15))]
    make_closed(network)
    assert waits("result_without_receiver") == []


def test_whoever_is_asked_sees_it_at_once_and_may_not_wave_it_away(result, mia, lone, clock):
    make_receiver(result, lone)
    assert waits("receiver_unanswered") == [("Lone", MONDAY)]
    (step,) = [one for one in steps_for(lone) if one.rule == "receiver_unanswered"]
    assert (step.why, step.not_relevant_url) == (result.title, "")
    assert step.url == f"/aftryk/{result.receivers.get().pk}/"
    assert steps(mia) == []


def test_a_slow_receiver_waits_for_the_leader_too(result, clock, mia, lone):
    install_content()
    asked = make_receiver(result, lone)
    clock.shift(timedelta(days=13, hours=23))
    assert steps(mia) == []
    clock.shift(timedelta(hours=1))
    assert steps(mia) == ["receiver_slow"]
    accept_result(by=lone, receiver=asked, words="")
    assert (steps(mia), steps(lone)) == ([], [])


def test_a_leader_who_is_the_receiver_is_asked_once(result, clock, mia):
    install_content()
    make_receiver(result, mia)
    clock.shift(timedelta(days=30))
    assert steps(mia) == ["receiver_unanswered"]


def test_receivers_are_waited_for_after_closing_but_not_when_cancelled(network, result, lone):
    make_receiver(result, lone)
    make_closed(network)
    assert [len(waits(key)) for key in ("receiver_unanswered", "receiver_slow")] == [1, 1]


def test_nothing_waits_in_a_cancelled_network(network, result, lone, transactional_db):
    make_receiver(result, lone)
    make_result(network)
    cancel(network)
    assert {key: waits(key) for key in RULE} == {key: [] for key in RULE}


def test_after_a_quarter_whoever_has_taken_it_is_asked_how_it_fares(
    network, result, clock, lone, mia, ali
):
    make_taken(result, lone)
    make_result(network, title="Ingen tog imod")
    make_closed(network)
    # 31 August and three months: November has thirty days.
    clock.move_to(datetime(2026, 11, 29, 23, 59, tzinfo=CPH))
    assert waits("look_again_due") == []
    clock.move_to(datetime(2026, 11, 30, 0, 1, tzinfo=CPH))
    assert [name for name, _since in waits("look_again_due")] == ["Lone"]
    assert (steps(lone), steps(mia), steps(ali)) == (["look_again_due"], [], [])
    look = LookAgain.objects.get(result=result, months=3)
    answer_look_again(by=lone, look=look, answer=Afterlife.LIVES, words="Hver mandag.")
    assert waits("look_again_due") == []
    clock.move_to(datetime(2027, 2, 28, 10, tzinfo=CPH))
    assert [name for name, _since in waits("look_again_due")] == ["Lone"]


def test_a_year_of_silence_is_one_question(network, result, clock, lone):
    make_taken(result, lone)
    make_closed(network)
    clock.move_to(datetime(2027, 9, 1, 10, tzinfo=CPH))
    (step,) = [one for one in steps_for(lone) if one.rule == "look_again_due"]
    assert step.url == f"/genbesoeg/{LookAgain.objects.get(result=result, months=12).pk}/"


def test_what_is_accepted_late_is_asked_about_from_then(network, result, clock, lone):
    asked = make_receiver(result, lone)
    make_closed(network)
    late = datetime(2026, 12, 20, 10, tzinfo=CPH)
    clock.move_to(late)
    assert waits("look_again_due") == []
    accept_result(by=lone, receiver=asked, words="")
    assert waits("look_again_due") == [("Lone", late)]


def test_whoever_took_it_on_is_asked_and_not_the_one_before(network, result, clock, lone):
    nadia = PersonFactory(first_name="Nadia")
    first = make_taken(result, lone)
    make_closed(network)
    clock.move_to(datetime(2026, 12, 1, 10, tzinfo=CPH))
    second = pass_on_result(by=lone, receiver=first, to=nadia, words="")
    assert waits("look_again_due") == []
    accept_result(by=nadia, receiver=second, words="")
    assert [name for name, _since in waits("look_again_due")] == ["Nadia"]
