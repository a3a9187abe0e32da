"""Where things stand round a circle, so that their words never lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, degrees, pi, sin, sqrt

from netvaerk.charts.lettering import Row, rows, shortened, width_of
from netvaerk.plain import one_line
from netvaerk.words import Words

UPRIGHT = 14  # so many can have upright words; more are turned outwards
SIZE, LINE, BETWEEN = 15, 18, 8
GAP = 0.7  # the room between two sectors, in places
BROAD, EDGE = 800, 6  # an upright picture's width, and its margin
RADIUS, DISC = 180, 13
EACH, TURNED_DISC, LONGEST = 23, 9, 190
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


def ring(sectors: Sequence[Sequence[Words]]) -> Ring:
    """The labels of each sector, laid out clockwise from the top."""
    labels = [label for sector in sectors for label in sector]
    turned = len(labels) > UPRIGHT
    step = 2 * pi / (len(labels) + GAP * len(sectors) or 1)
    radius = max(EACH / step, RADIUS - 10) if turned else RADIUS
    disc = TURNED_DISC if turned else DISC
    angles = _angles(sectors, step)
    flat = [angle for sector in angles for angle in sector]
    out = radius + disc + WORDS
    if turned:
        places = tuple(
            _turned(label, angle, radius, out) for label, angle in zip(labels, flat, strict=True)
        )
        width, height = _room(places, out)
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


def _turned(label: Words, angle: float, radius: float, out: float) -> Place:
    is_left = cos(angle) < 0
    words = shortened(one_line(label), LONGEST, SIZE)
    return Place(
        angle=angle,
        x=round(radius * cos(angle), 1),
        y=round(radius * sin(angle), 1),
        lines=(Row(words, 0),),
        words_x=round(out * cos(angle), 1),
        words_y=round(out * sin(angle), 1),
        is_left=is_left,
        turn=round(degrees(angle) + (180 if is_left else 0), 1),
    )


def _room(places: Sequence[Place], out: float) -> tuple[float, float]:
    """As much on both sides of the middle as the longest words there need."""
    across = max((out + one.broad) * abs(cos(one.angle)) for one in places)
    down = max((out + one.broad) * abs(sin(one.angle)) for one in places)
    return 2 * (max(across, out) + SIZE + EDGE), 2 * (max(down, out) + SIZE + EDGE)


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
