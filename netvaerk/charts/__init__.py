"""Charts as server-side SVG: each with its title, its description and the same figures in a table.

    from netvaerk.charts import Bar, Bars, Column, Columns, Lifeline, Lifelines, Link, Manner, Mark
    from netvaerk.charts import Node, Radial, Sector, Span, Tie

    Bars(                              # horizontal; stands in the order given, never by size
        name="departments",            # begins the picture's ids: one of its own on each page
        title=_("Netværk, som afdelingerne er med i"),
        description=_("Én bjælke for hver afdeling, før og nu."),
        headings=(_("Afdeling"), _("Før"), _("Nu")),     # or one series: two headings
        bars=(Bar("Skole", (2, 4), url="/forbindelser/skole/"), Bar("Kultur", (0, None))),
    )                                  # None: too few to be shown, and it says so in words

    Columns(
        name="rounds", title=…, description=…, headings=(_("Halvår"), _("Nye netværk")),
        columns=(Column("Forår 2026", 4, url="…"), Column("Efterår 2026", 1, is_running=True)),
    )

    Lifelines(
        name="lives", title=…, description=…, thing=_("Netværk"),
        begins=date(2025, 1, 1), ends=date(2026, 12, 31), today=clock.today(),
        lines=(
            Lifeline(
                "Elever med højt fravær",
                url="/netvaerk/fravaer/",
                spans=(Span("Opstart", day, later), Span("Undersøg", later)),   # no end: goes on
                marks=(Mark(_("Delt læring"), day, label="Døren om morgenen", url="…"),),
            ),
        ),
    )

    Radial(
        name="relations", title=…, description=…,
        sectors=(
            Sector("Børn og Unge", (Node("skole", "Skole", url="…", note="i 3 netværk"), …)),
            Sector(_("Udefra"), (Node("foraeldre", "Forældre", url="…"),), is_outside=True),
        ),
        ties=(Tie("skole", "foraeldre", Manner.NEW, url="…", note="2 netværk"),),  # one for a pair
        manners={Manner.NOW: …, Manner.EARLIER: …, Manner.NEW: _("Nyt siden januar")},  # optional
    )

In a page, with `css/charts.css` linked in its head block; the table is folded, or plainly there:

    {% include "components/_chart.html" with chart=relations %}
    {% include "components/_chart.html" with chart=relations is_open=True %}

In a paper: `papers.Picture(relations)`, or `Picture(relations, with_table=False)`. `chart.table`
has the headings and rows for a CSV. Without anything to show, `empty` says so in words.
Everything that people wrote is escaped; urls are ours (`reverse`), never what somebody typed.
"""

from netvaerk.charts.bars import Bar, Bars
from netvaerk.charts.chart import Cell, Chart, Link, Table
from netvaerk.charts.columns import Column, Columns
from netvaerk.charts.lifelines import Lifeline, Lifelines, Mark, Span
from netvaerk.charts.radial import Manner, Node, Radial, Sector, Tie

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Column",
    "Columns",
    "Lifeline",
    "Lifelines",
    "Link",
    "Manner",
    "Mark",
    "Node",
    "Radial",
    "Sector",
    "Span",
    "Table",
    "Tie",
]
