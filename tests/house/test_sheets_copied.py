"""What the database writes is, byte for byte, what Python would have written."""

import tracemalloc
from datetime import UTC, date, datetime
from unicodedata import category

import pytest
from django.db import connection, models
from django.db.models import Func, IntegerField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netvaerk.people.models import StakeholderKind
from netvaerk.sheets import CSV, EXCEL, sheet_response
from netvaerk.sheets.cells import UNSEEN
from netvaerk.sheets.copied import copy_statement
from tests.factories.people import StakeholderKindFactory
from tests.house.test_sheets import DANGEROUS, content_of, csv_rows, excel_rows

# What trouble a cell can make: signs, blanks of all kinds, quotes, line ends, what nobody sees.
NASTY = "=+-@＝＋－＠'\";\t\r\n\x01\x1f\x7f\x85\xa0\u2003\u3000\ufffe aø\\.%&😀"
TEXTS = st.text(st.sampled_from(NASTY)) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)
FIELDS = (
    models.TextField(),
    models.CharField(max_length=99),
    models.BigIntegerField(),
    models.DecimalField(max_digits=9, decimal_places=2),
    models.DateField(),
    models.DateTimeField(),
    models.BooleanField(),
)
ROWS = st.tuples(
    TEXTS,
    st.none() | TEXTS,
    st.integers(-(2**62), 2**62),
    st.decimals(-999_999, 999_999, places=2),
    st.none() | st.dates(date(1990, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    st.none() | st.booleans(),
)


@pytest.fixture
def citizen(db) -> StakeholderKind:
    return StakeholderKindFactory(key="citizen", name="Borger")


def row_of(values, fields):
    """A QuerySet whose only row holds the values."""
    columns = (
        Value(value, output_field=field) for value, field in zip(values, fields, strict=True)
    )
    return StakeholderKind.objects.filter(key="citizen").values_list(*columns)


def many(size: int):
    """A QuerySet of as many rows as that, which no table holds."""
    number = Func(Value(1), Value(size), function="generate_series", output_field=IntegerField())
    text = Value("Vi troede; vi så. " * 8, output_field=models.TextField())
    return StakeholderKind.objects.filter(key="citizen").values_list(number, text)


def body_of(rows, width: int) -> bytes:
    """The file without what it says of itself and its headings."""
    return content_of(CSV, rows, headings=["x"] * width).split(b"\r\n", 2)[2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_the_database_and_python_write_the_same_bytes(citizen, values):
    rows = row_of(values, FIELDS)
    assert copy_statement(rows) is not None
    assert body_of(rows, len(FIELDS)) == body_of([values], len(FIELDS))


def test_every_blank_and_every_unseen_sign_is_known_to_the_database(citizen):
    signs = (chr(number) for number in range(1, 0x3100) if category(chr(number)) != "Cs")
    odd = [sign for sign in signs if sign.isspace() or UNSEEN.match(sign)]
    for some in (odd[:30], odd[30:]):
        for text in [[f"{sign}=1" for sign in some], [f"{sign}a{sign}" for sign in some]]:
            fields = [models.TextField()] * len(text)
            assert body_of(row_of(text, fields), len(text)) == body_of([text], len(text))


@pytest.mark.parametrize("text", DANGEROUS[:-1])  # PostgreSQL holds no NUL
def test_what_looks_like_a_formula_is_text_in_the_database_too(citizen, text):
    rows = row_of([text, text], FIELDS[:2])
    assert all(cell.startswith("'") for cell in csv_rows(content_of(CSV, rows))[2])


def test_a_cell_is_as_long_as_excel_can_hold(citizen):
    text = "ø" * 40_000
    rows = row_of([text, text], FIELDS[:2])
    assert body_of(rows, 2) == body_of([[text, text]], 2)


def test_words_are_the_readers_also_when_the_view_is_done(citizen):
    rows, fields = [True, False], [models.BooleanField()] * 2
    with translation.override("en"):
        copied = sheet_response("x", ["a", "b"], row_of(rows, fields), kind=CSV)
        written = sheet_response("x", ["a", "b"], iter([rows]), kind=CSV)
    for response in (copied, written):
        assert csv_rows(b"".join(response.streaming_content))[2] == ["yes", "no"]


@pytest.mark.parametrize(
    "rows",
    [
        lambda: StakeholderKind.objects.values_list("name"),  # one column
        lambda: StakeholderKind.objects.values_list("name", Value(0.5)),  # as Python writes it
        lambda: StakeholderKind.objects.filter(pk__in=[]).values_list("name", "key"),  # none
    ],
)
def test_what_the_database_would_write_otherwise_is_written_by_python(citizen, rows):
    assert copy_statement(rows()) is None
    assert csv_rows(content_of(CSV, rows()))[2:] == [
        [str(cell).replace(".", ",") for cell in row] for row in rows()
    ]


def test_a_workbook_of_the_same_rows(citizen):
    rows = StakeholderKind.objects.values_list("key", "name")
    assert excel_rows(content_of(EXCEL, rows))[1:] == [("citizen", "Borger")]


@pytest.mark.parametrize("size", [1, 3, 25])
def test_a_list_costs_one_statement_whatever_its_length(citizen, size):
    with CaptureQueriesContext(connection) as captured:
        assert len(csv_rows(content_of(CSV, many(size)))) == size + 2
    said = [one["sql"].split()[0] for one in captured]
    assert said == ["SAVEPOINT", "COPY", "RELEASE"]


def test_nothing_is_read_before_the_headings_are_sent_nor_gathered_afterwards(citizen):
    with CaptureQueriesContext(connection) as captured:
        pieces = iter(sheet_response("x", ["a", "b"], many(200_000), kind=CSV).streaming_content)
        next(pieces)
        assert len(captured) == 0
    tracemalloc.start()
    sizes = [len(piece) for piece in pieces]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(sizes) > 25_000_000
    assert max(sizes) < 100_000
    assert most < 2_000_000


def test_a_reader_who_goes_away_leaves_the_connection_as_it_was(citizen):
    response = sheet_response("x", ["a", "b"], many(500_000), kind=CSV)
    pieces = iter(response.streaming_content)
    next(pieces), next(pieces)
    for close in response._resource_closers:  # what the server's close() does, and no more
        close()
    assert StakeholderKind.objects.get() == citizen
