"""Which departments and kinds of people one network has brought together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.charts import Manner, Node, Radial, Sector, Tie
from netvaerk.charts.ring import UPRIGHT
from netvaerk.people.queries.groups import grouped_people
from networks.models import Network
from secretariat.queries.relations.encounters import FEWEST
from secretariat.queries.relations.groups import WHOLES, Group, Groups, the_groups
from secretariat.queries.relations.presence import Way, presences_in
from secretariat.queries.relations.wholes import WHOLE_AREAS, put_together

Sides = tuple[set[int], set[int]]  # people of the one group and of the other
Met = dict[tuple[int, int], dict[int, Sides]]  # two groups' places → way → who
WAYS = tuple(Way)
NOW = 0  # beside the ways: both are there now
FOR_EVER = datetime.max.replace(tzinfo=UTC)
# In one network nearly all have met all. Up to so many, the lines can be told apart, and each
# name stands upright at its place; that is the circle's own bound.
MOST_APART = UPRIGHT


class Here(NamedTuple):
    group: int  # its place among all groups
    person: int
    begins: datetime
    ends: datetime
    is_current: bool


@dataclass(frozen=True)
class MetHere:
    """Two groups of one network; `how` are the ways that may be named."""

    one: Group
    other: Group
    how: tuple[Way, ...]
    is_now: bool

    @property
    def ways(self) -> str:
        return ", ".join(str(way.label) for way in self.how)

    @property
    def url(self) -> str:
        """What the two have met for in the whole house; of a whole area, all there is."""
        wholes = [group for group in (self.one, self.other) if group.area == WHOLES]
        if wholes:
            return wholes[0].url
        return reverse("secretariat:relations_between", args=[self.one.key, self.other.key])


@dataclass(frozen=True)
class NetworkRelations:
    pairs: tuple[MetHere, ...]
    groups: Groups

    @cached_property
    def met(self) -> tuple[Group, ...]:
        """Those that have met somebody here, in the order of groups."""
        keys = {one.key for pair in self.pairs for one in (pair.one, pair.other)}
        return tuple(group for group in self.groups.all if group.key in keys)

    @property
    def is_too_many(self) -> bool:
        return len(self.met) > MOST_APART

    @property
    def within(self) -> list[str]:
        """Director areas of which two departments have met each other here."""
        areas = {pair.one.area for pair in self.pairs if pair.one.area == pair.other.area}
        return [name for key, name in self.groups.areas if key in areas]

    @property
    def drawn(self) -> tuple[Iterable[Group], Iterable[MetHere]]:
        """Groups, or where they are too many whole director areas, and what is between them."""
        if not self.is_too_many:
            return self.met, self.pairs
        drawn_as = self.groups.wholes_but()
        together = put_together(self.pairs, drawn_as).items()
        return dict.fromkeys(map(drawn_as, self.met)), [
            _between(*ends, pairs) for ends, pairs in together
        ]

    def radial(self, network: Network, *, may_see_all: bool) -> Radial:
        """With links into the whole house's picture, for those who may see it."""
        groups, pairs = self.drawn
        about = _("En streg for hver to, der har mødt hinanden i »%(title)s«.")
        about %= {"title": network.title}
        return Radial(
            name="moedtes-her",
            title=_("Hvem mødtes her?"),
            description=f"{about} {WHOLE_AREAS}" if self.is_too_many else about,
            sectors=tuple(
                Sector(
                    sector.name,
                    tuple(
                        Node(one.key, one.name, one.url if may_see_all else "")
                        for one in sector.groups
                    ),
                    is_outside=sector.is_outside,
                )
                for sector in self.groups.sectors(groups)
            ),
            ties=tuple(
                Tie(
                    pair.one.key,
                    pair.other.key,
                    Manner.NOW if pair.is_now else Manner.EARLIER,
                    url=pair.url if may_see_all else "",
                    note=pair.ways,
                )
                for pair in pairs
            ),
            manners={
                Manner.NOW: _("Begge er med nu"),
                Manner.EARLIER: _("Har mødtes her tidligere"),
            },
        )


def relations_of_network(network: Network, *, is_inside: bool) -> NetworkRelations:
    """Those inside know each other by name; others see only what at least three of each side
    stand behind. Four queries."""
    fewest = 1 if is_inside else FEWEST
    groups = the_groups()
    rows = list(presences_in(Network.objects.filter(pk=network.pk), clock.now()))
    group_of = _groups_of({row[3] for row in rows}, groups, fewest)
    found: dict[Any, list[Here]] = defaultdict(list)
    for way, place, _network, person, begins, ends, is_current in rows:
        if person in group_of:
            here = Here(group_of[person], person, begins, ends or FOR_EVER, is_current)
            found[way, place].append(here)
    met: Met = defaultdict(lambda: defaultdict(lambda: (set(), set())))
    for (way, _place), those in found.items():
        _note(met, way, those)
    pairs = (
        _met(groups.all[one], groups.all[other], met[one, other], fewest)
        for one, other in sorted(met)
    )
    return NetworkRelations(tuple(pair for pair in pairs if pair), groups)


def _groups_of(people: set[int], groups: Groups, fewest: int) -> dict[int, int]:
    """Each one's group, as its place among all; without groups too small to be shown anyhow."""
    named = grouped_people().filter(pk__in=people).values_list("pk", "group")
    placed = {person: groups.order[key] for person, key in named if key in groups.order}
    crowds = Counter(placed.values())
    return {person: group for person, group in placed.items() if crowds[group] >= fewest}


def _note(met: Met, way: int, those: list[Here]) -> None:
    """Every two of different groups who were in one place at the same time."""
    for one, other in combinations(sorted(those), 2):
        if one.group != other.group and one.begins < other.ends and other.begins < one.ends:
            ways = met[one.group, other.group]
            kinds = (way, NOW) if one.is_current and other.is_current else (way,)
            for kind in kinds:
                ways[kind][0].add(one.person)
                ways[kind][1].add(other.person)


def _met(one: Group, other: Group, ways: dict[int, Sides], fewest: int) -> MetHere | None:
    enough = {kind for kind, sides in ways.items() if _are_enough(sides, fewest)}
    if not enough:
        anyhow = (set().union(*some) for some in zip(*ways.values(), strict=True))
        if not _are_enough(tuple(anyhow), fewest):
            return None
    how = tuple(way for way in WAYS if way in enough)
    return MetHere(one, other, how, is_now=NOW in enough)


def _are_enough(sides: tuple[set[int], ...], fewest: int) -> bool:
    return len(sides[0]) >= fewest <= len(sides[1])


def _between(one: Group, other: Group, pairs: list[MetHere]) -> MetHere:
    """As much as is shown of the departments in it, and no more."""
    how = {way for pair in pairs for way in pair.how}
    return MetHere(one, other, tuple(sorted(how)), any(pair.is_now for pair in pairs))
