"""How wide words will stand, before any font is at hand: rather too wide than too narrow."""

import unicodedata
from math import ceil
from typing import NamedTuple

from netvaerk.plain import one_line
from netvaerk.words import Words

NARROW, WIDE = frozenset("iljtfrI.,:;'!|()[] -"), frozenset("mwMW@%&æÆœŒ–—½")
MARKS = ("Mn", "Me", "Cf")
CUT = "…"


class Row(NamedTuple):
    """One line of words, so many units down from where its block begins."""

    text: str
    down: float


def width_of(text: str, size: float) -> int:
    """In the unit of `size`; measured on IBM Plex Sans, the wider of our fonts."""
    return ceil(sum(_sign(sign) for sign in text) * size)


def _sign(sign: str) -> float:
    if sign in NARROW:
        return 0.36
    if sign in WIDE:
        return 0.95
    if unicodedata.category(sign) in MARKS:
        return 0
    if sign > "\u02ff":
        return 1.2
    return 0.72 if sign.isupper() else 0.6


def rows(words: Words, *, width: float, size: float, most: int, leading: float) -> tuple[Row, ...]:
    """The words on at most so many lines; what there is no room for ends in an ellipsis."""
    lines: list[str] = []
    rest = one_line(words).split(" ")
    while rest and len(lines) < most:
        lines.append(_line(rest, width, size))
    if rest and lines:
        lines[-1] = shortened(f"{lines[-1]} {' '.join(rest)}", width, size)
    return tuple(Row(line, round(leading * number, 1)) for number, line in enumerate(lines))


def _line(rest: list[str], width: float, size: float) -> str:
    """Take as many words as there is room for; a word longer than a line is broken."""
    line = rest.pop(0)
    while rest and width_of(f"{line} {rest[0]}", size) <= width:
        line = f"{line} {rest.pop(0)}"
    if width_of(line, size) > width:
        kept = _as_much(line, width - width_of("-", size), size)
        rest.insert(0, line[len(kept) :])
        line = f"{kept}-"
    return line


def shortened(text: str, width: float, size: float) -> str:
    if width_of(text, size) <= width:
        return text
    return _as_much(text, width - width_of(CUT, size), size).rstrip() + CUT


def _as_much(text: str, width: float, size: float) -> str:
    kept = len(text)
    while kept > 1 and width_of(text[:kept], size) > width:
        kept -= 1
    return text[:kept]
