"""A list as a file: CSV as Danish Excel opens it, or a workbook."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.sheets.cells import safe

CSV, EXCEL = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM = "\ufeff"  # without it Excel reads æøå as Windows' own letters
ROWS_A_CHUNK = 200
WIDTH = 24
DAY, MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"
Row = Sequence[Any]  # text, numbers, days and moments


def sheet_response(
    name: str, headings: Sequence[str], rows: Iterable[Row], *, kind: str, filtered: str = ""
) -> HttpResponseBase:
    """The rows as a file to save; `filtered` says in words which rows are in it.

    The CSV is streamed; a workbook can't be, so it is written to a file of its own first.
    """
    note = _("{name}, hentet {when}. {filtered}").format(
        name=name, when=moment(clock.now()), filtered=filtered or _("Alle er med.")
    )
    if kind == CSV:
        response: Any = StreamingHttpResponse(_lines(note, headings, rows))
    else:
        response = FileResponse(_workbook(name, note, headings, rows))
    file = f"{slugify(name, allow_unicode=True)}-{clock.today():%Y-%m-%d}.{kind}"
    response["Content-Type"] = KINDS[kind]
    response["Content-Disposition"] = content_disposition_header(True, file)
    return response


class _Echo:
    """What `csv.writer` writes to: it hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def _lines(note: str, headings: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    lines = iter(rows)
    yield (BOM + writer.writerow([safe(note)]) + writer.writerow(map(safe, headings))).encode()
    while some := list(islice(lines, ROWS_A_CHUNK)):
        yield "".join(writer.writerow([_as_text(value) for value in row]) for row in some).encode()


def _as_text(value: Any) -> str:
    value = _local(value)
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return "" if value is None else safe(str(value))


def _workbook(name: str, note: str, headings: Sequence[str], rows: Iterable[Row]) -> Any:
    """The list on the first sheet, ready to sort; the second says what it is."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_tab(name))
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_bold(sheet, heading) for heading in headings])
    last = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(headings)))}{last}"
    about = book.create_sheet(_tab(_("Om arket")))
    about.append([safe(note)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it when it has been sent
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    value = _local(value)
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
        return cell
    return value if value is None or isinstance(value, int | float) else safe(str(value))


def _bold(sheet: Any, heading: str) -> Any:
    cell = WriteOnlyCell(sheet, value=safe(heading))
    cell.font = Font(bold=True)
    return cell


def _local(value: Any) -> Any:
    """A moment as the clock on the wall shows it, and a yes or no in words."""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value


def _tab(name: str) -> str:
    """Excel's tabs hold 31 signs, and not all of them."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
