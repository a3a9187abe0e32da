"""What a query touches: pages of shared memory, found there or read, and where most of them."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from tests.bench.house import Statement

READS = ("SELECT", "WITH")


@dataclass(frozen=True)
class Explained:
    buffers: int
    sql: str
    hottest: str  # the step of the plan that touches most by itself
    planning: float  # milliseconds
    running: float


def explained(statements: list[Statement]) -> list[Explained]:
    """Each SELECT, run once more; the rest (a session that is saved) is left alone."""
    reads = (one for one in statements if one.sql.lstrip("( ").upper().startswith(READS))
    return [_explained(one) for one in reads]


def _explained(statement: Statement) -> Explained:
    explain = f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement.sql}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(explain, statement.params)
            said: Any = cursor.fetchone()[0]
    except DatabaseError:
        return Explained(0, statement.sql, "cannot be explained", 0, 0)
    whole = (json.loads(said) if isinstance(said, str) else said)[0]
    return Explained(
        buffers=_touched(whole["Plan"]),
        sql=statement.sql,
        hottest=_hottest(whole["Plan"]),
        planning=whole["Planning Time"],
        running=whole["Execution Time"],
    )


def _touched(step: dict[str, Any]) -> int:
    """By the step and all below it."""
    return step["Shared Hit Blocks"] + step["Shared Read Blocks"]


def _hottest(plan: dict[str, Any]) -> str:
    steps = [plan]
    for step in steps:
        steps.extend(step.get("Plans", []))
    hot = max(steps, key=lambda step: _touched(step) - sum(map(_touched, step.get("Plans", []))))
    names = [hot["Node Type"], hot.get("Relation Name", ""), hot.get("Index Name", "")]
    times = f"{hot['Actual Rows']:.0f} rows × {hot['Actual Loops']}"
    kept_out = hot.get("Rows Removed by Filter", 0)
    out = f", {kept_out:.0f} filtered away" if kept_out else ""
    return f"{' '.join(name for name in names if name)} ({times}{out})"
