"""Lists out as CSV and Excel, and files in, row by row, with what is wrong named by its line."""

from netvaerk.sheets.listed import Listed, full_name, joined, worded
from netvaerk.sheets.read import (
    SURPLUS,
    ZIP,
    BadRow,
    Cells,
    NotASheet,
    TooLong,
    Wrong,
    as_text,
    decoded,
    either,
    read_rows,
)
from netvaerk.sheets.write import CSV, EXCEL, KINDS, sheet_response

__all__ = [
    "CSV",
    "EXCEL",
    "KINDS",
    "SURPLUS",
    "ZIP",
    "BadRow",
    "Cells",
    "Listed",
    "NotASheet",
    "TooLong",
    "Wrong",
    "as_text",
    "decoded",
    "either",
    "full_name",
    "joined",
    "read_rows",
    "sheet_response",
    "worded",
]
