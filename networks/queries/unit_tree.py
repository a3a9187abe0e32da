import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q

from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OrgUnit


@dataclass(frozen=True)
class Pickable:
    """A department, or a unit below one."""

    pk: str
    name: str
    is_chosen: bool
    is_unit: bool


@dataclass(frozen=True)
class Area:
    """A director area, or the departments that stand outside them."""

    name: str
    pickables: Sequence[Pickable]

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.pickables)


def unit_tree(chosen: Collection[str]) -> list[Area]:
    """The basis organisation to pick from, with a closed unit only where it is already chosen."""
    units = list(
        OrgUnit.objects.filter(Q(is_active=True) | Q(pk__in=_uuids(chosen))).in_danish_order()
    )
    below = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)
    areas = [unit for unit in units if unit.kind == UnitKind.DIRECTOR_AREA]
    tree = [Area(area.name, _pickables(below[area.pk], below, chosen)) for area in areas]
    outside = [unit for unit in below[None] if unit.kind != UnitKind.DIRECTOR_AREA]
    tree.extend(Area(unit.name, _pickables([unit], below, chosen)) for unit in outside)
    return [area for area in tree if area.pickables]


def _pickables(departments: list[OrgUnit], below: dict, chosen: Collection[str]) -> list[Pickable]:
    return [
        Pickable(str(unit.pk), unit.name, str(unit.pk) in chosen, unit.kind == UnitKind.UNIT)
        for department in departments
        for unit in [department, *below[department.pk]]
    ]


def _uuids(texts: Collection[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found
