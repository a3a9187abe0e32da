"""The groups that relations are between: departments by director area, and kinds from outside."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OrgUnit, StakeholderKind
from secretariat.queries.relations.picture import Picture

OUTSIDE, WHOLES = "outside", "wholes"
OWN_KIND = "employee"  # no kind of guests


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    # The key of its director area; "" for a department on its own, OUTSIDE for guests, and WHOLES
    # for a whole director area, where there are too many departments to draw each.
    area: str
    is_area: bool = False  # those who sit in a director area itself
    is_in_use: bool = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        return self.area == OUTSIDE

    @cached_property
    def url(self) -> str:
        if self.area == WHOLES:
            return reverse("secretariat:relations")
        if self.is_outside:
            return reverse("secretariat:relations_of_kind", args=[self.key])
        return reverse("secretariat:relations_of_unit", args=[self.key])


@dataclass(frozen=True)
class Sector:
    """A director area with its departments, in the order they are shown."""

    key: str
    name: str
    groups: tuple[Group, ...]

    @property
    def is_outside(self) -> bool:
        return self.key == OUTSIDE


@dataclass(frozen=True)
class Groups:
    all: tuple[Group, ...]  # in the order they are shown
    areas: tuple[tuple[str, str], ...]  # key and name

    @cached_property
    def by_key(self) -> dict[str, Group]:
        return {group.key: group for group in self.all}

    @cached_property
    def order(self) -> dict[str, int]:
        return {group.key: place for place, group in enumerate(self.all)}

    def shown(self, *pictures: Picture) -> tuple[Group, ...]:
        """Those in use, and whoever else has a line; people who sit in an area itself only then."""
        tied = {key for one in pictures for line in one.lines for key in (line.one, line.other)}
        return tuple(
            group
            for group in self.all
            if group.key in tied or (group.is_in_use and not group.is_area)
        )

    @cached_property
    def wholes(self) -> dict[str, Group]:
        named = (*self.areas, ("", _("Andre afdelinger")))
        return {key: Group(key, name, WHOLES) for key, name in named}

    def wholes_but(self, area: str | None = None) -> Callable[[Group], Group]:
        """What each group is drawn as, where only those of one area, and guests, stand alone."""

        def drawn_as(group: Group) -> Group:
            stands_alone = group.is_outside or group.area == area
            return group if stands_alone else self.wholes[group.area]

        return drawn_as

    def sectors(self, some: Iterable[Group]) -> tuple[Sector, ...]:
        whole, other = (WHOLES, _("Direktørområder")), ("", _("Andre afdelinger"))
        names = [*self.areas, other, whole, (OUTSIDE, _("Udefra"))]
        kept: dict[str, list[Group]] = {key: [] for key, _name in names}
        for group in some:
            kept[group.area].append(group)
        return tuple(Sector(key, name, tuple(kept[key])) for key, name in names if kept[key])


def the_groups() -> Groups:
    """Two queries."""
    units = list(
        OrgUnit.objects.exclude(kind=UnitKind.UNIT)
        .in_danish_order()
        .values_list("pk", "name", "kind", "parent_id", "is_active")
    )
    areas = [(str(pk), name) for pk, name, kind, *_more in units if kind == UnitKind.DIRECTOR_AREA]
    by_area: dict[str, list[Group]] = {key: [] for key, _name in (*areas, ("", ""))}
    for pk, name, kind, parent, is_active in units:
        if kind == UnitKind.DIRECTOR_AREA:
            own = Group(str(pk), _("%(area)s (ledelsen)") % {"area": name}, str(pk), is_area=True)
            by_area[str(pk)].insert(0, own)
        else:
            home = str(parent) if parent else ""
            by_area[home].append(Group(str(pk), name, home, is_in_use=is_active))
    kinds = [
        Group(key, plural, OUTSIDE, is_in_use=key != OWN_KIND)
        for key, plural in StakeholderKind.objects.values_list("key", "plural")
    ]
    inside = [group for some in by_area.values() for group in some]
    return Groups(all=(*inside, *kinds), areas=tuple(areas))
