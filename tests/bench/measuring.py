"""Pages and F3 in turn, request by request in shuffled order, in the small house and the big."""

import gc
import random
import statistics
from collections import defaultdict
from dataclasses import dataclass, field

from tests.bench.bare import BARE
from tests.bench.explaining import Explained, explained
from tests.bench.house import House
from tests.bench.looking import Page

WARM_UP = 3
EYES = "member"  # whoever looks at F3


@dataclass
class Measured:
    """One page in both houses: medians, and counts that are free of noise."""

    page: Page
    sql: int = 0
    size: dict[str, int] = field(default_factory=dict)
    milliseconds: dict[str, float] = field(default_factory=dict)
    bare: float = 0.0
    bare_again: float = 0.0
    buffers: dict[str, int] = field(default_factory=dict)
    heaviest: list[Explained] = field(default_factory=list)
    of_the_database: float = 0.0  # of the milliseconds in the big house
    planning: float = 0.0  # of those, before a row is read
    missing: str = ""  # why it has no figures


def measure(pages: list[Page], small: House, big: House, *, times: int) -> list[Measured]:
    measured = [Measured(page) for page in pages]
    for house in (small, big):
        house.enter()
        for one in measured:
            _count(one, house)
    whole = [one for one in measured if not one.missing]
    _time(whole, small, big, times)
    return measured


def _count(one: Measured, house: House) -> None:
    """What needs to be seen once only, and what warms up whatever remembers."""
    path = one.page.paths[house.name]
    for _ in range(WARM_UP):
        answer = house.ask(path, one.page.role, is_fragment=one.page.is_fragment)
    if answer.status != 200:
        one.missing = f"{answer.status} in {house.name}"
        return
    with house.watched() as statements:
        house.ask(path, one.page.role, is_fragment=one.page.is_fragment)
    touched = explained(statements)
    one.sql = max(one.sql, len(statements))
    one.size[house.name] = len(answer.body)
    one.buffers[house.name] = sum(query.buffers for query in touched)
    one.heaviest = sorted(touched, key=lambda query: query.buffers, reverse=True)[:3]
    one.planning = sum(query.planning for query in touched)


def _time(measured: list[Measured], small: House, big: House, times: int) -> None:
    spent: dict[tuple[int, str], list[float]] = defaultdict(list)
    theirs: dict[int, list[float]] = defaultdict(list)
    order = random.Random(6)  # noqa: S311 the same order each time
    for one in measured:
        big.enter()
        big.ask(_bare(one, big), EYES)
    gc.collect()
    gc.freeze()
    for _ in range(times):
        turns = [
            (number, what)
            for number in range(len(measured))
            for what in ("small", "big", "bare", "bare again")
        ]
        order.shuffle(turns)
        for number, what in turns:
            one = measured[number]
            house = small if what == "small" else big
            house.enter()
            if what in {"small", "big"}:
                page = one.page
                answer = house.ask(page.paths[house.name], page.role, is_fragment=page.is_fragment)
            else:
                answer = house.ask(_bare(one, big), EYES)
            spent[number, what].append(answer.milliseconds)
            if what == "big":
                theirs[number].append(answer.of_the_database)
    for number, one in enumerate(measured):
        one.milliseconds = {
            small.name: statistics.median(spent[number, "small"]),
            big.name: statistics.median(spent[number, "big"]),
        }
        one.of_the_database = statistics.median(theirs[number])
        one.bare = statistics.median(spent[number, "bare"])
        one.bare_again = statistics.median(spent[number, "bare again"])


def _bare(one: Measured, big: House) -> str:
    return f"/{BARE}?bytes={one.size[big.name]}"


@dataclass(frozen=True)
class Paper:
    """What is no page, asked for once."""

    page: Page
    kind: str
    size: int
    milliseconds: float
    sql: int


def papers(pages: list[Page], house: House) -> list[Paper]:
    house.enter()
    found = []
    for page in pages:
        with house.watched() as statements:
            answer = house.ask(page.paths[house.name], page.role)
        kind = answer.kind.partition(";")[0]
        found.append(Paper(page, kind, len(answer.body), answer.milliseconds, len(statements)))
    return found
