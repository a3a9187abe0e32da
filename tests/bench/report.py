"""What `make bench` prints: a row for every page, the goal beside each figure, and a summary."""

import statistics
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.looking import Found
from tests.bench.measuring import Measured, Paper

MOST_SQL, MOST_RATIO, MOST_GROWTH = 8, 1.25, 1.2
# A handful of buffers more is a level more in an index, not a page that grows.
SMALL_CHANGE = 12
WORST = 20


class Verdict:
    """The figures of one page, and where they miss."""

    def __init__(self, one: Measured, small: str, big: str) -> None:
        self.one = one
        self.sql = max(one.sql, one.page.most_sql)
        self.ratio = _share(one.milliseconds.get(big, 0), (one.bare + one.bare_again) / 2)
        self.growth = _share(one.milliseconds.get(big, 0), one.milliseconds.get(small, 0))
        self.size = one.size.get(big, 0)
        self.size_growth = _share(self.size, one.size.get(small, 0))
        self.milliseconds = one.milliseconds.get(big, 0)
        self.buffers = one.buffers.get(big, 0)
        self.more_buffers = self.buffers - one.buffers.get(small, 0)
        self.buffer_growth = _share(self.buffers, one.buffers.get(small, 0))

    @property
    def misses(self) -> list[str]:
        return [
            name
            for name, is_missed in {
                "sql": self.sql > MOST_SQL,
                "ratio": self.ratio > MOST_RATIO,
                "growth": self.growth > MOST_GROWTH,
                "buffers": self.buffer_growth > MOST_GROWTH and self.more_buffers > SMALL_CHANGE,
            }.items()
            if is_missed
        ]

    def line(self, width: int) -> str:
        def marked(name: str, text: str) -> str:
            return text + ("!" if name in self.misses else " ")

        return (
            f"{self.one.page.name:<{width}} {self.one.page.role:<10} "
            f"{marked('sql', f'{self.sql:>3}')} {self.size / 1000:>6.1f} {self.milliseconds:>7.2f} "
            f"{self.one.of_the_database:>6.1f} {self.one.planning:>6.1f} "
            f"{marked('ratio', f'{self.ratio:>6.2f}')} {marked('growth', f'{self.growth:>6.2f}')} "
            f"{self.size_growth:>6.2f} {self.buffers:>8} "
            f"{marked('buffers', f'{self.buffer_growth:>6.2f}')}"
        )


def _share(of: float, whole: float) -> float:
    return of / whole if whole else 1.0


def head(width: int) -> str:
    names = (
        f"{'page':<{width}} {'seen by':<10} {'SQL':>3}  {'kB':>6} {'CPU-ms':>7} "
        f"{'of db':>6} {'plan':>6} {'ratio':>6}  {'growth':>6}  {'bytes':>6} {'buffers':>8} "
        f"{'growth':>6}"
    )
    goals = (
        f"{'goal':<{width}} {'':<10} {f'≤ {MOST_SQL}':>3}  {'':>6} {'':>7} {'':>6} {'':>6} "
        f"{f'≤ {MOST_RATIO}':>6}  {f'≤ {MOST_GROWTH}':>6}  {'':>6} {'':>8} {f'≤ {MOST_GROWTH}':>6}"
    )
    return f"{names}\n{goals}\n{'-' * len(names)}"


def table(verdicts: Iterable[Verdict]) -> str:
    rows = list(verdicts)
    width = max([len(row.one.page.name) for row in rows] or [4])
    return "\n".join([head(width), *(row.line(width) for row in rows)])


def worst(verdicts: list[Verdict], by: Callable[[Verdict], float], title: str) -> str:
    rows = sorted(verdicts, key=by, reverse=True)[:WORST]
    lines = [f"\n{title}", table(rows), ""]
    for row in rows:
        lines.append(f"  {row.one.page.name} as {row.one.page.role}")
        lines += [
            f"    {query.buffers:>7} buffers, {query.running:.1f} ms: {query.hottest}\n"
            f"            {short(query.sql)}"
            for query in row.one.heaviest[:2]
        ]
    return "\n".join(lines)


