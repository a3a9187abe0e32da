"""»Nyt fra jeres netværk«: the newest cards, for who reads every network and for who does not."""

from datetime import timedelta

import pytest

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.enums import Audience
from networks.models import Membership, Network
from secretariat.queries.front import front_page_for
from tests.factories.networks import make_learning, make_network, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def networks() -> list[Network]:
    """Two networks with two cards each an hour apart, one for the network and one for the house."""
    made = []
    for number in (1, 2):
        leader = Person.objects.create(
            email=f"leder{number}@demo.example", first_name="Lea", roles=[Role.EMPLOYEE]
        )
        network = make_network(
            leader=leader,
            reference_leader=somebody(Role.CHIEF),
            consultant=somebody(Role.CONSULTANT),
            title=f"Netværk nummer {number}",
        )
        for hours, audience in ((4, Audience.EMPLOYEES), (2, Audience.NETWORK)):
            with clock.set_to(clock.now() - timedelta(hours=hours - number)):
                make_learning(network, learned=f"{audience} {number}", audience=audience)
        made.append(network)
    return made


def told(person: Person) -> list[str]:
    return [card.learned for card in front_page_for(person).learning]


def test_a_guest_reads_the_newest_of_their_own_network_only(networks):
    guest = Person.objects.create(email="gæst@gaest.demo.example", first_name="Gry", roles=[])
    assert told(guest) == []
    Membership.objects.create(network=networks[0], person=guest)
    assert told(guest) == ["network 1", "employees 1"]


def test_who_has_no_role_reads_nothing(networks):
    assert told(Person.objects.create(email="rod@demo.example", is_superuser=True, roles=[])) == []


def test_an_employee_reads_what_is_shared_and_their_own(networks):
    other = Person.objects.create(email="ane@demo.example", first_name="Ane", roles=[Role.EMPLOYEE])
    assert told(other) == ["employees 2", "employees 1"]
    assert told(networks[1].leader) == ["network 2", "employees 2", "employees 1"]


def test_of_many_cards_the_newest_three_are_told(networks):
    guest = Person.objects.create(email="gæst@gaest.demo.example", first_name="Gry", roles=[])
    for network in networks:
        Membership.objects.create(network=network, person=guest)
    for number in range(3, 7):
        make_learning(networks[0], learned=f"nyt {number}")
    assert told(guest) == ["nyt 6", "nyt 5", "nyt 4"]
