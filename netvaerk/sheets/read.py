"""A file's rows, as Excel saves them: commas, semicolons or tabs; UTF-8, UTF-16 or Windows."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from netvaerk.sheets.cells import unsafe

SURPLUS = "+"  # cells beyond the last column
DELIMITERS = ";,\t"
LINES_ABOVE = 3  # our own files say first what they hold; the headings come below that
MOST_ROWS, MOST_COLUMNS = 20_000, 60
ZIP = b"PK"
Cells = dict[str, str]
Row = TypeVar("Row")


@dataclass(frozen=True)
class BadRow:
    """Why a line can't be taken in, and how to mend it."""

    file: str
    line: int
    reason: str
    remedy: str


class Wrong(ValueError):
    """One line is wrong: (reason, remedy)."""


class NotASheet(ValueError):
    """The file is neither text nor a workbook."""


class TooLong(ValueError):
    """The workbook has more than `MOST_ROWS` lines."""


def decoded(content: bytes) -> str:
    """The text of an uploaded file, whichever way Excel saved it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def as_text(content: bytes) -> str:
    """A CSV's text, or that of a workbook's first sheet; raises NotASheet at what is neither,
    TooLong at what is not read to its end."""
    if not content.startswith(ZIP):
        return decoded(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
        )
        lines = [[_said(cell) for cell in row] for row in rows]
    except Exception as error:  # a parser of strangers' files raises what it likes
        raise NotASheet from error
    if len(lines) > MOST_ROWS:
        raise TooLong
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(lines)
    return text.getvalue()


def read_rows(
    file: str,
    text: str,
    columns: Sequence[str],
    make: Callable[[int, Cells], Row],
    key: Callable[[Row], object],
) -> tuple[list[Row], list[BadRow]]:
    """Each line as `make` makes it, and those that it refuses with Wrong or that stand twice."""
    rows: list[Row] = []
    bad: list[BadRow] = []
    lines: dict[object, int] = {}
    try:
        for line, cells in _cells(text, columns):
            try:
                row = make(line, cells)
                _refuse_second(key(row), lines.setdefault(key(row), line), line)
                rows.append(row)
            except Wrong as wrong:
                bad.append(BadRow(file, line, *wrong.args))
    except Wrong as wrong:
        bad.append(BadRow(file, 1, *wrong.args))
    except csv.Error:
        reason = _("Filen kan ikke læses som CSV.")
        bad.append(BadRow(file, len(rows) + 2, reason, _("Gem den igen som CSV i Excel.")))
    return rows, bad


def either(words: Sequence[str]) -> str:
    return _("%(some)s eller %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def _cells(text: str, columns: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    """Each line that holds something: its number, and its cells by column."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns))
    named = _headings(reader, columns)
    line = reader.line_num + 1
    for row in reader:
        if any(cell.strip() for cell in row):
            found = [unsafe(cell.strip().replace("\r\n", "\n")) for cell in row] + [""] * len(named)
            surplus = "".join(row[len(named) :]).strip()
            yield line, {**dict(zip(named, found, strict=False)), SURPLUS: surplus}
        line = reader.line_num + 1


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """The one that makes headings of one of the first lines; else the commonest in the first."""
    first, *others = text.lstrip().split("\n", LINES_ABOVE)[:LINES_ABOVE]
    for line in (first, *others):
        for delimiter in DELIMITERS:
            if set(columns) <= {name.strip(' "\r').lower() for name in line.split(delimiter)}:
                return delimiter
    return max(DELIMITERS, key=first.count)


def _headings(reader: Any, columns: Sequence[str]) -> list[str]:
    above: list[list[str]] = []
    for row in filter(any, reader):
        above.append([name.strip().lower() for name in row])
        if set(columns) <= set(above[-1]):
            return above[-1]
        if len(above) == LINES_ABOVE:
            break
    # Whichever line comes nearest is the one that was meant.
    meant = max(above, key=lambda names: len(set(names) & set(columns)), default=[])
    missing = [name for name in columns if name not in meant]
    raise Wrong(
        _("Kolonner mangler: %(columns)s.") % {"columns": ", ".join(missing)},
        _("Skriv kolonnernes navne i den første linje."),
    )


def _refuse_second(key: object, first: int, line: int) -> None:
    if first != line:
        raise Wrong(
            _("%(key)s står også på linje %(line)s.") % {"key": key, "line": first},
            _("Behold kun den ene linje."),
        )


def _said(cell: Any) -> str:
    """A workbook's cell as its reader sees it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return _("ja") if cell else _("nej")
    if isinstance(cell, datetime):
        return (
            f"{cell:%d-%m-%Y}" if cell.time() == datetime.min.time() else f"{cell:%d-%m-%Y %H:%M}"
        )
    return "" if cell is None else str(cell)
