"""A list as a file: CSV as Danish Excel opens it, or a workbook."""

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.sheets.cells import local, safe
from netvaerk.sheets.lines import Row, csv_lines, read

CSV, EXCEL = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTH = 24
DAY, MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"
MOST_ROWS = 50_000  # a workbook is made while somebody waits; a CSV has no end


def sheet_response(
    name: str, headings: Sequence[str], rows: Iterable[Row], *, kind: str, filtered: str = ""
) -> HttpResponseBase:
    """The rows as a file to save; `filtered` says in words which rows are in it.

    The CSV is streamed, and where the rows are a QuerySet's `.values_list(…)` the database writes
    it; a workbook can't be streamed, so it is written to a file of its own first.
    """
    note = _("{name}, hentet {when}. {filtered}").format(
        name=name, when=moment(clock.now()), filtered=filtered or _("Alle er med.")
    )
    if kind == CSV:
        response: Any = StreamingHttpResponse(csv_lines(note, headings, rows))
    else:
        response = FileResponse(_workbook(name, note, headings, read(rows)))
    file = f"{slugify(name, allow_unicode=True)}-{clock.today():%Y-%m-%d}.{kind}"
    response["Content-Type"] = KINDS[kind]
    response["Content-Disposition"] = content_disposition_header(True, file)
    return response


def _workbook(name: str, note: str, headings: Sequence[str], rows: Iterable[Row]) -> Any:
    """The list on the first sheet, ready to sort; the second says what it is."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_tab(name))
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_bold(sheet, str(heading)) for heading in headings])
    lines, last = iter(rows), 1
    for row in islice(lines, MOST_ROWS):
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(headings)))}{last}"
    about = book.create_sheet(_tab(_("Om arket")))
    about.append([safe(note)])
    if next(lines, None) is not None:
        cut = _("Kun de første {number} er med. Hent listen som CSV for at få dem alle.")
        for page in (sheet, about):
            page.append([cut.format(number=MOST_ROWS)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it when it has been sent
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    value = local(value)
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
        return cell
    return value if value is None or isinstance(value, int | float | Decimal) else safe(str(value))


def _bold(sheet: Any, heading: str) -> Any:
    cell = WriteOnlyCell(sheet, value=safe(heading))
    cell.font = Font(bold=True)
    return cell


def _tab(name: str) -> str:
    """Excel's tabs hold 31 signs, and not all of them."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
