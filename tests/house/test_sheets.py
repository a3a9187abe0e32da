"""Lists as files: right in Danish Excel, never a formula, and readable again."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from netvaerk.sheets import (
    CSV,
    EXCEL,
    NotASheet,
    TooLong,
    as_text,
    read,
    read_rows,
    sheet_response,
    write,
)
from netvaerk.sheets.cells import FORMULA_SIGNS, safe, unsafe

HEADINGS = ["Titel", "Hvornår"]
DANGEROUS = ["=1+1", "+45", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\x00=1"]


def content_of(kind, rows, headings=HEADINGS, **note) -> bytes:
    return b"".join(sheet_response("Læring", headings, rows, kind=kind, **note).streaming_content)


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def excel_rows(content: bytes, sheet: int = 0) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))


def test_a_csv_says_what_it_holds_and_keeps_danish_letters():
    rows = csv_rows(content_of(CSV, [["Ærø, »Åben«; øl", None]], filtered="Søgt på »ø«."))
    assert rows[0][0].startswith("Læring, hentet ")
    assert rows[0][0].endswith("Søgt på »ø«.")
    assert rows[1:] == [HEADINGS, ["Ærø, »Åben«; øl", ""]]


def test_a_workbook_has_the_list_first_and_the_note_behind():
    content = content_of(EXCEL, [["Ærø", 7]], filtered="Søgt på »ø«.")
    assert excel_rows(content) == [tuple(HEADINGS), ("Ærø", 7)]
    assert excel_rows(content, 1)[0][0].endswith("Søgt på »ø«.")


def test_the_file_is_named_after_the_list_and_the_day(settings):
    response = sheet_response("Skub & svar", HEADINGS, [], kind=CSV)
    assert 'attachment; filename="skub-svar-' in response["Content-Disposition"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_moments_days_and_answers_stand_as_danes_read_them():
    at = datetime(2026, 7, 1, 12, 30, tzinfo=ZoneInfo("UTC"))  # 14.30 in Copenhagen
    row = [at, date(2026, 11, 24), True, 1.5]
    assert csv_rows(content_of(CSV, [row]))[2] == ["01-07-2026 14:30", "24-11-2026", "ja", "1,5"]
    in_excel = excel_rows(content_of(EXCEL, [row]))[1]
    assert in_excel == (datetime(2026, 7, 1, 14, 30), datetime(2026, 11, 24), "ja", 1.5)


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("kind", [CSV, EXCEL])
def test_what_looks_like_a_formula_is_text(kind, text):
    content = content_of(kind, [[text, text]])
    (cell, _again) = csv_rows(content)[2] if kind == CSV else excel_rows(content)[1]
    assert cell.startswith("'")


def test_a_heading_is_no_formula_either():
    assert csv_rows(content_of(CSV, [], headings=["=A1", "b"]))[1] == ["'=A1", "b"]
    assert excel_rows(content_of(EXCEL, [], headings=["=A1", "b"]))[0] == ("'=A1", "b")


@given(st.text())
def test_no_cell_ever_begins_with_a_formulas_sign(text):
    assert not safe(text).startswith(FORMULA_SIGNS)
    assert not safe(text).lstrip().startswith(FORMULA_SIGNS)
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_what_was_made_safe_comes_back_as_it_was(text):
    assert unsafe(safe(text)) == text or text.startswith("'")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_both_files_hold_the_same_rows(rows):
    from_csv = csv_rows(content_of(CSV, rows))[2:]
    from_excel = [[cell or "" for cell in row] for row in excel_rows(content_of(EXCEL, rows))[1:]]
    assert from_csv == [[safe(cell) for cell in row] for row in rows]
    # XML has one kind of line break.
    assert [[cell.replace("\r", "\n") for cell in row] for row in from_csv] == [
        [cell.replace("\r", "\n") for cell in row] for row in from_excel
    ]


def test_ten_thousand_rows_leave_as_they_are_made():
    made = 0

    def rows():
        nonlocal made
        for made in range(1, 10_001):
            yield [f"Netværk {made}", made]

    pieces = iter(sheet_response("Alt", HEADINGS, rows(), kind=CSV).streaming_content)
    next(pieces), next(pieces)
    assert made < 1_000
    lines = b"".join(pieces).count(b"\r\n")
    assert (made, lines > 9_000) == (10_000, True)


def test_amounts_keep_their_decimals_as_danes_write_them():
    assert csv_rows(content_of(CSV, [[Decimal("7.50"), Decimal("-1")]]))[2] == ["7,50", "-1"]
    assert excel_rows(content_of(EXCEL, [[Decimal("7.5"), Decimal("-1")]]))[1] == (7.5, -1)


def test_a_workbook_that_is_cut_says_so_on_both_its_sheets(monkeypatch):
    monkeypatch.setattr(write, "MOST_ROWS", 2)
    cut = "Kun de første 2 er med. Hent listen som CSV for at få dem alle."
    whole, longer = ([["a", number] for number in range(size)] for size in (2, 3))
    assert cut not in str(excel_rows(content_of(EXCEL, whole)))
    content = content_of(EXCEL, longer)
    assert [len(excel_rows(content)), excel_rows(content)[-1][0]] == [4, cut]
    assert excel_rows(content, 1)[-1] == (cut,)
    assert len(csv_rows(content_of(CSV, longer))) == 5


@pytest.mark.parametrize("kind", [CSV, EXCEL])
def test_our_own_file_can_be_read_again(kind):
    content = content_of(kind, [["=Ærø; to", "før\nefter"], ["Samsø", 12]])
    made, bad = read_rows(
        "x", as_text(content), ["titel", "hvornår"], lambda line, cells: (line, cells), id
    )
    assert bad == []
    assert [(cells["titel"], cells["hvornår"]) for _line, cells in made] == [
        ("=Ærø; to", "før\nefter"),
        ("Samsø", "12"),
    ]


@pytest.mark.parametrize(
    "text", ["titel,hvornår\na,b", "titel;hvornår\r\na;b", "Titel\tHvornår\na\tb"]
)
def test_any_of_excels_delimiters_is_read(text):
    made, bad = read_rows("x", text, ["titel", "hvornår"], lambda line, cells: cells["titel"], str)
    assert (made, bad) == (["a"], [])


def test_a_workbook_longer_than_is_read_is_said_instead_of_cut(monkeypatch):
    monkeypatch.setattr(read, "MOST_ROWS", 3)
    assert "to" in as_text(content_of(EXCEL, [["en", "x"], ["to", "x"]]))
    with pytest.raises(TooLong):
        as_text(content_of(EXCEL, [["en", "x"], ["to", "x"], ["tre", "x"]]))


def test_what_is_no_workbook_is_said():
    with pytest.raises(NotASheet):
        as_text(b"PK\x03\x04 and then nothing")
