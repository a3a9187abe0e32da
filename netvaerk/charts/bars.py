"""Horizontal bars: how much of each, in the order that the caller gives."""

from dataclasses import dataclass
from typing import Any, ClassVar

from netvaerk.charts.chart import TEXT, Chart, Sign, Table, cell, said
from netvaerk.charts.lettering import rows, width_of
from netvaerk.plain import one_line
from netvaerk.words import Words

LEAST = 280  # the narrowest page that it is drawn for
LINE, THICK, APART, GROUP = 22, 16, 4, 22
LOOKS = {1: ("now",), 2: ("before", "now")}


@dataclass(frozen=True)
class Bar:
    """One figure, or two: before and now. None is a figure that may not be shown."""

    label: Words
    values: tuple[float | None, ...]
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """`headings` name the table's columns: what the bars are, then each series."""

    template: ClassVar[str] = "charts/bars.html"
    view: ClassVar[str] = "fluid"
    paper_width: ClassVar[int] = 560

    headings: tuple[Words, ...]
    bars: tuple[Bar, ...]

    @property
    def is_empty(self) -> bool:
        return not self.bars

    @property
    def has_links(self) -> bool:
        return any(bar.url for bar in self.bars)

    @property
    def table(self) -> Table:
        return Table(
            headings=self.headings,
            rows=tuple(
                (cell(bar.label, bar.url), *(figure(value) for value in bar.values))
                for bar in self.bars
            ),
        )

    @property
    def key(self) -> tuple[Sign, ...]:
        series = self.headings[1:]
        if len(series) < len(LOOKS[2]):
            return ()
        return tuple(Sign("bar", words, look) for words, look in zip(series, LOOKS[2], strict=True))

    def _drawn(self, width: int | None) -> dict[str, Any]:
        groups, y = [], 0
        for bar in self.bars:
            group = self._group(bar, y, width or LEAST)
            groups.append(group)
            y += group["height"] + GROUP
        return {"groups": groups, "height": max(y - GROUP, 1)}

    def _group(self, bar: Bar, y: int, width: int) -> dict[str, Any]:
        label = rows(bar.label, width=width, size=TEXT + 1, most=3, leading=LINE)
        down = len(label) * LINE + 4
        strips = [
            {
                "look": look,
                "y": down + number * (THICK + APART),
                "value": said(value),
                "length": self._length(value),
                "is_withheld": value is None,
            }
            for number, (value, look) in enumerate(
                zip(bar.values, LOOKS[len(bar.values)], strict=True)
            )
        ]
        height = down + len(strips) * (THICK + APART) - APART
        return {
            "y": y,
            "height": height,
            "label": label,
            "strips": strips,
            "url": bar.url,
            "title": self._title(bar),
        }

    def _title(self, bar: Bar) -> str:
        figures = (
            f"{one_line(heading)} {said(value)}"
            for heading, value in zip(self.headings[1:], bar.values, strict=True)
        )
        return f"{one_line(bar.label)}: {', '.join(figures)}"

    def _length(self, value: float | None) -> float:
        """In per cent of the width, with room for the longest figure beside the longest bar."""
        values = [one for bar in self.bars for one in bar.values if one is not None]
        words = [str(said(one)) for one in values]
        room = max((width_of(one, TEXT) for one in words), default=0) + 14
        top = max(values, default=0)
        if not value or top <= 0:
            return 0
        return round(value / top * 100 * (1 - room / LEAST), 2)


def figure(value: float | None) -> Words | float:
    return said(None) if value is None else value
