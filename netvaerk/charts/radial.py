"""Who works with whom: nodes on a circle, grouped in sectors, and lines between pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.charts.chart import Cell, Chart, Sign, Table, cell
from netvaerk.charts.ring import Ring, ring
from netvaerk.plain import one_line
from netvaerk.words import Words

# Each with a pattern of its own; white figures can be read on all of them.
COLOURS = (
    *("#0b5d57", "#8a4b12", "#3b4f8c", "#7a3b69"),
    *("#5a6317", "#2a678f", "#a04438", "#4d565c"),
)
OUTSIDE = "#a85a08"
THROUGH = 0.22  # how far from the middle a line's bend stays


class Manner(StrEnum):
    """How two work together."""

    NOW = "now"
    EARLIER = "earlier"
    NEW = "new"


LAID = (Manner.EARLIER, Manner.NOW, Manner.NEW)
MANNERS: dict[Manner, Words] = {
    Manner.NOW: gettext_lazy("Arbejder sammen nu"),
    Manner.EARLIER: gettext_lazy("Har arbejdet sammen før"),
    Manner.NEW: gettext_lazy("Nyt siden sidst"),
}


@dataclass(frozen=True)
class Node:
    """`key` names it in ties; `note` is said with its name, "i 3 netværk"."""

    key: str
    label: Words
    url: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Sector:
    """Nodes that belong together; those from outside the house are drawn as squares."""

    label: Words
    nodes: tuple[Node, ...]
    is_outside: bool = False


@dataclass(frozen=True)
class Tie:
    """One line between two nodes; `note` stands in the table too, "3 netværk"."""

    one: str
    other: str
    manner: Manner = Manner.NOW
    url: str = ""
    note: Words = ""


@dataclass(frozen=True, kw_only=True)
class Radial(Chart):
    """One tie for each pair. `manners` says in words what each manner means here."""

    template: ClassVar[str] = "charts/radial.html"

    sectors: tuple[Sector, ...]
    ties: tuple[Tie, ...]
    manners: Mapping[Manner, Words] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any(sector.nodes for sector in self.sectors)

    @property
    def has_links(self) -> bool:
        return any(node.url for node in self._nodes.values()) or any(tie.url for tie in self.ties)

    def _said(self, manner: Manner) -> Words:
        return {**MANNERS, **self.manners}[manner]

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.key: node for sector in self.sectors for node in sector.nodes}

    @property
    def table(self) -> Table:
        has_notes = any(tie.note for tie in self.ties)
        headings = (_("Den ene"), _("Den anden"), _("Sammen"), *([_("Om")] if has_notes else []))
        tied = {key for tie in self.ties for key in (tie.one, tie.other)}
        lonely = [node for key, node in self._nodes.items() if key not in tied]
        none = (_("Ingen forbindelser"), *(["–"] if has_notes else []))
        return Table(
            headings=headings,
            rows=(
                *(self._row(tie, has_notes) for tie in self.ties),
                *((cell(node.label, node.url), "–", *none) for node in lonely),
            ),
        )

    def _row(self, tie: Tie, has_notes: bool) -> tuple[Cell, ...]:
        one, other = self._nodes[tie.one], self._nodes[tie.other]
        note = (tie.note or "–",) if has_notes else ()
        return (
            cell(one.label, one.url),
            cell(other.label, other.url),
            cell(self._said(tie.manner), tie.url),
            *note,
        )

    @property
    def key(self) -> tuple[Sign, ...]:
        used = {tie.manner for tie in self.ties}
        return (
            *(Sign("sector", one["words"], one) for one in self.drawn["sectors"]),
            *(Sign("tie", self._said(one), one.value) for one in Manner if one in used),
        )

    @property
    def view(self) -> str:  # type: ignore[override]
        return "wheel" if self.drawn["ring"].is_turned else "ring"

    @property
    def paper_width(self) -> int:  # type: ignore[override]
        return int(self.drawn["width"])

    def _drawn(self, width: int | None) -> dict[str, Any]:
        sectors = [sector for sector in self.sectors if sector.nodes]
        laid = ring([[node.label for node in sector.nodes] for sector in sectors])
        groups = self._groups(sectors, laid)
        return {
            "ring": laid,
            "width": laid.width,
            "height": laid.height,
            "middle_x": laid.width / 2,
            "middle_y": laid.height / 2,
            "sectors": groups,
            "ties": self._ties({node["key"]: node for one in groups for node in one["nodes"]}),
        }

    def _groups(self, sectors: list[Sector], laid: Ring) -> list[dict[str, Any]]:
        places, groups, number = iter(laid.places), [], 0
        for index, sector in enumerate(sectors):
            nodes = []
            for node in sector.nodes:
                number += 1
                nodes.append(self._node(node, sector, number) | {"place": next(places)})
            groups.append(
                {
                    "words": one_line(sector.label),
                    "nodes": nodes,
                    "band": laid.bands[index],
                    "colour": OUTSIDE if sector.is_outside else COLOURS[index % len(COLOURS)],
                    # A colour that comes again has another pattern.
                    "pattern": (index + index // len(COLOURS)) % len(COLOURS),
                    "number": index,
                    "is_outside": sector.is_outside,
                }
            )
        return groups

    def _node(self, node: Node, sector: Sector, number: int) -> dict[str, Any]:
        label, note = one_line(node.label), one_line(node.note)
        about = ", ".join(filter(None, (one_line(sector.label), note)))
        return {
            "key": node.key,
            "number": number,
            "label": label,
            "url": node.url,
            "title": f"{label} ({about})" if about else label,
        }

    def _ties(self, at: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
        """By manner, so that each look is written once; what is new lies on top."""
        names, kept = _("%(one)s og %(other)s"), []
        for manner in LAID:
            said = one_line(self._said(manner))
            some = [_tie(tie, at, names, said) for tie in self.ties if tie.manner is manner]
            if some:
                kept.append((manner.value, some))
        return kept


def _tie(tie: Tie, at: dict[str, Any], names: str, said: str) -> dict[str, Any]:
    one, other = at[tie.one], at[tie.other]
    here, there = one["place"], other["place"]
    bend = [THROUGH * (a + b) / 2 for a, b in ((here.x, there.x), (here.y, there.y))]
    about = f"{said}, {one_line(tie.note)}" if tie.note else said
    return {
        "path": f"M{here.x} {here.y}Q{bend[0]:.1f} {bend[1]:.1f} {there.x} {there.y}",
        "url": tie.url,
        "title": f"{names % {'one': one['label'], 'other': other['label']}}: {about}",
    }
