"""A promise without an answer is shown back to the chief who made it."""

import pytest
from django.urls import reverse

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.closing import close_network
from networks.models import Network
from networks.nudges.promise import RULES
from tests.factories.networks import make_network
from tests.factories.networks.promise import make_answered, make_promise

RULE = RULES[0]


@pytest.fixture
def network(mia, bo, karen) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def waiting() -> list[tuple[str, str]]:
    names = dict(Person.objects.values_list("pk", "first_name"))
    found = RULE.waiting(Person.objects.active())
    assert all(reverse(RULE.view, kwargs={RULE.place_name: row[5]}) for row in found)
    return sorted((names[row[2]], row[1]) for row in found)


def test_it_waits_for_whoever_made_it_and_tells_of_which_network(network, bo, dorte):
    mine, theirs = make_promise(network), make_promise(network, by=dorte)
    assert waiting() == sorted([("Bo", str(mine.pk)), ("Dorte", str(theirs.pk))])
    row = RULE.waiting(Person.objects.filter(pk=bo.pk)).get()
    assert row[3:] == (mine.made_at, network.title, str(mine.pk), f"»{mine.text}«", network.pk)


def test_an_answered_one_waits_for_nobody(network):
    make_answered(make_promise(network), "not_kept")
    assert waiting() == []


@pytest.mark.parametrize("end", ["closed", "no chief any more", "account closed"])
def test_it_no_longer_waits_when_it_has_no_place(network, bo, end):
    make_promise(network)
    if end == "closed":
        close_network(by=network.leader, network=network, words="Tak.", why_without="")
    elif end == "no chief any more":
        Person.objects.filter(pk=bo.pk).update(roles=[Role.EMPLOYEE])
    else:
        Person.objects.filter(pk=bo.pk).update(is_active=False)
    assert waiting() == []
