"""The catalogue taken in from a file."""

from dataclasses import replace

from django.db import transaction
from django.utils.text import slugify

from netvaerk.people.models import Person
from netvaerk.refusals import require
from offerings.actions.offering import save_offering
from offerings.models import Offering
from offerings.permissions.offering import can_edit_catalogue
from offerings.queries.catalogue_file import (
    ACTIVE,
    ASKS,
    GIVES,
    HOLDER,
    KEY,
    OUTSIDE,
    PHASES,
    TITLE,
    TYPES,
)
from offerings.queries.catalogue_preview import (
    CataloguePreview,
    OfferingChange,
    preview_catalogue,
)

LATIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@transaction.atomic
def import_catalogue(*, by: Person, catalogue: str, dry_run: bool) -> CataloguePreview:
    """Take in the file's lines, or nothing at all when one is bad; with `dry_run`, only look.

    What stands in the catalogue but not in the file stays as it is.
    """
    require(can_edit_catalogue(by))
    preview = preview_catalogue(catalogue)
    if dry_run or preview.bad_rows:
        return preview
    taken = set(Offering.objects.select_for_update().values_list("key", flat=True))
    for change in (*preview.new, *preview.changed):
        offering = _filled(change, taken)
        taken.add(offering.key)
        save_offering(
            by=by,
            offering=offering,
            phases=_kept(change, PHASES, change.row.phases),
            types=_kept(change, TYPES, change.row.types),
        )
    return replace(preview, is_imported=True)


def _filled(change: OfferingChange, taken: set[str]) -> Offering:
    """A column that the file doesn't have leaves its field as it was."""
    row, cells = change.row, change.row.cells
    offering = change.offering or Offering(key=cells.get(KEY) or _key_for(cells[TITLE], taken))
    offering.title, offering.kind = cells[TITLE], row.kind
    offering.gives, offering.asks = cells[GIVES], cells[ASKS]
    if HOLDER in cells:
        offering.holder = row.holder
    if OUTSIDE in cells:
        offering.outside_holder = cells[OUTSIDE]
    if ACTIVE in cells:
        offering.is_active = row.is_active
    return offering


def _kept(change: OfferingChange, column: str, named: tuple) -> list:
    """What the file names, or what was there when the file doesn't speak of it."""
    if column in change.row.cells or change.offering is None:
        return list(named)
    field = {PHASES: "phases", TYPES: "types"}[column]
    return list(getattr(change.offering, field).all())


def _key_for(title: str, taken: set[str]) -> str:
    wanted = slugify(title.lower().translate(LATIN))[:45] or "tilbud"
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)
