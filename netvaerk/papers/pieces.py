"""A paper broken into the few plain pieces that every writer knows, its texts made clean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch

from django.utils.formats import localize
from markdown_it.tree import SyntaxTreeNode

from netvaerk.charts import Cell
from netvaerk.papers import paper as blocks
from netvaerk.papers.paper import (
    Block,
    Bullets,
    Facts,
    Heading,
    Markdown,
    NewPage,
    Paper,
    Picture,
    Quote,
    Said,
    Small,
    Text,
)
from netvaerk.plain import clean, one_line
from netvaerk.templatetags.components import MARKDOWN
from netvaerk.words import Words

DEEPEST = 4  # lists in lists; deeper ones are laid on this level
SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Run:
    """Some words in one look; a line break is a run of its own."""

    text: str
    is_strong: bool = False
    is_emphasised: bool = False
    href: str = ""


BREAK = Run("\n")


@dataclass(frozen=True)
class Line:
    """A paragraph; `look` is "text", "label" or "small"."""

    runs: tuple[Run, ...]
    look: str = "text"


@dataclass(frozen=True)
class Headline:
    text: str
    level: int


@dataclass(frozen=True)
class Listing:
    items: tuple[tuple["Piece", ...], ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Quoted:
    pieces: tuple["Piece", ...]
    by: str = ""


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """Columns under their headings; each cell is one line of words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture and the words for who can't see it; `instead` where there are no pictures."""

    svg: str
    words: str
    instead: Grid | None = None


@dataclass(frozen=True)
class Turn:
    """Over to the next page."""


Piece = Line | Headline | Listing | Quoted | Table | Grid | Drawing | Turn


def pieces_of(paper: Paper) -> Iterator[Piece]:
    """In order; a heading never lies more than one level below the one before."""
    level = 0
    for block in paper.blocks:
        for piece in _broken(block):
            if isinstance(piece, Headline):
                level = max(1, min(piece.level, level + 1, 3))
                piece = replace(piece, level=level)
            yield piece


@singledispatch
def _broken(block: Block) -> Iterable[Piece]:
    raise TypeError(block)


@_broken.register
def _(block: Heading) -> Iterable[Piece]:
    return [Headline(one_line(block.text), block.level)]


@_broken.register
def _(block: Text) -> Iterable[Piece]:
    return _paragraphs(block.text)


@_broken.register
def _(block: Small) -> Iterable[Piece]:
    return [replace(line, look="small") for line in _paragraphs(block.text)]


@_broken.register
def _(block: Markdown) -> Iterable[Piece]:
    return _parsed(block.text)


@_broken.register
def _(block: Said) -> Iterable[Piece]:
    label = Line((Run(one_line(block.label)),), look="label")
    return [label, *(_paragraphs(block.text) if block.is_plain else _parsed(block.text))]


@_broken.register
def _(block: Quote) -> Iterable[Piece]:
    return [Quoted(tuple(_paragraphs(block.text)), by=one_line(block.by))]


@_broken.register
def _(block: Facts) -> Iterable[Piece]:
    return [Table(tuple((one_line(label), one_line(value)) for label, value in block.rows))]


@_broken.register
def _(block: Bullets) -> Iterable[Piece]:
    return [Listing(tuple((Line((Run(one_line(str(item))),)),) for item in block.items))]


@_broken.register
def _(block: blocks.Table) -> Iterable[Piece]:
    return [_grid(block.headings, block.rows, block.caption)]


@_broken.register
def _(block: Picture) -> Iterable[Piece]:
    chart = block.chart
    title = Line((Run(one_line(chart.title)),), look="label")
    if chart.is_empty:
        return [title, *_paragraphs(chart.empty)]
    grid = _grid(chart.table.headings, chart.table.rows)
    words = f"{one_line(chart.title)}. {one_line(chart.description)}"
    drawing = Drawing(chart.svg_alone(), words, instead=None if block.with_table else grid)
    return [title, drawing, *([grid] if block.with_table else [])]


def _grid(headings: Iterable[Words], rows: Iterable[Iterable[Cell]], caption: Words = "") -> Grid:
    """As broad as its headings: a shorter row is filled up, and what is left over is let go."""
    names = tuple(one_line(heading) for heading in headings)
    lines = (tuple(one_line(_said(cell)) for cell in row)[: len(names)] for row in rows)
    return Grid(
        names,
        tuple(line + ("",) * (len(names) - len(line)) for line in lines),
        one_line(caption),
    )


def _said(cell: Cell) -> Words:
    return str(localize(cell)) if isinstance(cell, int | float) else str(cell)


@_broken.register
def _(block: NewPage) -> Iterable[Piece]:
    return [Turn()]


def _paragraphs(words: Words) -> list[Line]:
    texts = (text.strip("\n") for text in EMPTY_LINE.split(clean(words).strip()))
    return [Line(tuple(_with_breaks(text))) for text in texts if text.strip()]


def _with_breaks(text: str) -> Iterator[Run]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield BREAK
        if line.strip():
            yield Run(line.strip())


def _parsed(words: Words) -> list[Piece]:
    tree = SyntaxTreeNode(MARKDOWN.parse(clean(words)))
    return [piece for node in tree.children for piece in _piece(node, depth=0)]


def _piece(node: SyntaxTreeNode, *, depth: int) -> Iterator[Piece]:
    if node.type in {"bullet_list", "ordered_list"}:
        yield from _listing(node, depth=depth + 1)
    elif node.type == "blockquote":
        inner = [piece for child in node.children for piece in _piece(child, depth=depth + 1)]
        if depth < DEEPEST:
            yield Quoted(tuple(inner))
        else:
            yield from inner
    else:
        runs = tuple(_runs(node, Run("", is_strong=node.type == "heading")))
        if runs:
            yield Line(runs)


def _listing(node: SyntaxTreeNode, *, depth: int) -> Iterator[Piece]:
    items = [
        tuple(piece for child in item.children for piece in _piece(child, depth=depth))
        for item in node.children
    ]
    if depth <= DEEPEST:
        yield Listing(tuple(items), is_numbered=node.type == "ordered_list")
    else:
        yield from (piece for item in items for piece in item)


def _runs(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    if node.type in {"softbreak", "hardbreak"}:
        yield BREAK
    elif node.type == "text":
        if node.content:
            yield replace(look, text=node.content)
    else:
        if node.type == "strong":
            look = replace(look, is_strong=True)
        elif node.type == "em":
            look = replace(look, is_emphasised=True)
        elif node.type == "link" and SAFE_LINK.match(str(node.attrs.get("href", ""))):
            look = replace(look, href=str(node.attrs["href"]))
        for child in node.children:
            yield from _runs(child, look)
