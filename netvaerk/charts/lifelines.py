"""One line per thing over a span of time: when it was what. A picture of what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from netvaerk.charts.chart import TEXT, Chart, Sign, Table, cell
from netvaerk.charts.lettering import rows, width_of
from netvaerk.charts.months import ticks
from netvaerk.dates import full_day
from netvaerk.plain import one_line
from netvaerk.words import Words

LEAST, SMALL = 640, 13
HEAD, LINE, THICK, WORDS, APART, BETWEEN = 52, 22, 14, 18, 10, 24
# After these they begin again: the words tell phases apart.
TINTS = ("#b5d6d0", "#4a9088", "#84b8b0", "#0b5d57", "#d3c3a6")
MARKS = 4  # looks of a mark


@dataclass(frozen=True)
class Span:
    """A phase in its words; without an end it still goes on."""

    label: Words
    begins: date
    ends: date | None = None


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day; marks of one kind look alike."""

    kind: Words
    on: date
    label: Words = ""
    url: str = ""


@dataclass(frozen=True)
class Lifeline:
    label: Words
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Lifelines(Chart):
    """`thing` is what each line is, for the table's first heading."""

    template: ClassVar[str] = "charts/lifelines.html"
    view: ClassVar[str] = "broad"
    paper_width: ClassVar[int] = 640

    thing: Words
    begins: date
    ends: date
    today: date | None = None
    lines: tuple[Lifeline, ...]

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def has_links(self) -> bool:
        return any(line.url or any(mark.url for mark in line.marks) for line in self.lines)

    @property
    def table(self) -> Table:
        has_marks = any(line.marks for line in self.lines)
        return Table(
            headings=(self.thing, _("Forløb"), *([_("Det skete undervejs")] if has_marks else [])),
            rows=tuple(
                (
                    cell(line.label, line.url),
                    "; ".join(_span_said(span) for span in line.spans) or "–",
                    *(["; ".join(map(_mark_said, line.marks)) or "–"] if has_marks else []),
                )
                for line in self.lines
            ),
        )

    @property
    def _kinds(self) -> list[str]:
        return _in_order(mark.kind for line in self.lines for mark in line.marks)

    @property
    def _phases(self) -> list[str]:
        return _in_order(span.label for line in self.lines for span in line.spans)

    @property
    def key(self) -> tuple[Sign, ...]:
        return tuple(Sign("mark", kind, number % MARKS) for number, kind in enumerate(self._kinds))

    def _drawn(self, width: int | None) -> dict[str, Any]:
        drawn, y, today = [], HEAD, self.today
        for line in self.lines:
            one = self._line(line)
            drawn.append({**one, "y": y})
            y += one["height"] + BETWEEN
        return {
            "lines": drawn,
            "ticks": [self._tick(day, words) for day, words in ticks(self.begins, self.ends)],
            "today": self._tick(today, _("i dag")) if today and self._holds(today) else None,
            "height": y - BETWEEN + 4,
            "least": LEAST,
        }

    def _tick(self, day: date, words: str) -> dict[str, Any]:
        x = self._at(day)
        half = width_of(words, SMALL) / 2 / LEAST * 100
        anchor = "start" if x < half else "end" if x > 100 - half else "middle"
        return {"x": x, "words": words, "anchor": anchor}

    def _at(self, day: date) -> float:
        """In per cent of the width; what lies outside stands at the edge."""
        days = max((self.ends - self.begins).days, 1)
        return round(min(max((day - self.begins).days / days, 0), 1) * 100, 2)

    def _line(self, line: Lifeline) -> dict[str, Any]:
        label = rows(line.label, width=LEAST, size=TEXT + 1, most=2, leading=LINE)
        band = len(label) * LINE + 6
        spans = list(self._spans(line, band + THICK + WORDS - 2))
        depth = max((span["row"] for span in spans), default=0) + 1
        return {
            "label": label,
            "band": band,
            "spans": spans,
            "middle": band + THICK / 2,
            "marks": [self._mark(mark) for mark in line.marks if self._holds(mark.on)],
            "url": line.url,
            "title": f"{one_line(line.label)}: {', '.join(map(_span_said, line.spans))}",
            "height": band + THICK + depth * WORDS,
        }

    def _holds(self, day: date) -> bool:
        return self.begins <= day <= self.ends

    def _spans(self, line: Lifeline, under: float) -> Iterator[dict[str, Any]]:
        """Each with the row of words below the band where its own words have room."""
        taken: list[float] = []
        for span in line.spans:
            ends = span.ends or min(self.today or self.ends, self.ends)
            if ends < self.begins or span.begins > self.ends:
                continue
            x, until, words = self._at(span.begins), self._at(ends), one_line(span.label)
            broad = width_of(words, SMALL)
            left = min(x / 100 * LEAST, LEAST - broad)
            row = next((n for n, end in enumerate(taken) if left >= end + APART), len(taken))
            taken[row : row + 1] = [left + broad]
            yield {
                "x": x,
                "length": round(until - x, 2),
                "until": until,
                "words": words,
                "row": row,
                "down": under + row * WORDS,
                "words_x": 100 if left < x / 100 * LEAST else x,
                "is_at_the_end": left < x / 100 * LEAST,
                "is_running": span.ends is None,
                "tint": TINTS[self._phases.index(words) % len(TINTS)],
            }

    def _mark(self, mark: Mark) -> dict[str, Any]:
        return {
            "x": self._at(mark.on),
            "look": self._kinds.index(one_line(mark.kind)) % MARKS,
            "title": _mark_said(mark),
            "url": mark.url,
        }


def _in_order(words: Iterable[Words]) -> list[str]:
    return list(dict.fromkeys(one_line(one) for one in words))


def _span_said(span: Span) -> str:
    phase, begins, ends = one_line(span.label), full_day(span.begins), full_day(span.ends)
    facts = {"phase": phase, "begins": begins, "ends": ends}
    if span.ends is None:
        return _("%(phase)s fra %(begins)s") % facts
    return _("%(phase)s fra %(begins)s til %(ends)s") % facts


def _mark_said(mark: Mark) -> str:
    words = f"{mark.kind}, {mark.label}" if mark.label else str(mark.kind)
    return f"{one_line(words)}, {full_day(mark.on)}"
