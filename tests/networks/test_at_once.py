"""The same thing at the same moment, in real threads: one gets through, and nobody a 500."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from netvaerk.people.enums import Role
from netvaerk.people.models import OutboxMail, Person
from networks.actions.membership import ask_to_join
from networks.models import Decision, Direction, JoinRequest, LearningEntry, Membership, Proposal
from tests.factories.networks import StrategicThemeFactory, make_forwarded, make_network
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def at_once(person: Person, address: str, said: Callable[[int], dict]) -> list[int]:
    """The statuses of `MANY` posts that are let go together."""
    clients = [Client(raise_request_exception=False) for _ in range(MANY)]
    for client in clients:
        client.force_login(person)
    ready, statuses = threading.Barrier(MANY), []

    def post(number: int) -> None:
        try:
            ready.wait()
            statuses.append(clients[number].post(address, said(number)).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


@pytest.fixture
def chief():
    return PersonFactory(first_name="Bo", roles=[Role.EMPLOYEE, Role.CHIEF])


@pytest.fixture
def leader():
    return PersonFactory(first_name="Mia")


@pytest.fixture
def network(chief, leader):
    consultant = PersonFactory(first_name="Karen", roles=[Role.EMPLOYEE, Role.CONSULTANT])
    return make_network(leader=leader, reference_leader=chief, consultant=consultant)


def test_one_join_request_is_answered_once(network, leader):
    asker = PersonFactory()
    asked = ask_to_join(by=asker, network=network, sentence="Må jeg være med?")
    address = reverse("networks:join_answer", args=[network.slug, asked.pk])
    assert at_once(leader, address, lambda _n: {"decision": "velkommen"}) == [302] * MANY
    assert Membership.objects.current().filter(network=network, person=asker).count() == 1
    assert OutboxMail.objects.filter(kind="join_answer", recipient=asker).count() == 1


def test_asking_at_once_is_asking_once(network):
    asker = PersonFactory()
    address = reverse("networks:join_ask", args=[network.slug])
    assert at_once(asker, address, lambda n: {"sentence": f"Må jeg? {n}"}) == [302] * MANY
    assert JoinRequest.objects.filter(person=asker).count() == 1


def test_a_proposal_is_decided_once(chief, leader):
    proposal = make_forwarded(leader)
    address = reverse("networks:proposal_decide", args=[proposal.pk])
    statuses = at_once(chief, address, lambda n: {"outcome": "no", "reason": f"Grund {n}"})
    assert statuses == [302, *[422] * (MANY - 1)]
    assert Decision.objects.count() == 1


def test_of_two_directions_none_is_lost(network, chief):
    theme = StrategicThemeFactory()
    address = reverse("networks:direction_write", args=[network.slug])
    statuses = at_once(
        chief,
        address,
        lambda n: {"why": f"{n}", "is_open": "x", "based_on": 1, "themes": [theme.pk]},
    )
    assert statuses == [302, *[422] * (MANY - 1)]
    assert Direction.objects.filter(network=network).count() == 2


def test_a_form_sent_many_times_begins_one_draft(leader):
    said = {"title": "Et forslag", "challenge": "Hvorfor?", "key": uuid.uuid4()}
    assert at_once(leader, reverse("networks:proposal_new"), lambda _n: said) == [302] * MANY
    assert Proposal.objects.count() == 1


def test_a_form_sent_many_times_is_one_card(network, leader):
    said = {"believed": "a", "saw": "b", "learned": "c", "audience": "network"}
    said["form_key"] = str(uuid.uuid4())
    address = reverse("networks:learning_new", args=[network.slug])
    assert at_once(leader, address, lambda _n: said) == [302] * MANY
    assert LearningEntry.objects.count() == 1
