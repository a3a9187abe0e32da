"""What waits around agreements: not before its time, for the right one, and gone when done."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
import time_machine

from netvaerk.people.models import Person
from networks.actions.agreement import confirm_agreement, keep_agreement
from networks.actions.leaving import leave_network
from networks.actions.phase import move_phase
from networks.models import Network, Phase
from secretariat.actions.content import install_content
from secretariat.queries.front import steps_for
from tests.factories.networks import make_network
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)


@pytest.fixture
def time():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lis(db) -> Person:
    return PersonFactory(first_name="Lis")


@pytest.fixture
def network(time, mia, bo, karen, ali, noor, lis) -> Network:
    """Ali has a line manager; Mia has none, and Noor is a guest."""
    install_content()
    give_manager(ali, lis)
    made = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    let_in(made, noor)
    return made


def asked(*people: Person) -> list[list[str]]:
    """The rules about agreements that each is asked about."""
    return [
        sorted({step.rule for step in steps_for(one) if step.rule.startswith("agreement")})
        for one in people
    ]


def test_a_missing_agreement_is_asked_about_after_ten_days_and_never_of_others(
    network, time, ali, mia, noor, lis, bo, karen
):
    time.shift(9 * DAY)
    assert asked(ali) == [[]]
    time.shift(DAY)
    everybody = (ali, mia, noor, lis, bo, karen)
    assert asked(*everybody) == [["agreement_missing"], [], [], [], [], []]
    make_agreement(network, ali)
    assert asked(ali) == [[]]


def test_who_has_not_answered_is_asked_at_once_in_person(network, ali, lis, mia, bo):
    agreement = make_agreement(network, ali)
    assert asked(lis, ali, mia, bo) == [["agreement_unconfirmed"], [], [], []]
    (step,) = [one for one in steps_for(lis) if one.rule == "agreement_unconfirmed"]
    assert (step.since, step.not_relevant_url) == (MONDAY, "")
    make_agreement(network, ali, by=lis)
    assert asked(lis, ali) == [[], ["agreement_unconfirmed"]]
    newest = network.agreements.first()
    assert newest.pk != agreement.pk
    confirm_agreement(by=ali, agreement=newest)
    assert asked(lis, ali) == [[], []]


def test_a_move_to_another_phase_asks_the_member_to_look_again(network, time, ali, lis, mia):
    agreed = make_agreement(network, ali, confirmed=True)
    time.shift(DAY)
    to = Phase.objects.exclude(pk=network.phase_id)[0]
    move_phase(by=mia, network=network, to=to, sentence="Vi er videre.")
    time.shift(2 * DAY)
    assert asked(ali) == [[]]
    time.shift(DAY)
    assert asked(ali, lis, mia) == [["agreement_to_renew"], [], []]
    (step,) = [one for one in steps_for(ali) if one.rule == "agreement_to_renew"]
    assert step.since == MONDAY + DAY
    kept = keep_agreement(by=ali, agreement=agreed)
    assert asked(ali, lis) == [[], ["agreement_unconfirmed"]]
    confirm_agreement(by=lis, agreement=kept)
    assert asked(ali, lis) == [[], []]


@pytest.mark.parametrize("state", ["nothing", "one side", "moved"])
@pytest.mark.parametrize("end", ["closed", "cancelled", "left"])
def test_nobody_is_asked_when_the_network_or_the_membership_is_over(
    network, time, ali, lis, mia, state, end
):
    if state != "nothing":
        make_agreement(network, ali, confirmed=state == "moved")
    time.shift(DAY)
    if state == "moved":
        to = Phase.objects.exclude(pk=network.phase_id)[0]
        move_phase(by=mia, network=network, to=to, sentence="Vi er videre.")
    time.shift(30 * DAY)
    assert asked(ali, lis) != [[], []]
    if end == "left":
        leave_network(by=ali, network=network)
    elif end == "closed":
        Network.objects.filter(pk=network.pk).update(status="closed", closed_at=MONDAY)
    else:
        with pgtrigger.ignore("networks.Network:network_moves"):
            Network.objects.filter(pk=network.pk).update(status="cancelled")
    assert asked(ali, lis) == [[], []]