def short(sql: str, length: int = 150) -> str:
    """Where from and where, rather than the columns."""
    words = " ".join(sql.split())
    return words[words.find(" FROM ") + 1 :][:length].replace('"', "")


def papers_table(papers: list[Paper]) -> str:
    rows = [
        f"{paper.page.name:<50} {paper.page.role:<10} {paper.sql:>3} SQL "
        f"{paper.size / 1000:>8.1f} kB {paper.milliseconds:>8.1f} CPU-ms  {paper.kind}"
        for paper in papers
    ]
    return "\n".join(["\nNo pages, asked for once (papers, sheets, calendars):", *rows])


def check_on_the_run(verdicts: list[Verdict]) -> str:
    shares = sorted(_share(row.one.bare_again, row.one.bare) for row in verdicts)
    middle = statistics.median(shares)
    return (
        f"\nF3 against itself in this run: {middle:.3f} in the middle, nine in ten between "
        f"{shares[len(shares) // 20]:.2f} and {shares[-1 - len(shares) // 20]:.2f}; "
        f"F3 itself takes {statistics.median(row.one.bare for row in verdicts):.2f} CPU-ms."
    )


def shut_table(found: Found) -> str:
    """Doors without a row, by why."""
    by_reason: dict[str, list[str]] = {}
    for name, why in found.shut.items():
        by_reason.setdefault(why, []).append(name)
    lines = ["\nDoors that show no page when they are opened:"]
    for why, names in sorted(by_reason.items()):
        lines.append(f"  {why} ({len(names)}): {', '.join(sorted(names))}")
    if found.broken:
        lines += ["\nBroken:", *(f"  {one}" for one in found.broken)]
    return "\n".join(lines)


def summary(verdicts: list[Verdict]) -> str:
    lines = [f"\nOf {len(verdicts)} pages:"]
    goals = {
        "sql": f"at most {MOST_SQL} queries",
        "ratio": f"at most {MOST_RATIO} × F3",
        "growth": f"CPU grows at most {MOST_GROWTH} ×",
        "buffers": f"buffers grow at most {MOST_GROWTH} × (or by {SMALL_CHANGE})",
    }
    for name, words in goals.items():
        missed = sum(name in row.misses for row in verdicts)
        lines.append(f"  {words}: {len(verdicts) - missed} do, {missed} do not")
    ratios = sorted(row.ratio for row in verdicts)
    growths = sorted(row.growth for row in verdicts)
    lines.append(
        f"  in the middle {statistics.median(ratios):.2f} × F3 (worst {ratios[-1]:.2f}), "
        f"growth {statistics.median(growths):.2f} × (worst {growths[-1]:.2f})"
    )
    return "\n".join(lines)


def keep(verdicts: list[Verdict], path: Path) -> None:
    """The same rows for a spreadsheet, with each page's heaviest query."""
    names = ["page", "seen by", "sql", "bytes", "bytes growth", "cpu_ms", "of_db", "plan"]
    names += ["ratio", "growth", "buffers", "buffers growth", "hottest step", "heaviest query"]
    lines = ["\t".join(names)]
    for row in verdicts:
        query = " ".join(row.one.heaviest[0].sql.split()) if row.one.heaviest else ""
        figures = [row.sql, row.size, row.size_growth, row.milliseconds]
        figures += [row.one.of_the_database, row.one.planning, row.ratio, row.growth]
        figures += [row.buffers, row.buffer_growth]
        said = [f"{figure:.2f}" if isinstance(figure, float) else str(figure) for figure in figures]
        hottest = row.one.heaviest[0].hottest if row.one.heaviest else ""
        lines.append("\t".join([row.one.page.name, row.one.page.role, *said, hottest, query]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
