"""`make bench`: seeds two databases the first time, then measures every page of the product.

    python -m tests.bench [--times 9] [--only WORD] [--anew]

The databases (bench_small, bench_growth) are kept in NETVAERK_BENCH_DATA; `--anew` seeds them
again, after a change of the schema that migrations don't carry over. Ends with status 1 when a
page asks the database more than eight times; the other figures are told, not judged: the machine
has its own moods.
"""

import argparse
import logging
import sys
import time
from typing import Any

from tests.bench import environment

SMALL, BIG = "bench_small", "bench_growth"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--times", type=int, default=9, help="requests of each page in each house")
    parser.add_argument("--only", default="", help="doors whose name holds the word")
    parser.add_argument("--anew", action="store_true", help="seed both databases again")
    asked = parser.parse_args()
    environment.prepare(SMALL)
    _seed(anew=asked.anew)
    from netvaerk import clock
    from tests.bench.sql import NOW

    logging.disable()  # a refused door is no news here
    with clock.set_to(NOW):
        return run(asked)


def _seed(*, anew: bool) -> None:
    from django.db import connections

    import tests.bench.seed as seeding

    for size, database in (("small", SMALL), ("growth", BIG)):
        seeding.prepare_database(size, anew=anew, database=database)
    connections.close_all()


def run(asked: Any) -> int:
    from tests.bench import figures, report
    from tests.bench.cast import onlookers
    from tests.bench.house import house_of
    from tests.bench.looking import look
    from tests.bench.measuring import measure, papers
    from tests.bench.sizes import GROWTH

    begun = time.perf_counter()
    small, big = house_of(SMALL), house_of(BIG)
    for house in (small, big):
        house.let_in(onlookers(GROWTH.people))
    found = look(big, [small], only=asked.only)
    say(f"{len(found.pages)} pages, found in {time.perf_counter() - begun:.0f} s; measuring ...")
    measured = measure(found.pages, small, big, times=asked.times)
    verdicts = [report.Verdict(one, SMALL, BIG) for one in measured if not one.missing]
    ours = [row for row in verdicts if not row.one.page.is_of_the_desk]
    desk = [row for row in verdicts if row.one.page.is_of_the_desk]
    for title, rows in (("The product's pages", ours), ("The secretariat's desk", desk)):
        if rows:
            say(f"\n{title}\n\n{report.table(rows)}")
    say(report.papers_table(papers(found.others, big)))
    say(report.shut_table(found))
    say(report.worst(verdicts, lambda row: row.ratio, "The dearest, beside F3:"))
    say(report.worst(verdicts, lambda row: row.growth, "Those that grow most:"))
    if not asked.only:
        say(figures.decisions(big))
        say(figures.export(big))
    say(report.check_on_the_run(verdicts))
    for one in measured:
        if one.missing:
            say(f"Not measured: {one.page.name} as {one.page.role}: {one.missing}")
    say(report.summary(verdicts))
    if not asked.only:
        report.keep(verdicts, environment.kept("bench.tsv"))
        say(f"\nThe same with each page's heaviest query: {environment.kept('bench.tsv')}")
    say(f"It took {time.perf_counter() - begun:.0f} s.")
    return int(any("sql" in row.misses for row in verdicts))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
