"""What a file would change in the catalogue, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from netvaerk.sheets import BadRow, read_rows
from offerings.models import Offering
from offerings.queries.catalogue_file import (
    HOLDER,
    KEY,
    REQUIRED,
    TITLE,
    Known,
    OfferingRow,
    cells_of,
    row_of,
)

FILE = "catalogue"


@dataclass(frozen=True)
class OfferingChange:
    """What a line does to the catalogue; without an `offering` it is a new one."""

    row: OfferingRow
    offering: Offering | None = None
    fields: tuple[tuple[str, str, str], ...] = ()  # (column, before, after)

    @property
    def is_unchanged(self) -> bool:
        return self.offering is not None and not self.fields


@dataclass(frozen=True)
class CataloguePreview:
    """Every line of the file, in its order; `is_imported` when it has been done."""

    rows: tuple[OfferingChange, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
    is_imported: bool = False

    @property
    def new(self) -> list[OfferingChange]:
        return [row for row in self.rows if row.offering is None]

    @property
    def changed(self) -> list[OfferingChange]:
        return [row for row in self.rows if row.fields]

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.changed)


def preview_catalogue(text: str) -> CataloguePreview:
    """Compare the file with the catalogue; the number of queries doesn't follow the lines."""
    seen, _bad = read_rows(FILE, text, REQUIRED, lambda _line, cells: cells, id)
    known = Known(emails=[cells.get(HOLDER, "").lower() for cells in seen])
    rows, bad = read_rows(FILE, text, REQUIRED, partial(row_of, known=known), _named)
    offerings = list(Offering.objects.select_related("holder").prefetch_related("phases", "types"))
    changes = tuple(_compared(rows, offerings))
    twice = tuple(_same_offering(changes))
    return CataloguePreview(rows=changes, bad_rows=(*bad, *twice))


def _named(row: OfferingRow) -> str:
    return row.cells.get(KEY) or row.cells[TITLE].lower()


def _compared(rows: list[OfferingRow], offerings: list[Offering]) -> Iterator[OfferingChange]:
    by_key = {one.key: one for one in offerings}
    by_title = {one.title.lower(): one for one in offerings}
    for row in rows:
        key = row.cells.get(KEY)
        found = by_key.get(key) if key else by_title.get(row.cells[TITLE].lower())
        if found is None:
            yield OfferingChange(row)
            continue
        before = cells_of(found)
        fields = tuple(
            (column, before[column], after)
            for column, after in row.cells.items()
            if column != KEY and after != before[column]
        )
        yield OfferingChange(row, found, fields)


def _same_offering(changes: Iterable[OfferingChange]) -> Iterator[BadRow]:
    """One line names it by its key, another by its title."""
    first: dict[int, int] = {}
    for change in changes:
        if change.offering is None:
            continue
        line = first.setdefault(change.offering.pk, change.row.line)
        if line != change.row.line:
            said = _("»%(title)s« står også på linje %(line)s.")
            reason = said % {"title": change.offering.title, "line": line}
            yield BadRow(FILE, change.row.line, reason, _("Behold kun den ene linje."))
