"""Nobody can be seen in the relations: not in one view, and not by laying two on each other.

What is shown of two groups is a handful of facts: that there is a line, that it is of the present,
since which half-year, in which ways, through which networks. Each is there when at least three of
each side stand behind it, and says nothing of how many. So there are three things to prove.

1. *Behind every fact stand at least three of each side.* Take people away until one side is two,
   and the fact is gone, in every view.
2. *One person more or less is not seen in a crowd.* Two worlds that differ in one person differ
   only in facts that have fewer than three on a side without them: because they were one of three,
   or because they were the only one whom some of the other side had met. While three of each side
   have met without them, both worlds show the same.
3. *Two views together isolate nobody.* A line that is in the later view and not in the earlier one
   says that some came in between, and a reader might think: those few. It does not say so. The
   same two views are shown by a world in which all who stand behind the line, at least three of
   each side, met for the first time in between: "not shown" says as little of two as of none.
   So the smallest group that two views point at is the whole of what stands behind the line.
   What is in both views differs in no way that counts; and a choice of a director area takes lines
   away and changes none, so nothing can be found by subtracting one choice from another.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.queries.relations.encounters import FEWEST
from secretariat.queries.relations.half_year import HalfYear
from secretariat.queries.relations.page import Choice, ground, relations_for
from secretariat.queries.relations.picture import Line, picture_at
from tests.factories.people import AreaFactory, OrgUnitFactory, PersonFactory
from tests.factories.relation_worlds import (
    EACH,
    EVERYBODY,
    GROUPS,
    World,
    build,
    plainly,
    worlds,
)

VIEWS = [HalfYear(2025, 1), HalfYear(2025, 2), HalfYear(2026, 1), None]
few_worlds = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class House:
    """Three departments of five; worlds are built in it and taken down again."""

    def __init__(self, mother: Network) -> None:
        area = AreaFactory()
        units = [OrgUnitFactory(parent=area) for _number in range(GROUPS)]
        self.mother = mother
        self.people = [PersonFactory(unit=units[number // EACH]) for number in EVERYBODY]
        self.groups = {str(unit.pk): number for number, unit in enumerate(units)}

    def facts(self, world: World) -> list[set]:
        """What each view shows, in the words of `plainly`."""
        with transaction.atomic():
            networks = build(world, self.mother, self.people)
            numbers = {network.pk: number for number, network in enumerate(networks)}
            cache.clear()
            shown = [
                {fact for line in picture_at(at).lines for fact in self._facts(line, numbers)}
                for at in VIEWS
            ]
            transaction.set_rollback(True)
        return shown

    def _facts(self, line: Line, numbers: dict[int, int]) -> set:
        one, other = sorted((self.groups[line.one], self.groups[line.other]))
        said = {"line", ("since", line.since)} | {("way", way) for way in line.ways}
        said |= {("network", numbers[pk]) for pk in line.network_ids}
        return {((one, other), fact) for fact in (said | {"now"} if line.is_now else said)}


@pytest.fixture
def house(mother) -> House:
    return House(mother)


def moment(at: HalfYear | None) -> datetime:
    return at.ends_at if at else clock.now()


def enough(world: World, at: HalfYear | None) -> set:
    """What may be shown, reckoned by hand: for "since" only the first half-year."""
    behind = plainly(world, moment(at) - timedelta(microseconds=1))
    kept = {fact for fact, sides in behind.items() if all(len(one) >= FEWEST for one in sides)}
    return {
        (pair, fact)
        for pair, fact in kept
        if fact[0] != "since" or (pair, ("since", fact[1].previous)) not in kept
    }


@few_worlds
@given(world=worlds())
def test_the_pictures_are_what_a_plain_reckoning_comes_to(house, world):
    assert house.facts(world) == [enough(world, at) for at in VIEWS]


@few_worlds
@given(world=worlds(), data=st.data())
def test_behind_every_fact_stand_at_least_three_of_each_side(house, world, data):
    shown = house.facts(world)
    view = data.draw(st.sampled_from(range(len(VIEWS))))
    if not shown[view]:
        return
    pair, fact = data.draw(st.sampled_from(sorted(shown[view], key=str)))
    behind = plainly(world, moment(VIEWS[view]) - timedelta(microseconds=1))
    for side in behind[pair, fact]:
        assert len(side) >= FEWEST
        less = world.without(*sorted(side)[FEWEST - 1 :])
        assert (pair, fact) not in house.facts(less)[view]


@few_worlds
@given(world=worlds(), person=st.sampled_from(EVERYBODY))
def test_one_person_more_or_less_is_not_seen_in_a_crowd(house, world, person):
    there, gone = house.facts(world), house.facts(world.without(person))
    for at, before, after in zip(VIEWS, there, gone, strict=True):
        without = plainly(world.without(person), moment(at) - timedelta(microseconds=1))
        for pair, fact in before ^ after:
            # A later half-year takes the place of the one that fell away.
            fell = fact if (pair, fact) in before else ("since", fact[1].previous)
            sides = without.get((pair, fell), (frozenset(), frozenset()))
            assert min(map(len, sides)) < FEWEST


@few_worlds
@given(world=worlds())
def test_two_views_together_isolate_nobody(house, world):
    """See (3) above: `later` is the world in which everybody came in between."""
    shown = house.facts(world)
    for number, at in enumerate(VIEWS[1:], start=1):
        new = {pair for pair, fact in shown[number] if fact == "line"}
        new -= {pair for pair, fact in shown[number - 1] if fact == "line"}
        for pair in sorted(new):
            [since] = [fact[1] for own, fact in shown[number] if own == pair and fact[0] == "since"]
            later = world.moved(_into(since))
            behind = plainly(later, moment(VIEWS[number - 1]) - timedelta(microseconds=1))
            assert (pair, "line") not in behind  # nobody had met before
            then = house.facts(later)
            for view in (number - 1, number):
                own = {fact for fact in shown[view] if fact[0] == pair}
                assert {fact for fact in then[view] if fact[0] == pair} == own, at


def _into(half: HalfYear):
    """All that was before the half-year happens in its first hours, in the same order."""
    begins = half.previous.ends_at
    epoch = datetime(2024, 1, 1, tzinfo=UTC)
    return lambda at: at if at >= begins else begins + (at - epoch) / 1000


@few_worlds
@given(world=worlds(), is_then=st.booleans())
def test_a_choice_takes_lines_away_and_changes_none(house, world, is_then):
    with transaction.atomic():
        Person.objects.filter(pk=house.people[0].pk).update(unit=OrgUnitFactory())
        build(world, house.mother, house.people)
        cache.clear()
        on = ground()
        everything = relations_for(Choice(VIEWS[2], is_then), on).lines
        for area, _name in on.groups.areas:
            some = relations_for(Choice(VIEWS[2], is_then, area), on)
            keys = {group.key for group in some.rows}
            assert set(some.lines) == {one for one in everything if keys & {one.one, one.other}}
        transaction.set_rollback(True)
