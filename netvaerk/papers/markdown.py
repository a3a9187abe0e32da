"""A paper as Markdown that any program reads alike; what people wrote can't become structure."""

import re
from collections.abc import Iterable, Iterator

from netvaerk.papers.paper import Paper
from netvaerk.papers.pieces import (
    Drawing,
    Grid,
    Headline,
    Line,
    Listing,
    Piece,
    Quoted,
    Run,
    Table,
    pieces_of,
)
from netvaerk.plain import one_line

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!{}$^=])")
# What makes a list, a heading or a rule at the beginning of a line.
AT_THE_START = re.compile(r"^(\s*)([-+:]|\d+(?=[.)]))")
HARD_BREAK = "  \n"


def as_markdown(paper: Paper) -> str:
    head = [f"# {_escaped(one_line(paper.title))}"]
    if paper.subtitle:
        head.append(f"*{_escaped(one_line(paper.subtitle))}*")
    return "\n\n".join([*head, *_written(pieces_of(paper))]) + "\n"


def _written(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        written = _one(piece)
        if written.strip():
            yield written


def _one(piece: Piece) -> str:
    if isinstance(piece, Headline):
        return f"{'#' * (piece.level + 1)} {_escaped(piece.text)}"
    if isinstance(piece, Line):
        return _line(piece)
    if isinstance(piece, Table):
        return "\n".join(f"- **{_escaped(one)}:** {_escaped(two)}" for one, two in piece.rows)
    if isinstance(piece, Listing):
        return "\n".join(_items(piece))
    if isinstance(piece, Grid):
        return "\n\n".join(_grid(piece))
    if isinstance(piece, Drawing):
        return _one(piece.instead) if piece.instead else ""
    if isinstance(piece, Quoted):
        by = [f"*{_escaped(piece.by)}*"] if piece.by else []
        return _set_in("\n\n".join([*_written(piece.pieces), *by]), "> ", "> ")
    return ""


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield f"**{_escaped(grid.caption)}**"
    lines = [grid.headings, ("---",) * len(grid.headings), *grid.rows]
    if grid.headings:
        yield "\n".join(
            f"| {' | '.join(one if number == 1 else _escaped(one) for one in line)} |"
            for number, line in enumerate(lines)
        )


def _line(line: Line) -> str:
    said = "".join(_run(run) for run in line.runs).strip()
    said = "\n".join(_begun(one) for one in said.split("\n"))
    if line.look == "label" and said:
        return f"**{said}**"
    return said


def _items(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, start=1):
        mark = f"{number}. " if listing.is_numbered else "- "
        yield _set_in("\n\n".join(_written(item)), mark, " " * len(mark))


def _set_in(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        f"{rest if number else first}{line}".rstrip(" ") + _break_of(line)
        for number, line in enumerate(lines)
    )


def _break_of(line: str) -> str:
    return "  " if line.endswith("  ") else ""


def _run(run: Run) -> str:
    if run.text == "\n":
        return HARD_BREAK
    # The marks must stand close to the words.
    inner = run.text.strip()
    if not inner:
        return " "
    mark = "**" * run.is_strong + "*" * run.is_emphasised
    said = f"{mark}{_escaped(inner)}{mark[::-1]}"
    if run.href:
        said = f"[{said}](<{run.href.replace('>', '%3E').replace('<', '%3C')}>)"
    before = " " if run.text[0].isspace() else ""
    return before + said + (" " if run.text[-1].isspace() else "")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def _begun(line: str) -> str:
    """A line that begins like a list or a rule, but isn't one."""
    found = AT_THE_START.match(line)
    if not found:
        return line
    mark, after = found[2], line[found.end() :]
    return f"{mark}\\{after}" if mark.isdigit() else f"\\{mark}{after}"
