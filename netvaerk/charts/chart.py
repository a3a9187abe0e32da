"""What every chart is: a title, a description, a picture, and the same figures in a table."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from netvaerk.charts.lettering import width_of
from netvaerk.plain import one_line
from netvaerk.words import Words

NAME = re.compile(r"[a-z][a-z0-9-]*")
TEXT = 15
SIGN, SIGN_GAP, KEY_ROW = 44, 28, 26
EMPTY, WITHHELD = _("Her er ikke noget at vise endnu."), _("for få til at vise")


@dataclass(frozen=True)
class Link:
    """A cell of the table that leads somewhere."""

    text: Words
    url: str

    def __str__(self) -> str:
        return str(self.text)


Cell = Words | int | float | Link


@dataclass(frozen=True)
class Table:
    """The first cell of each row is what the row is about."""

    headings: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def linked(self) -> Iterator[list[tuple[Cell, str]]]:
        """Each row's cells with where they lead, or ""."""
        for row in self.rows:
            yield [(one.text, one.url) if isinstance(one, Link) else (one, "") for one in row]


@dataclass(frozen=True)
class Sign:
    """What a look in the picture means; `kind` and `look` say how the sign is drawn."""

    kind: str
    words: Words
    look: Any = None
    x: float = 0
    y: float = 0


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """`name` begins every id in the picture: one of its own for each chart on a page."""

    template: ClassVar[str]
    view: ClassVar[str]  # how css/charts.css makes room for it on a narrow page
    # The units that a paper's line is divided into: the fewer, the larger the words.
    paper_width: ClassVar[int] = 600

    name: str
    title: Words
    description: Words
    empty: Words = EMPTY

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"A chart's name is for ids, like 'new-networks', not {self.name!r}")

    @property
    @abstractmethod
    def is_empty(self) -> bool: ...

    @property
    @abstractmethod
    def table(self) -> Table:
        """The figures of the picture, all of them."""

    @property
    def key(self) -> tuple[Sign, ...]:
        """What the looks in the picture mean."""
        return ()

    @property
    @abstractmethod
    def has_links(self) -> bool: ...

    @abstractmethod
    def _drawn(self, width: int | None) -> dict[str, Any]:
        """Where everything stands; `height` always, `width` when it is drawn in its own units."""

    @cached_property
    def drawn(self) -> dict[str, Any]:
        return self._drawn(None)

    def svg(self) -> SafeString:
        """As part of a page, which says what the signs mean."""
        return self._rendered({"art": self.drawn})

    def svg_alone(self) -> SafeString:
        """A whole picture with its key, for a paper."""
        art = self._drawn(self.paper_width)
        width = art.get("width", self.paper_width)
        key = tuple(_laid_out(self.key, width))
        down = key[-1].y + KEY_ROW + 10 if key else 0
        return self._rendered(
            {"art": art, "alone": True, "key": key, "down": down, "width": width}
            | {"height": art["height"] + down}
        )

    def _rendered(self, context: dict[str, Any]) -> SafeString:
        # Safe: it is the template's own output, whose blank edges are cut off.
        words = {"title": one_line(self.title), "description": one_line(self.description)}
        return mark_safe(
            render_to_string(self.template, {"chart": self, **words, **context}).strip()
        )


def _laid_out(signs: tuple[Sign, ...], width: float) -> Iterator[Sign]:
    """Side by side, and on a new line where there is no room."""
    x = y = 0
    for sign in signs:
        words = one_line(sign.words)
        room = SIGN + width_of(words, TEXT)
        if x and x + room > width:
            x, y = 0, y + KEY_ROW
        yield Sign(sign.kind, words, sign.look, x, y)
        x += room + SIGN_GAP


def said(value: float | None) -> Words:
    """A figure as people write it; None is one that may not be shown."""
    return WITHHELD if value is None else str(localize(value))


def cell(text: Words, url: str) -> Words | Link:
    return Link(text, url) if url else text
