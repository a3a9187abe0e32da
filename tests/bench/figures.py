"""The figures of their own: one decision of the planner, and a million rows handed out."""

import resource
import time

from django.db import connection, transaction

from netvaerk.sheets.write import sheet_response
from networks.models import LearningEntry
from secretariat.models import NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.queries.outlook import candidates_sql
from tests.bench.house import House

DECISION_GOAL = 0.25  # seconds
COLUMNS = ("pk", "network__title", "noted_at", "title", "believed", "saw", "learned", "therefore")


def decisions(house: House) -> str:
    """Each rule's question to everybody, as the planner and the dry run ask it."""
    house.enter()
    taken = []
    for wording in NudgeRule.objects.filter(key__in=RULE_OF):
        sql, params = candidates_sql(RULE_OF[wording.key], wording)
        # Only counted: what the planner then writes is a row for each that is asked.
        counted = f"SELECT count(*), count(*) FILTER (WHERE why_not = '') FROM ({sql}) AS c"
        with connection.cursor() as cursor, transaction.atomic():
            begun = time.perf_counter()
            cursor.execute(counted, params)
            waiting, asked = cursor.fetchone()
            taken.append((time.perf_counter() - begun, wording.key, waiting, asked))
    taken.sort(reverse=True)
    lines = [
        f"\nOne decision of the planner, goal {DECISION_GOAL} s a rule: "
        f"{sum(one[0] for one in taken):.2f} s for all {len(taken)} rules; the slowest:"
    ]
    lines += [
        f"  {seconds:6.3f} s{'!' if seconds > DECISION_GOAL else ' '} {rule}: "
        f"{waiting} wait, {asked} are asked"
        for seconds, rule, waiting, asked in taken[:8]
    ]
    return "\n".join(lines)


def export(house: House) -> str:
    """Every card as CSV: the first byte, the whole, and what it takes of memory."""
    house.enter()
    rows = LearningEntry.objects.order_by("pk").values_list(*COLUMNS)
    before = _peak()
    begun, first, size, lines = time.perf_counter(), 0.0, 0, 0
    response = sheet_response("Kort", list(COLUMNS), rows, kind="csv")
    for part in response:  # type: ignore[attr-defined] a streaming response is walked
        first = first or time.perf_counter() - begun
        size += len(part)
        lines += part.count(b"\n")
    took = time.perf_counter() - begun
    response.close()
    return (
        f"\n{lines:,} lines of CSV ({size / 1e6:.0f} MB): first byte after {first * 1000:.0f} ms, "
        f"the whole in {took:.1f} s, +{_peak() - before:.0f} MB of memory"
    )


def _peak() -> float:
    """The most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
