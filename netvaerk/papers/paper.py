"""What a paper is made of; how it looks is for each of the writers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from netvaerk.charts import Cell, Chart, Link
from netvaerk.words import Words


@dataclass(frozen=True)
class Heading:
    text: Words
    level: int = 1  # 1 to 3, below the paper's title
    url: str = ""  # where it leads on a page; a paper has the words alone


@dataclass(frozen=True)
class Text:
    """Paragraphs apart by an empty line; a single line break is kept as one."""

    text: Words


@dataclass(frozen=True)
class Markdown:
    """As the pages show it; its headings become bold lines, so they never mix with the paper's."""

    text: Words


@dataclass(frozen=True)
class Said:
    """A label, and under it what somebody wrote: in Markdown, or word for word."""

    label: Words
    text: Words
    is_plain: bool = False


@dataclass(frozen=True)
class Quote:
    """Word for word."""

    text: Words
    by: Words = ""


@dataclass(frozen=True)
class Facts:
    rows: Iterable[tuple[Words, Words]]  # label, value


@dataclass(frozen=True)
class Bullets:
    items: Iterable[Words | Link]  # a link leads on a page; a paper has its words


@dataclass(frozen=True)
class Table:
    """A heading for each column; the first cell of a row is what the row is about."""

    headings: Iterable[Words]
    rows: Iterable[Iterable[Cell]]
    caption: Words = ""


@dataclass(frozen=True)
class Picture:
    """A chart, below it the same figures; where there are no pictures, the figures alone."""

    chart: Chart
    with_table: bool = True


@dataclass(frozen=True)
class Small:
    """Small print: who may read it, who wrote it and when."""

    text: Words


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = (
    Heading | Text | Markdown | Said | Quote | Facts | Bullets | Table | Picture | Small | NewPage
)


def _municipality() -> str:
    return settings.MUNICIPALITY


@dataclass(frozen=True)
class Paper:
    title: Words
    blocks: Iterable[Block]
    subtitle: Words = ""
    language: str = "da"
    house: str = field(default_factory=_municipality)  # at the top of every page
