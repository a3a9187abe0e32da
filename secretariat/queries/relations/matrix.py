"""All against all: a cell for each two groups."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from secretariat.queries.relations.groups import Group
from secretariat.queries.relations.page import Pair, Relations, both_ways
from secretariat.queries.relations.picture import Line


@dataclass(frozen=True)
class MatrixCell:
    """`word` is "" where a group meets itself."""

    word: str
    pair: Pair | None = None


def matrix(relations: Relations) -> list[tuple[Group, list[MatrixCell]]]:
    lines = {key: line for line in relations.shown.lines for key in both_ways(line)}
    return [
        (one, [_cell(relations, one, other, lines) for other in relations.columns])
        for one in relations.rows
    ]


def _cell(relations: Relations, one: Group, other: Group, lines: dict[Any, Line]) -> MatrixCell:
    if one == other:
        return MatrixCell("")
    line = lines.get((one.key, other.key))
    if line is None:
        return MatrixCell("–", Pair(one, other, None))
    pair = Pair(one, other, line, relations.is_new(line))
    if pair.is_new:
        return MatrixCell(_("Nyt"), pair)
    return MatrixCell(_("Nu") if line.is_now else _("Før"), pair)
