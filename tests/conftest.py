"""Everybody a test may meet, by name and role; the database and the broker are real."""

import django
import pytest
from hypothesis import settings

from tests import environment

environment.prepare()
django.setup()

from django.core.cache import cache  # noqa: E402 after Django's set-up
from django.test import Client  # noqa: E402 as above

from netvaerk.people.enums import Role  # noqa: E402 as above
from netvaerk.people.models import OrgUnit, Person  # noqa: E402 as above
from netvaerk.people.queries import role_word  # noqa: E402 as above
from tests.factories.people import (  # noqa: E402 as above
    AreaFactory,
    OrgUnitFactory,
    PersonFactory,
    StakeholderKindFactory,
)

# A busy machine makes nothing wrong: no test is measured in seconds.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """Rate limits live in the cache, which outlives a test; so do the words for roles."""
    cache.clear()
    role_word.hold({})


def sign_in(client: Client, person: Person) -> Client:
    """The same client, now as `person`."""
    client.force_login(person)
    return client


@pytest.fixture
def area(db: None) -> OrgUnit:
    return AreaFactory(name="Børn, Kultur & Velfærd")


@pytest.fixture
def school(area: OrgUnit) -> OrgUnit:
    return OrgUnitFactory(name="Skole & Dagtilbud", parent=area)


@pytest.fixture
def health(area: OrgUnit) -> OrgUnit:
    return OrgUnitFactory(name="Sundhed & Omsorg", parent=area)


@pytest.fixture
def staff(area: OrgUnit) -> OrgUnit:
    """The department of the secretariat; "stab", not everybody."""
    return OrgUnitFactory(name="Økonomi & Stab", parent=None)


@pytest.fixture
def dorte(area: OrgUnit) -> Person:
    """A director."""
    return PersonFactory(first_name="Dorte", unit=area, roles=[Role.EMPLOYEE, Role.DIRECTOR])


@pytest.fixture
def bo(school: OrgUnit) -> Person:
    """A chief, who may be a reference leader."""
    return PersonFactory(first_name="Bo", unit=school, roles=[Role.EMPLOYEE, Role.CHIEF])


@pytest.fixture
def karen(staff: OrgUnit) -> Person:
    """A network consultant in the secretariat."""
    return PersonFactory(first_name="Karen", unit=staff, roles=[Role.EMPLOYEE, Role.CONSULTANT])


@pytest.fixture
def sanne(staff: OrgUnit) -> Person:
    """She leads the secretariat."""
    roles = [Role.EMPLOYEE, Role.SECRETARIAT_LEAD]
    return PersonFactory(first_name="Sanne", unit=staff, roles=roles)


@pytest.fixture
def mia(school: OrgUnit) -> Person:
    """An employee who will lead a network."""
    return PersonFactory(first_name="Mia", unit=school)


@pytest.fixture
def ali(health: OrgUnit) -> Person:
    """An employee, often a member."""
    return PersonFactory(first_name="Ali", unit=health)


@pytest.fixture
def eva(health: OrgUnit) -> Person:
    """An employee outside every network."""
    return PersonFactory(first_name="Eva", unit=health)


@pytest.fixture
def noor(db: None) -> Person:
    """A citizen: a guest, without any role in the municipality."""
    kind = StakeholderKindFactory(key="citizen")
    return PersonFactory(
        first_name="Noor", email="noor@borger.example", roles=[], unit=None, stakeholder_kind=kind
    )


@pytest.fixture
def root(db: None) -> Person:
    """The system administrator."""
    return PersonFactory(first_name="Rod", roles=[], is_superuser=True)
