"""The list of networks, and what it can be narrowed by."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import OrgUnit
from netvaerk.people.models.org_unit import department_id_of
from networks.models import Membership, Network, NetworkType, Phase, StrategicTheme


@dataclass(frozen=True)
class NetworkRow:
    slug: str
    title: str
    challenge: str
    type: str
    stage: str
    state: str  # in words, when it lives no longer
    departments: tuple[str, ...]
    is_open: bool
    wanted: str


def rows_of(networks: QuerySet[Network]) -> QuerySet[Network]:
    """The networks by Danish alphabet, with what a row needs."""
    units = Membership.objects.to_the_end().filter(network=OuterRef(OuterRef("pk")))
    departments = (
        OrgUnit.objects.departments()
        .filter(pk__in=units.values(department=department_id_of("person__unit")))
        .in_danish_order()
    )
    return (
        networks.select_related("type", "phase")
        .annotate(department_names=ArraySubquery(departments.values("name")))
        .order_by(danish_order("title"), "pk")
    )


def row_of(network: Any) -> NetworkRow:
    """`network` comes from `rows_of`."""
    return NetworkRow(
        slug=network.slug,
        title=network.title,
        challenge=network.challenge,
        type=network.type.name,
        stage=network.stage,
        state="" if network.is_alive else network.get_status_display(),
        departments=tuple(network.department_names),
        is_open=network.is_alive and network.is_open_for_members,
        wanted=network.wanted,
    )


def page_of_rows(page: Page) -> Page:
    """The paginator's page with rows instead of networks; one query."""
    page.object_list = [row_of(network) for network in page.object_list]
    return page


def filter_choices() -> dict[str, list[tuple[str, str]]]:
    """What the list can be narrowed by, each as (value, name), in order; one query."""

    def named(kind: str, queryset: QuerySet, key: str, name: str, position: Any) -> QuerySet:
        return queryset.order_by().values_list(
            Value(kind),
            Cast(key, CharField()),
            Cast(name, CharField()),
            Cast(position, CharField()),
        )

    themes = StrategicTheme.objects.counting_on(clock.today())
    departments = OrgUnit.objects.departments().filter(is_active=True)
    rows = named("theme", themes, "key", "title", "position").union(
        named("type", NetworkType.objects.all(), "key", "name", "position"),
        named("phase", Phase.objects.all(), "pk", "name", "position"),
        named("department", departments, "pk", "name", danish_order("name")),
        all=True,
    )
    found: dict[str, list] = {"theme": [], "type": [], "phase": [], "department": []}
    for kind, key, name, position in rows:
        found[kind].append((position.zfill(5) if kind != "department" else position, name, key))
    return {
        kind: [(key, name) for _position, name, key in sorted(choices)]
        for kind, choices in found.items()
    }
