"""A paper as a page: what a template needs to know of each block to show it."""

from dataclasses import dataclass
from typing import Any

from netvaerk.charts import Table
from netvaerk.papers.paper import Heading, NewPage, Paper
from netvaerk.words import Words


@dataclass(frozen=True)
class Part:
    """A block, and which kind it is: "Heading", "Text", "Bullets"."""

    kind: str
    block: Any  # a Block
    under: Words  # the heading above it

    @property
    def table(self) -> Table:
        """As the pictures' tables are shown."""
        return Table(tuple(self.block.headings), tuple(map(tuple, self.block.rows)))

    @property
    def title(self) -> Words:
        """What a table is of."""
        return self.block.caption or self.under


def parts_of(paper: Paper) -> list[Part]:
    """In order; a page has no page breaks."""
    parts, under = [], paper.title
    for block in paper.blocks:
        if isinstance(block, Heading):
            under = block.text
        if not isinstance(block, NewPage):
            parts.append(Part(type(block).__name__, block, under))
    return parts
