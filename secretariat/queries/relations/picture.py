"""What had come about by a day: a short list of lines between groups, kept for an hour."""

import hashlib
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache

from netvaerk import clock
from netvaerk.people.models import Person
from secretariat.queries.relations.encounters import Met, encounters
from secretariat.queries.relations.half_year import HalfYear
from secretariat.queries.relations.presence import Way

HOUR = 60 * 60
SHAPE = 2  # of what is kept; another shape is another key


class Line(NamedTuple):
    """Two groups that have come to work together; `one` comes before `other`."""

    one: str
    other: str
    since: HalfYear
    is_now: bool  # they do so still
    ways: tuple[Way, ...]  # those that are enough alone
    network_ids: tuple[int, ...]  # likewise

    def of(self, key: str) -> bool:
        return key in (self.one, self.other)


@dataclass(frozen=True)
class Picture:
    """`at` is a half-year's end, or None for the present moment."""

    at: HalfYear | None
    reckoned_at: datetime
    lines: tuple[Line, ...]

    def between(self, one: str, other: str) -> Line | None:
        return next((line for line in self.lines if line.of(one) and line.of(other)), None)

    def among(self, keys: Container[str]) -> "Picture":
        """Without lines to what is no longer there since the picture was kept."""
        lines = (line for line in self.lines if line.one in keys and line.other in keys)
        return replace(self, lines=tuple(lines))


def picture_at(at: HalfYear | None = None, *, counted: str | None = None) -> Picture:
    """One query, or none when it is kept; and one to see that nobody has opted out since."""
    key = f"relations:{SHAPE}:{clock.today()}:{at.key if at else 'now'}:{counted or counted_now()}"
    return cache.get_or_set(key, lambda: _reckoned(at), HOUR) or _reckoned(at)


def _reckoned(at: HalfYear | None) -> Picture:
    now = clock.now()
    return Picture(at, now, _lines(encounters(min(at.ends_at, now) if at else now)))


def counted_now() -> str:
    """A sign that changes with who has opted out: what was reckoned before is then not found."""
    out = Person.objects.filter(is_in_relations=False).order_by("pk").values_list("pk", flat=True)
    return hashlib.sha256(",".join(map(str, out)).encode()).hexdigest()[:16]


def _lines(found: list[Met]) -> tuple[Line, ...]:
    ways, networks = defaultdict(list), defaultdict(list)
    for met in found:
        if met.way:
            ways[met.one, met.other].append(met.way)
        if met.network_id:
            networks[met.one, met.other].append(met.network_id)
    return tuple(
        Line(
            one=met.one,
            other=met.other,
            since=met.since,
            is_now=met.is_now,
            ways=tuple(sorted(ways[met.one, met.other])),
            network_ids=tuple(sorted(networks[met.one, met.other])),
        )
        for met in found
        if met.since
    )
