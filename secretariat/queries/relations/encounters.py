"""Presences → which groups have met: the one statement that every picture is made of."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from netvaerk.people.queries.groups import grouped_people
from secretariat.queries.relations.half_year import HalfYear
from secretariat.queries.relations.presence import Way, presences

# So many of each side, or it looks as if they had never met.
FEWEST = 3
HALVES = [HalfYear(year, half) for year in range(2000, 2060) for half in (1, 2)]

# `grp`: groups and halves of years are small numbers in here, or it would take twice as long.
# `met`: each person against each other group, for each network and way that they met in.
# `crowd`: only there can a network by itself have enough of two groups.
# `side`: where enough of the one have met somebody of the other: at all, in one way (way), in one
# network (network); since the half-year in which the last of the first few did.
# Both sides must be there, and the later of the two half-years counts. Nothing of one person,
# no number and no day leaves the database.
STATEMENT = """
WITH belongs (person, key) AS MATERIALIZED ({people}),
grp (key, grp) AS MATERIALIZED (
    SELECT key, row_number() OVER (ORDER BY key COLLATE "C")::int2
    FROM (SELECT DISTINCT key FROM belongs) AS keys
),
person_group AS MATERIALIZED (SELECT person, grp FROM belongs JOIN grp USING (key)),
presence AS MATERIALIZED (
    SELECT p.way::int2, p.place, p.network::int4, g.person::int4, g.grp, p.begins,
        coalesce(p.ends, 'infinity') AS ends, p.is_current,
        width_bucket(p.begins, %s::timestamptz[])::int2 AS half
    FROM ({presences}) AS p (way, place, network, person, begins, ends, is_current)
    JOIN person_group AS g USING (person)
),
met AS MATERIALIZED (
    SELECT one.grp AS one, other.grp AS other, one.way, one.network, one.person,
        min(greatest(one.half, other.half)) AS half,
        bool_or(one.is_current AND other.is_current) AS is_now
    FROM presence AS one JOIN presence AS other
        ON one.way = other.way AND one.place = other.place AND one.grp <> other.grp
        AND one.begins < other.ends AND other.begins < one.ends
    GROUP BY 1, 2, 3, 4, 5
),
crowd AS MATERIALIZED (
    SELECT network, grp FROM presence WHERE network IS NOT NULL
    GROUP BY network, grp HAVING count(*) >= {fewest}
),
side (one, other, way, network, half, is_now) AS (
    SELECT one, other, 0::int2, 0::int4,
        min(half) FILTER (WHERE so_far >= {fewest}), sum(now) >= {fewest}
    FROM (
        SELECT one, other, half, sum(count(*)) OVER (PARTITION BY one, other ORDER BY half)
            AS so_far, count(*) FILTER (WHERE is_now) AS now
        FROM (
            SELECT one, other, person, min(half) AS half, bool_or(is_now) AS is_now
            FROM met GROUP BY one, other, person
        ) AS each GROUP BY one, other, half
    ) AS by_half GROUP BY one, other HAVING max(so_far) >= {fewest}
    UNION ALL
    SELECT one, other, way, 0, NULL, NULL
    FROM (SELECT DISTINCT one, other, way, person FROM met) AS each
    GROUP BY one, other, way HAVING count(*) >= {fewest}
    UNION ALL
    SELECT one, other, 0, network, NULL, NULL FROM met
    WHERE (network, one) IN (SELECT * FROM crowd) AND (network, other) IN (SELECT * FROM crowd)
    GROUP BY one, other, network HAVING count(DISTINCT person) >= {fewest}
)
SELECT one.key, other.key, a.way, a.network, greatest(a.half, b.half), a.is_now AND b.is_now
FROM side AS a JOIN side AS b ON a.one = b.other AND a.other = b.one
    AND a.way = b.way AND a.network = b.network
JOIN grp AS one ON one.grp = a.one JOIN grp AS other ON other.grp = a.other
WHERE a.one < a.other
"""


class Met(NamedTuple):
    """Two groups that have met: in one way, in one network, or at all, with since when."""

    one: str
    other: str
    way: Way | None = None
    network_id: int | None = None
    since: HalfYear | None = None
    is_now: bool = False


def encounters(until: datetime) -> list[Met]:
    """All that had come about by `until`; one query, about a second at 10,000 people."""
    people, people_values = _compiled(grouped_people().values_list("pk", "group"))
    places, place_values = _compiled(presences(until))
    statement = STATEMENT.format(people=people, presences=places, fewest=FEWEST)
    borders = [half.ends_at for half in HALVES]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*people_values, borders, *place_values])
        return [_read(*row) for row in cursor.fetchall()]


def _read(
    one: str, other: str, way: int, network: int, half: int | None, is_now: bool | None
) -> Met:
    return Met(
        one=one,
        other=other,
        way=Way(way) if way else None,
        network_id=network or None,
        since=None if half is None else HALVES[half],
        is_now=bool(is_now),
    )


def _compiled(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    return rows.query.sql_with_params()
