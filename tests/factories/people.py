"""Units and people. Nobody has a password; a test that needs one gives it."""

import factory

from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import OrgUnit, Person, StakeholderKind


class AreaFactory(factory.django.DjangoModelFactory):
    """A director area, the top of the tree."""

    class Meta:
        model = OrgUnit

    name = factory.Sequence(lambda number: f"Direktørområde {number}")
    kind = UnitKind.DIRECTOR_AREA


class OrgUnitFactory(factory.django.DjangoModelFactory):
    """A department, in an area of its own unless a parent is named."""

    class Meta:
        model = OrgUnit

    name = factory.Sequence(lambda number: f"Afdeling {number}")
    kind = UnitKind.DEPARTMENT
    parent = factory.SubFactory(AreaFactory)


class StakeholderKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StakeholderKind
        django_get_or_create = ("key",)

    key = "citizen"
    name = "borger"
    plural = "borgere"


class PersonFactory(factory.django.DjangoModelFactory):
    """An employee in a department of their own."""

    class Meta:
        model = Person

    first_name = factory.Sequence(lambda number: f"Person{number}")
    last_name = "Lund"
    email = factory.LazyAttribute(lambda made: f"{made.first_name.lower()}@demo.example")
    unit = factory.SubFactory(OrgUnitFactory)
    roles = factory.LazyFunction(lambda: [Role.EMPLOYEE])
    password = "!"
