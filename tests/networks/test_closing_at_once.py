"""Two clicks at the same moment, in real threads."""

import pytest
from django.urls import reverse

from netvaerk.people.enums import Role
from netvaerk.people.models import OutboxMail
from networks.models import LookAgain, Receiver
from tests.factories.networks import make_network
from tests.factories.networks.result import make_receiver, make_result
from tests.factories.people import PersonFactory
from tests.networks.test_at_once import MANY, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def leader():
    return PersonFactory(first_name="Mia")


@pytest.fixture
def network(leader):
    return make_network(
        leader=leader,
        reference_leader=PersonFactory(roles=[Role.EMPLOYEE, Role.CHIEF]),
        consultant=PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT]),
    )


def test_a_network_closes_once(network, leader):
    make_result(network)
    address = reverse("networks:network_close", args=[network.slug])
    said = at_once(leader, address, lambda n: {"words": f"Ord {n}", "why_without": "Det kommer."})
    assert said == [302] * MANY
    assert LookAgain.objects.count() == 3
    assert OutboxMail.objects.filter(kind="closing").count() == 3


def test_of_many_asked_at_once_one_stands(network, leader):
    result = make_result(network)
    people = [PersonFactory() for _ in range(MANY)]
    address = reverse("networks:receiver_ask", args=[network.slug, result.pk])
    said = at_once(leader, address, lambda n: {"person": people[n].email, "words": ""})
    assert said == [302] * MANY
    assert Receiver.objects.standing().count() == 1


def test_a_result_is_accepted_once(network):
    lone = PersonFactory(first_name="Lone")
    asked = make_receiver(make_result(network), lone)
    address = reverse("networks:receiver_answer", args=[asked.pk])
    said = at_once(lone, address, lambda n: {"decision": "tag-imod", "words": f"Ja {n}"})
    assert said == [302] * MANY
    assert OutboxMail.objects.filter(kind="receiver_answer").count() == 1
