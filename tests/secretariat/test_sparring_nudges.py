"""What waits around sparring: not before, then yes, and gone when it is done."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import Person
from networks.actions.leaving import leave_network
from networks.models import Network
from secretariat.actions.sparring import (
    assign_partner,
    pick_time,
    propose_times,
    reopen_times,
    withdraw_sparring,
)
from secretariat.actions.sparring_note import log_sparring
from secretariat.nudges import RULE_OF
from tests.factories.networks import make_member, make_network
from tests.factories.sparring import make_agreed, make_ask, make_assigned
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


def waiting(key: str, people=None) -> list[tuple[str, str, datetime]]:
    rule = RULE_OF[key]
    found = list(rule.waiting(Person.objects.all() if people is None else people))
    names = dict(Person.objects.values_list("pk", "first_name"))
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    return sorted((names[row[2]], row[1], row[3]) for row in found)


def whom(key: str) -> list[str]:
    return [name for name, _subject, _since in waiting(key)]


def close(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=MONDAY)


# --- A partner --------------------------------------------------------------------------------
def test_a_question_waits_for_the_networks_consultant_until_somebody_is_found(cast):
    assert whom("sparring_asked") == []
    session = make_ask(cast.network)
    assert waiting("sparring_asked") == [("Karen", str(session.pk), MONDAY)]
    only_eva = Person.objects.filter(pk=cast.people["employee outside"].pk)
    assert waiting("sparring_asked", only_eva) == []
    lead = cast.people["secretariat lead"]
    assign_partner(by=lead, session=session, partner=cast.people["consultant"])
    assert whom("sparring_asked") == []


def test_without_a_consultant_it_waits_for_each_who_leads_the_secretariat(cast, dorte, eva):
    forming = make_network(leader=eva, reference_leader=dorte, title="Ny")
    make_ask(forming)
    assert whom("sparring_asked") == ["Sanne"]
    make_ask(cast.network)
    Person.objects.filter(pk=cast.people["consultant"].pk).update(is_active=False)
    assert whom("sparring_asked") == ["Sanne", "Sanne"]


def test_a_consultant_who_no_longer_works_in_the_secretariat_is_not_asked(cast):
    make_ask(cast.network)
    consultant = cast.people["consultant"]
    Person.objects.filter(pk=consultant.pk).update(roles=["employee"])
    assert whom("sparring_asked") == ["Sanne"]


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_nobody_looks_for_what_is_not_wanted(cast, end):
    session = make_ask(cast.network)
    if end == "closed":
        close(cast.network)
    else:
        withdraw_sparring(by=cast.network.leader, session=session, because="x")
    assert whom("sparring_asked") == []


# --- A time -----------------------------------------------------------------------------------
def test_the_partner_proposes_then_who_asked_picks(cast, clock):
    session = make_assigned(
        cast.network, by=cast.people["member"], partner=cast.people["consultant"]
    )
    assert waiting("sparring_times_wanted") == [("Karen", str(session.pk), MONDAY)]
    assert whom("sparring_time_to_pick") == []
    clock.shift(DAY)
    propose_times(by=cast.people["consultant"], session=session, times=[MONDAY + 3 * DAY])
    assert whom("sparring_times_wanted") == []
    assert waiting("sparring_time_to_pick") == [("Ali", str(session.pk), MONDAY + DAY)]
    pick_time(by=cast.network.leader, session=session, time_id=session.times.get().pk)
    assert whom("sparring_time_to_pick") == []


def test_times_that_have_gone_or_do_not_fit_are_wanted_again(cast, clock):
    session = make_assigned(cast.network, partner=cast.people["consultant"], times=[MONDAY + DAY])
    assert (whom("sparring_times_wanted"), whom("sparring_time_to_pick")) == ([], ["Mia"])
    clock.shift(DAY)
    assert (whom("sparring_times_wanted"), whom("sparring_time_to_pick")) == (["Karen"], [])
    propose_times(by=cast.people["consultant"], session=session, times=[MONDAY + 3 * DAY])
    reopen_times(by=cast.network.leader, session=session, because="Nej.")
    assert (whom("sparring_times_wanted"), whom("sparring_time_to_pick")) == (["Karen"], [])
    close(cast.network)
    assert (whom("sparring_times_wanted"), whom("sparring_time_to_pick")) == ([], [])


def test_who_has_left_does_not_pick(cast):
    make_assigned(
        cast.network,
        by=cast.people["member"],
        partner=cast.people["consultant"],
        times=[MONDAY + DAY],
    )
    leave_network(by=cast.people["member"], network=cast.network)
    assert whom("sparring_time_to_pick") == []


# --- The conversation -------------------------------------------------------------------------
def test_from_a_day_and_a_half_before_it_stands_before_each_who_is_to_be_there(cast, clock):
    peer = cast.people["employee outside"]
    at = MONDAY + 3 * DAY
    session = make_agreed(cast.network, partner=cast.people["consultant"], people=[peer], at=at)
    clock.shift(36 * HOUR - timedelta(minutes=1))
    assert whom("sparring_tomorrow") == []
    clock.shift(timedelta(minutes=1))
    since = at - 36 * HOUR
    there = [(name, str(session.pk), since) for name in ("Eva", "Karen", "Mia")]
    assert waiting("sparring_tomorrow") == there
    only_ali = Person.objects.filter(pk=cast.people["member"].pk)
    assert waiting("sparring_tomorrow", only_ali) == []
    make_member(cast.network, peer)
    leave_network(by=peer, network=cast.network)
    assert whom("sparring_tomorrow") == ["Karen", "Mia"]
    clock.shift(36 * HOUR)
    assert whom("sparring_tomorrow") == []


def test_once_it_is_over_the_partner_is_asked_whether_it_was_held(cast, clock):
    session = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    clock.shift(DAY + timedelta(minutes=59))
    assert whom("sparring_unlogged") == []
    clock.shift(timedelta(minutes=1))
    assert waiting("sparring_unlogged") == [("Karen", str(session.pk), MONDAY + DAY + HOUR)]
    assert not RULE_OF["sparring_unlogged"].only_when_overdue
    log_sparring(by=cast.network.leader, session=session, outcome="not_held")
    assert whom("sparring_unlogged") == []


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_what_will_not_be_is_neither_near_nor_unlogged(cast, clock, end):
    session = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    if end == "closed":
        close(cast.network)
    else:
        withdraw_sparring(by=cast.network.leader, session=session, because="x")
    assert whom("sparring_tomorrow") == []
    clock.shift(2 * DAY)
    assert whom("sparring_unlogged") == []


# --- Not for long -----------------------------------------------------------------------------
def test_a_network_without_sparring_is_quiet_since_it_began_or_since_the_last(cast, clock):
    rule = RULE_OF["no_sparring_lately"]
    assert rule.only_when_overdue
    assert waiting("no_sparring_lately") == [("Mia", str(cast.network.pk), MONDAY)]
    session = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    assert whom("no_sparring_lately") == []
    clock.shift(2 * DAY)
    log_sparring(by=cast.network.leader, session=session, outcome="held")
    assert waiting("no_sparring_lately") == [("Mia", str(cast.network.pk), MONDAY + DAY)]
    log_sparring(by=cast.network.leader, session=session, outcome="not_held")
    assert waiting("no_sparring_lately") == [("Mia", str(cast.network.pk), MONDAY)]
    make_ask(cast.network)
    assert whom("no_sparring_lately") == []


def test_a_forming_or_closed_network_is_not_asked(cast, dorte, eva):
    make_network(leader=eva, reference_leader=dorte, title="Ny")
    close(cast.network)
    assert whom("no_sparring_lately") == []
