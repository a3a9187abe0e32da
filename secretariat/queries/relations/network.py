"""Which departments and kinds of people one network has brought together."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.charts import Manner, Node, Radial, Sector, Tie
from netvaerk.people.queries.groups import grouped_people
from networks.models import Network
from secretariat.queries.relations.encounters import FEWEST
from secretariat.queries.relations.groups import Group, Groups, the_groups
from secretariat.queries.relations.presence import Way, presences_in

FOR_EVER = datetime.max.replace(tzinfo=UTC)
Crowds = dict[str, set[int]]  # group → people


class Here(NamedTuple):
    person: int
    group: str
    begins: datetime
    ends: datetime
    is_current: bool


@dataclass(frozen=True)
class MetHere:
    """Two groups of one network; `ways` are those that may be named."""

    one: Group
    other: Group
    ways: str
    is_now: bool


@dataclass(frozen=True)
class NetworkRelations:
    pairs: tuple[MetHere, ...]
    groups: Groups

    @property
    def met(self) -> list[Group]:
        """Those that have met somebody here, in the order of groups."""
        keys = {one.key for pair in self.pairs for one in (pair.one, pair.other)}
        return [group for group in self.groups.all if group.key in keys]

    def radial(self, network: Network) -> Radial:
        return Radial(
            name="moedtes-her",
            title=_("Hvem mødtes her?"),
            description=_("En streg for hver to, der har mødt hinanden i »%(title)s«.")
            % {"title": network.title},
            sectors=tuple(
                Sector(
                    sector.name,
                    tuple(Node(one.key, one.name) for one in sector.groups),
                    is_outside=sector.is_outside,
                )
                for sector in self.groups.sectors(self.met)
            ),
            ties=tuple(
                Tie(
                    pair.one.key,
                    pair.other.key,
                    Manner.NOW if pair.is_now else Manner.EARLIER,
                    note=pair.ways,
                )
                for pair in self.pairs
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
    found: dict[Any, list[Here]] = defaultdict(list)
    rows = list(presences_in(Network.objects.filter(pk=network.pk), clock.now()))
    people = {row[3] for row in rows}
    group_of = dict(grouped_people().filter(pk__in=people).values_list("pk", "group"))
    for way, place, _network, person, begins, ends, is_current in rows:
        if person in group_of:
            here = Here(person, group_of[person], begins, ends or FOR_EVER, is_current)
            found[way, place].append(here)
    groups = the_groups()
    met: dict[tuple[str, str], dict[Any, Crowds]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for (way, _place), those in found.items():
        for one, other in combinations(those, 2):
            _note(met, way, one, other)
    pairs = [_met(key, crowds, groups, fewest) for key, crowds in met.items()]
    shown = [pair for pair in pairs if pair]
    shown.sort(key=lambda pair: (groups.order[pair.one.key], groups.order[pair.other.key]))
    return NetworkRelations(tuple(shown), groups)


def _note(met: Any, way: int, one: Here, other: Here) -> None:
    together = one.begins < other.ends and other.begins < one.ends
    if one.group == other.group or not together:
        return
    key = (min(one.group, other.group), max(one.group, other.group))
    kinds: list[Any] = ["all", way]
    if one.is_current and other.is_current:
        kinds.append("now")
    for kind in kinds:
        for here in (one, other):
            met[key][kind][here.group].add(here.person)


def _met(
    key: tuple[str, str], crowds: dict[Any, Crowds], groups: Groups, fewest: int
) -> MetHere | None:
    enough = {kind for kind, sides in crowds.items() if _are_enough(sides, fewest)}
    if "all" not in enough or not set(key) <= groups.by_key.keys():
        return None
    one, other = sorted(key, key=lambda name: groups.order[name])
    ways = [way for way in Way if way.value in enough]
    return MetHere(
        one=groups.by_key[one],
        other=groups.by_key[other],
        ways=", ".join(str(way.label) for way in ways),
        is_now="now" in enough,
    )


def _are_enough(sides: Crowds, fewest: int) -> bool:
    return all(len(people) >= fewest for people in sides.values())
