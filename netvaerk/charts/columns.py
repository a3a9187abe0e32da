"""A few columns over periods, the oldest first."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from netvaerk.charts.bars import figure
from netvaerk.charts.chart import Chart, Sign, Table, cell, said
from netvaerk.charts.lettering import rows
from netvaerk.plain import one_line
from netvaerk.words import Words

EACH, BROAD = 76, 0.56  # a column's room in narrow pages, and how much of its room it fills
HIGH, LINE, SMALL = 180, 20, 14
FLOOR = HIGH + 26


@dataclass(frozen=True)
class Column:
    """One figure of one period; None may not be shown, and a period may still be running."""

    label: Words
    value: float | None
    url: str = ""
    is_running: bool = False


@dataclass(frozen=True, kw_only=True)
class Columns(Chart):
    """`headings` name the table's two columns: the period, and what is counted in it."""

    template: ClassVar[str] = "charts/columns.html"
    view: ClassVar[str] = "broad"
    paper_width: ClassVar[int] = 560

    headings: tuple[Words, Words]
    columns: tuple[Column, ...]

    @property
    def is_empty(self) -> bool:
        return not self.columns

    @property
    def has_links(self) -> bool:
        return any(column.url for column in self.columns)

    @property
    def table(self) -> Table:
        return Table(
            headings=self.headings,
            rows=tuple(
                (cell(self._label(one), one.url), figure(one.value)) for one in self.columns
            ),
        )

    @property
    def key(self) -> tuple[Sign, ...]:
        if not any(column.is_running for column in self.columns):
            return ()
        return (Sign("bar", _("Perioden er ikke slut endnu"), "before"),)

    @staticmethod
    def _label(column: Column) -> Words:
        if not column.is_running:
            return column.label
        return _("%(period)s (ikke slut endnu)") % {"period": column.label}

    def _drawn(self, width: int | None) -> dict[str, Any]:
        count = len(self.columns) or 1
        each = (width or EACH * count) / count
        drawn = [self._column(one, number, each) for number, one in enumerate(self.columns)]
        lines = max((len(one["label"]) for one in drawn), default=0)
        return {
            "columns": drawn,
            "broad": round(BROAD / count * 100, 2),
            "hit": round(100 / count, 2),
            "floor": FLOOR,
            "height": FLOOR + lines * LINE + 10,
            "least": EACH * count,
        }

    def _column(self, column: Column, number: int, each: float) -> dict[str, Any]:
        count = len(self.columns)
        top = max(one.value or 0 for one in self.columns)
        height = round((column.value or 0) / top * HIGH, 1) if top > 0 else 0
        label = rows(column.label, width=each - 8, size=SMALL, most=4, leading=LINE)
        figure = rows(said(column.value), width=each - 8, size=SMALL, most=4, leading=LINE)
        above = FLOOR - height - 8 - LINE * (len(figure) - 1)
        return {
            "left": round(number / count * 100, 2),
            "x": round((number + (1 - BROAD) / 2) / count * 100, 2),
            "middle": round((number + 0.5) / count * 100, 2),
            "top": FLOOR - height,
            "height": height,
            "figure": [(row.text, above + row.down) for row in figure],
            "label": [(row.text, FLOOR + LINE + row.down) for row in label],
            "look": "before" if column.is_running else "now",
            "url": column.url,
            "title": f"{one_line(self._label(column))}: {said(column.value)}",
        }
