"""Which department or kind of people somebody belongs to, where relations are shown."""

from typing import Any

from django.db.models import Case, CharField, F, QuerySet, When
from django.db.models.functions import Cast

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from netvaerk.people.models.org_unit import department_id_of


def grouped_people() -> QuerySet[Any]:
    """With `group`: an employee's department as its id, a guest's kind as its key.

    Nobody who has opted out, and nobody who belongs nowhere.
    """
    group = Case(
        When(roles__contains=[Role.EMPLOYEE], then=Cast(department_id_of("unit"), CharField())),
        default=F("stakeholder_kind__key"),
        output_field=CharField(),
    )
    counted = Person.objects.filter(is_in_relations=True).annotate(group=group)
    return counted.exclude(group=None).order_by()
