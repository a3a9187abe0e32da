"""A list as CSV, as Danish Excel opens it: semicolons, and every letter as it was written."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from netvaerk.sheets.cells import plain, safe
from netvaerk.sheets.copied import copied, copy_statement

BOM = "\ufeff"  # without it Excel reads æøå as Windows' own letters
ROWS_A_CHUNK = 200
ROWS_A_FETCH = 2_000
Row = Sequence[Any]  # text, numbers, days and moments


def csv_lines(note: str, headings: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """What the file says of itself, its headings, and the rows as they are read."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    top = BOM + writer.writerow([safe(note)]) + writer.writerow(map(safe, map(str, headings)))
    # Here, not in the generator: that runs when the view is done, in nobody's language.
    statement = copy_statement(rows) if isinstance(rows, QuerySet) else None
    if isinstance(rows, QuerySet) and statement:
        return _after(top, copied(statement, rows.db))
    return _after(top, _written(writer, read(rows), translation.get_language()))


def read(rows: Iterable[Row]) -> Iterable[Row]:
    """One after the other, never all at once."""
    return rows.iterator(chunk_size=ROWS_A_FETCH) if isinstance(rows, QuerySet) else rows


class _Echo:
    """What `csv.writer` writes to: it hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def _after(top: str, rows: Iterator[bytes]) -> Iterator[bytes]:
    yield top.encode()
    yield from rows


def _written(writer: Any, rows: Iterable[Row], language: str | None) -> Iterator[bytes]:
    lines = iter(rows)
    while True:
        with translation.override(language):
            some = [writer.writerow(map(plain, row)) for row in islice(lines, ROWS_A_CHUNK)]
        if not some:
            return
        yield "".join(some).encode()
