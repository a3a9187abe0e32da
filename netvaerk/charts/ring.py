"""Where things stand round a circle, so that their words never lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, degrees, pi, sin, sqrt

from netvaerk.charts.lettering import CUT, Row, rows, width_of
from netvaerk.words import Words

UPRIGHT = 14  # so many can have upright words; more are turned outwards
SIZE, LINE, BETWEEN = 15, 18, 8
GAP = 0.7  # the room between two sectors, in places
BROAD, EDGE = 800, 6  # an upright picture's width, and its margin
RADIUS, DISC = 180, 13
EACH, PART = 23, 0.46  # least room for a turned place, and how much of it half a disc takes
# A turned picture is so many times as wide as its circle of words: css/charts.css cuts by it.
WHOLE = 2.08
BAND, THICK, WORDS = 12, 9, 32  # from the disc's edge: to the band, through it, to the words


@dataclass(frozen=True)
class Place:
    """Where a node stands, and its words."""

    angle: float
    x: float
    y: float
    lines: tuple[Row, ...]
    words_x: float
    words_y: float
    is_left: bool
    turn: float = 0

    @property
    def broad(self) -> int:
        return max((width_of(line.text, SIZE) for line in self.lines), default=0)

    @property
    def high(self) -> int:
        return len(self.lines) * LINE


@dataclass(frozen=True)
class Ring:
    radius: float
    disc: float
    width: float
    height: float
    places: tuple[Place, ...]
    bands: tuple[str, ...]
    is_turned: bool

    @property
    def digits(self) -> int:
        """The size of figures that find room in a disc."""
        return round(self.disc * 1.35)

    @property
    def is_cut(self) -> bool:
        """Some words had no room: the numbers and the names beside the picture say them."""
        return any(one.lines and one.lines[-1].text.endswith(CUT) for one in self.places)


def ring(sectors: Sequence[Sequence[Words]]) -> Ring:
    """The labels of each sector, laid out clockwise from the top."""
    labels = [label for sector in sectors for label in sector]
    turned = len(labels) > UPRIGHT
    step = 2 * pi / (len(labels) + GAP * len(sectors) or 1)
    radius = max(EACH / step, RADIUS - 10) if turned else RADIUS
    disc = min(DISC, int(PART * step * radius)) if turned else DISC
    angles = _angles(sectors, step)
    flat = [angle for sector in angles for angle in sector]
    out = radius + disc + WORDS
    if turned:
        most = max(1, int(step * out / LINE))
        places = tuple(
            _turned(label, angle, radius, out, most)
            for label, angle in zip(labels, flat, strict=True)
        )
        width, height = 2 * WHOLE * out, _height(places, out)
    else:
        places, high = _upright(labels, flat, radius, out)
        width, height = BROAD, high
    inner = radius + disc + BAND
    bands = tuple(
        _band(sector[0] - step * 0.42, sector[-1] + step * 0.42, inner, inner + THICK)
        for sector in angles
        if sector
    )
    return Ring(radius, disc, round(width, 1), round(height, 1), places, bands, turned)


def _angles(sectors: Sequence[Sequence[Words]], step: float) -> list[list[float]]:
    angle, found = -pi / 2 + step * (GAP + 1) / 2, []
    for sector in sectors:
        found.append([angle + step * number for number in range(len(sector))])
        angle += step * (len(sector) + GAP)
    return found


def _turned(label: Words, angle: float, radius: float, out: float, most: int) -> Place:
    is_left = cos(angle) < 0
    room = (WHOLE - 1) * out - EDGE
    lines = rows(label, width=room, size=SIZE, most=most, leading=LINE)
    up = LINE * (len(lines) - 1) / 2 - SIZE / 3
    return Place(
        angle=angle,
        x=round(radius * cos(angle), 1),
        y=round(radius * sin(angle), 1),
        lines=tuple(Row(line.text, line.down - up) for line in lines),
        words_x=round(out * cos(angle), 1),
        words_y=round(out * sin(angle), 1),
        is_left=is_left,
        turn=round(degrees(angle) + (180 if is_left else 0), 1),
    )


def _height(places: Sequence[Place], out: float) -> float:
    """As much above and below the middle as the longest words there need."""
    return 2 * (max((out + one.broad) * abs(sin(one.angle)) + one.high for one in places) + EDGE)


def _upright(
    labels: Sequence[Words], angles: Sequence[float], radius: float, out: float
) -> tuple[tuple[Place, ...], float]:
    width = BROAD / 2 - out - EDGE
    places = [
        Place(
            angle=angle,
            x=round(radius * cos(angle), 1),
            y=round(radius * sin(angle), 1),
            lines=rows(label, width=width, size=SIZE, most=3, leading=LINE),
            words_x=0,
            words_y=out * sin(angle),
            is_left=cos(angle) < 0,
        )
        for label, angle in zip(labels, angles, strict=True)
    ]
    sides = [[one for one in places if one.is_left is is_left] for is_left in (True, False)]
    needed = max(sum(one.high + BETWEEN for one in side) for side in sides)
    half = max(out + 2 * LINE, needed / 2 + EDGE)
    moved = {one.angle: one for side in sides for one in _apart(side, half, out)}
    return tuple(moved[one.angle] for one in places), 2 * half


def _apart(side: list[Place], half: float, out: float) -> list[Place]:
    """From the top down, then from the bottom up; each ends outside the circle."""
    side = sorted(side, key=lambda one: one.words_y)
    tops, floor = [], -half + EDGE
    for one in side:
        tops.append(max(one.words_y - one.high / 2, floor))
        floor = tops[-1] + one.high + BETWEEN
    ceiling = half - EDGE
    for number in reversed(range(len(side))):
        tops[number] = min(tops[number], ceiling - side[number].high)
        ceiling = tops[number] - BETWEEN
    return [_beside(one, top, out) for one, top in zip(side, tops, strict=True)]


def _beside(place: Place, top: float, out: float) -> Place:
    nearest = 0 if top <= 0 <= top + place.high else min(abs(top), abs(top + place.high))
    x = max(sqrt(max(out**2 - nearest**2, 0)), EDGE)
    return replace(
        place,
        words_x=round(-x if place.is_left else x, 1),
        words_y=round(top + LINE - 4.5, 1),
    )


def _band(begins: float, ends: float, inner: float, outer: float) -> str:
    """A piece of a ring, as the path of its edge."""
    far = int(ends - begins > pi)
    points = [(outer, begins), (outer, ends), (inner, ends), (inner, begins)]
    one, two, three, four = (
        f"{radius * cos(angle):.1f} {radius * sin(angle):.1f}" for radius, angle in points
    )
    return (
        f"M{one}A{outer:.1f} {outer:.1f} 0 {far} 1 {two}"
        f"L{three}A{inner:.1f} {inner:.1f} 0 {far} 0 {four}Z"
    )
