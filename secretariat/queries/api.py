"""What another system reads: what every employee may, and nobody's name."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from netvaerk import clock
from netvaerk.people.models import OrgUnit
from netvaerk.people.models.org_unit import department_id_of
from netvaerk.people.models.person import any_employee
from networks.models import Direction, Membership, Network, Phase, PhaseChange, StrategicTheme
from offerings.models import Offering, OfferingSession
from secretariat.models import Integration

PAGE = 100


def integration_with(key: str) -> Integration | None:
    """The open one that the key belongs to."""
    return Integration.objects.open().with_key(key).first()


def networks_after(pk: int) -> list[Any]:
    """A page of networks by their number, each with departments and themes; one query."""
    return list(_networks().filter(pk__gt=pk).order_by("pk")[:PAGE])


def network_named(slug: str) -> Any | None:
    """With the phases that it has been through."""
    changes = PhaseChange.objects.filter(network=OuterRef("pk")).order_by("at", "pk")
    told = changes.values(told=JSONObject(phase="to__name", sentence="sentence", at="at"))
    return _networks().annotate(way=ArraySubquery(told)).filter(slug=slug).first()


def phases_in_order() -> QuerySet[Phase]:
    return Phase.objects.order_by("position", "pk")


def offerings_now() -> list[Any]:
    """Each with the phases that it suits and the next time it is held; one query."""
    suits = Phase.objects.filter(
        pk__in=Offering.phases.through.objects.filter(offering=OuterRef(OuterRef("pk"))).values(
            "phase"
        )
    )
    ahead = OfferingSession.objects.filter(
        offering=OuterRef("pk"), begins_at__gt=clock.now(), cancelled_at=None
    )
    return list(
        Offering.objects.active()
        .annotate(
            phase_names=ArraySubquery(suits.order_by("position", "pk").values("name")),
            next_at=ahead.order_by("begins_at").values("begins_at")[:1],
        )
        .in_danish_order()
    )


def _networks() -> QuerySet[Network]:
    reader = any_employee()
    inside = Membership.objects.to_the_end().filter(network=OuterRef(OuterRef("pk")))
    departments = (
        OrgUnit.objects.departments()
        .filter(pk__in=inside.values(department=department_id_of("person__unit")))
        .in_danish_order()
    )
    direction = Direction.objects.current().visible_to(reader)
    themes = StrategicTheme.objects.filter(
        directions__in=direction.filter(network=OuterRef(OuterRef("pk"))).values("pk")
    )
    return (
        Network.objects.visible_to(reader)
        .select_related("type", "phase")
        .annotate(
            department_names=ArraySubquery(departments.values("name")),
            theme_keys=ArraySubquery(themes.order_by("position", "pk").values("key")),
        )
    )
