"""A house on a day in November, with a network that nobody is in yet."""

from datetime import UTC, datetime

import pytest
import time_machine

from netvaerk.people.models import Person
from networks.models import Membership, Network
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.factories.relations import make_below

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SPRING, AUTUMN = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2025, 10, 1, 9, tzinfo=UTC)
SUMMER = datetime(2026, 8, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_day_in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mother(mia, bo, karen) -> Network:
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    Membership.objects.all().delete()
    return network


@pytest.fixture
def network(mother) -> Network:
    return make_below(mother, "Byhaver for alle")


@pytest.fixture
def teachers(school) -> list[Person]:
    return [PersonFactory(unit=school) for _number in range(3)]


@pytest.fixture
def nurses(health) -> list[Person]:
    return [PersonFactory(unit=health) for _number in range(3)]
