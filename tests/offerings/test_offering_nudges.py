"""What waits around the offerings: an answer to a wish, and a word on what became of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.decision import reopen_decision
from networks.models import Network
from offerings.actions.offering import settle_offering
from offerings.actions.request import answer_request, withdraw_request
from offerings.models import OfferingRequest
from offerings.nudges import RULES
from secretariat.actions.content import install_content
from secretariat.models import NudgeRule
from tests.factories.networks import make_network
from tests.factories.offerings import make_assigned, make_offering, make_request
from tests.networks.rooms import Cast, cast_of

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)
WAITS, UNSETTLED = "offering_request_waits", "offering_unsettled"


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, clock) -> Cast:
    return cast_of(request)


def waiting(key: str, people=None) -> list[tuple[str, str, datetime]]:
    rule = next(one for one in RULES if one.key == key)
    found = rule.waiting(Person.objects.all() if people is None else people)
    names = dict(Person.objects.values_list("pk", "first_name"))
    rows = [(names[row[2]], row[1], row[3]) for row in found]
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    return sorted(rows)


def whom(key: str) -> list[str]:
    return [name for name, _subject, _since in waiting(key)]


def asked(cast: Cast) -> OfferingRequest:
    return make_request(cast.network, make_offering("Lyt"), by=cast.people["member"])


def test_the_networks_consultant_is_asked_and_nobody_else(cast):
    assert whom(WAITS) == []
    request = asked(cast)
    assert waiting(WAITS) == [("Karen", str(request.pk), MONDAY)]
    only_sanne = Person.objects.filter(pk=cast.people["secretariat lead"].pk)
    assert waiting(WAITS, only_sanne) == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": [Role.EMPLOYEE]}])
def test_without_one_who_answers_the_whole_secretariat_is_asked(cast, change):
    asked(cast)
    Person.objects.filter(pk=cast.people["consultant"].pk).update(**change)
    assert whom(WAITS) == ["Kaj", "Sanne"]


@pytest.mark.parametrize("end", ["answered", "withdrawn", "closed"])
def test_nobody_is_asked_about_a_wish_that_is_over(cast, end):
    request, karen = asked(cast), cast.people["consultant"]
    if end == "answered":
        answer_request(by=karen, request=request, is_granted=False, answer="Vent.")
    elif end == "withdrawn":
        withdraw_request(by=cast.people["member"], request=request)
    else:
        close(cast.network)
    assert waiting(WAITS) == []


def test_nobody_is_asked_about_a_network_that_came_to_nothing(cast):
    people = (cast.people[one] for one in ("leader", "reference leader", "consultant"))
    leader, bo, karen = people
    forming = make_network(
        leader=leader, reference_leader=bo, consultant=karen, direction=False, title="Unge i job"
    )
    make_request(forming)
    make_assigned(forming)
    assert (whom(WAITS), whom(UNSETTLED)) == (["Karen"], ["Mia"])
    reopen_decision(by=bo, proposal=forming.proposal, reason="Vi ser på det igen.")
    assert (whom(WAITS), whom(UNSETTLED)) == ([], [])


def test_the_leader_is_asked_what_became_of_it(cast, clock):
    assert whom(UNSETTLED) == []
    assigned = make_assigned(cast.network)
    clock.shift(21 * DAY)
    assert waiting(UNSETTLED) == [("Mia", str(assigned.pk), MONDAY)]
    settle_offering(by=cast.people["leader"], assigned=assigned, unused_because="Sygdom.")
    assert waiting(UNSETTLED) == []


def test_nobody_is_asked_about_a_network_that_is_over(cast):
    make_assigned(cast.network)
    close(cast.network)
    assert waiting(UNSETTLED) == []


def test_it_is_shown_first_when_it_is_overdue_and_a_wish_at_once(cast):
    rules = {one.key: one for one in RULES}
    assert (rules[UNSETTLED].only_when_overdue, rules[WAITS].asked_in_person) == (True, True)
    install_content()
    delays = dict(NudgeRule.objects.values_list("key", "delay_days"))
    assert (delays[UNSETTLED], delays[WAITS]) == (21, 3)


def test_the_leaders_short_way_leads_to_the_page(cast):
    assigned = make_assigned(cast.network)
    answer = cast.client("leader").get(reverse("offerings:offering_given", args=[assigned.pk]))
    assert answer.url == reverse("offerings:offering_settle", args=[cast.network.slug, assigned.pk])


def close(network: Network) -> None:
    """Over; the closing itself has tests of its own."""
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=MONDAY)
