"""Random small worlds of people who meet, and what they come to when reckoned plainly, by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import strategies

from netvaerk.people.models import Person
from networks.models import Network
from secretariat.queries.relations.half_year import half_year_of
from secretariat.queries.relations.presence import Way
from tests.factories.relations import close, make_below, met_in, went_to, were_in

GROUPS, EACH, NETWORKS = 3, 5, 2
EVERYBODY = range(GROUPS * EACH)
MIDDLES = [datetime(2025 + n // 2, 4 + 6 * (n % 2), 1, 9, tzinfo=UTC) for n in range(4)]
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Stay:
    """Somebody in a network."""

    network: int
    person: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Event:
    """A meeting of a network, or a session of an offering when that is None."""

    network: int | None
    people: frozenset[int]
    at: datetime


@dataclass(frozen=True)
class World:
    stays: tuple[Stay, ...]
    events: tuple[Event, ...]
    closed: dict[int, datetime]  # by network

    def without(self, *people: int) -> "World":
        stays = tuple(one for one in self.stays if one.person not in people)
        events = tuple(replace(one, people=one.people - {*people}) for one in self.events)
        return World(stays, events, self.closed)

    def moved(self, to: Callable[[datetime], datetime]) -> "World":
        """The same, at other moments."""
        stays = tuple(
            replace(one, since=to(one.since), until=one.until and to(one.until))
            for one in self.stays
        )
        events = tuple(replace(one, at=to(one.at)) for one in self.events)
        return World(stays, events, {key: to(at) for key, at in self.closed.items()})


@strategies.composite
def worlds(draw: strategies.DrawFn) -> World:
    """People who come and go; two networks, some meetings, a session; some of it closed."""
    when = strategies.sampled_from(MIDDLES)
    crowd = strategies.frozensets(strategies.sampled_from(EVERYBODY), min_size=4)
    closed = draw(strategies.dictionaries(strategies.just(0), when))
    stays = []
    for network in range(NETWORKS):
        for person in sorted(draw(crowd)):
            since, left = draw(when), draw(strategies.none() | when)
            ends = [at + MONTH for at in (left, closed.get(network)) if at]
            until = max(min(ends), since + timedelta(days=1)) if ends else None
            stays.append(Stay(network, person, since, until))
    events = draw(
        strategies.lists(
            strategies.builds(
                Event,
                network=strategies.sampled_from([None, *range(NETWORKS)]),
                people=crowd,
                at=when.map(lambda at: at + timedelta(days=7)),
            ),
            max_size=3,
        )
    )
    # Nobody stays longer than the network.
    last = {key: max([at + MONTH, *_ends(stays, key)]) for key, at in closed.items()}
    return World(tuple(stays), tuple(events), last)


def _ends(stays: list[Stay], network: int) -> Iterator[datetime]:
    return (one.until for one in stays if one.network == network and one.until)


def build(world: World, mother: Network, people: list[Person]) -> list[Network]:
    """The same as rows; `people` by their number, five of each group."""
    networks = [make_below(mother, f"Netværk {number}") for number in range(NETWORKS)]
    for stay in world.stays:
        were_in(networks[stay.network], [people[stay.person]], stay.since, stay.until)
    for event in world.events:
        there = [people[number] for number in sorted(event.people)]
        if event.network is None:
            went_to(there, event.at, mother.consultant)
        else:
            met_in(networks[event.network], there, event.at)
    for number, at in world.closed.items():
        close(networks[number], at)
    return networks


@dataclass(frozen=True)
class Encounter:
    one: int
    other: int
    at: datetime
    way: Way
    network: int | None
    is_now: bool


Sides = tuple[frozenset[int], frozenset[int]]
# "line", "now", ("way", …), ("network", …) and ("since", half-year) of two groups.
Fact = tuple[tuple[int, int], object]


def group_of(person: int) -> int:
    return person // EACH


def plainly(world: World, until: datetime) -> dict[Fact, Sides]:
    """Every fact about two groups, each with who stands behind it, however few."""
    behind: dict[Fact, list[Encounter]] = defaultdict(list)
    for met in _encounters(world, until):
        pair = (group_of(met.one), group_of(met.other))
        facts: list[object] = ["line", ("way", met.way)]
        facts += [("network", met.network)] if met.network is not None else []
        facts += ["now"] if met.is_now else []
        half = half_year_of(met.at)
        while half <= half_year_of(until):
            facts.append(("since", half))
            half = half.next
        for fact in facts:
            behind[pair, fact].append(met)
    return {
        fact: (frozenset(one.one for one in some), frozenset(one.other for one in some))
        for fact, some in behind.items()
    }


def _encounters(world: World, until: datetime) -> Iterator[Encounter]:
    for one, other in product(world.stays, repeat=2):
        at = max(one.since, other.since)
        is_before = group_of(one.person) < group_of(other.person)
        ends = [stay.until for stay in (one, other) if stay.until]
        overlap = at < min(ends, default=datetime.max.replace(tzinfo=UTC))
        if one.network == other.network and is_before and overlap and at <= until:
            alive = world.closed.get(one.network, until + MONTH) > until
            is_now = alive and all(end > until for end in ends)
            yield Encounter(one.person, other.person, at, Way.NETWORK, one.network, is_now)
    for event in world.events:
        way = Way.OFFERING if event.network is None else Way.MEETING
        for one, other in product(event.people, repeat=2):
            if group_of(one) < group_of(other) and event.at <= until:
                yield Encounter(one, other, event.at, way, event.network, False)
