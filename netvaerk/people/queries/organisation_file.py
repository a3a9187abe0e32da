"""The organisation's two CSV files read into rows, with what is wrong named by line.

Commas, semicolons or tabs between the fields; UTF-8, UTF-16 or Windows' own letters.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from netvaerk.people.enums import Role, UnitKind

UNITS, PEOPLE = "units", "people"
COLUMNS = {
    UNITS: ("uuid", "parent_uuid", "name", "kind"),
    PEOPLE: (
        *("email", "first_name", "last_name", "title"),
        *("unit_uuid", "roles", "line_manager_email"),
    ),
}
LONGEST = {"name": 120, "email": 254, "first_name": 60, "last_name": 80, "title": 120}
ROLE_SEPARATOR = "|"
SURPLUS = "+"  # cells beyond the last column
Cells = dict[str, str]


@dataclass(frozen=True)
class UnitRow:
    line: int
    uuid: UUID
    parent_uuid: UUID | None
    name: str
    kind: str


@dataclass(frozen=True)
class PersonRow:
    line: int
    email: str
    first_name: str
    last_name: str
    title: str
    unit_uuid: UUID | None
    roles: tuple[str, ...]
    line_manager_email: str


@dataclass(frozen=True)
class BadRow:
    """Why a line can't be taken in, and how to mend it."""

    file: str
    line: int
    reason: str
    remedy: str


class Wrong(ValueError):
    """One line is wrong: (reason, remedy)."""


Row = TypeVar("Row", UnitRow, PersonRow)


def decoded(content: bytes) -> str:
    """The text of an uploaded file, whichever way Excel saved it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_units(text: str) -> tuple[list[UnitRow], list[BadRow]]:
    return _read(UNITS, text, _unit_row)


def read_people(text: str) -> tuple[list[PersonRow], list[BadRow]]:
    return _read(PEOPLE, text, _person_row)


def _read(
    file: str, text: str, make: Callable[[int, Cells], Row]
) -> tuple[list[Row], list[BadRow]]:
    rows: list[Row] = []
    bad: list[BadRow] = []
    lines: dict[object, int] = {}
    try:
        for line, cells in _cells(file, text):
            try:
                row = make(line, cells)
                key = row.uuid if isinstance(row, UnitRow) else row.email
                _refuse_second(key, lines.setdefault(key, line), line)
                rows.append(row)
            except Wrong as wrong:
                bad.append(BadRow(file, line, *wrong.args))
    except Wrong as wrong:
        bad.append(BadRow(file, 1, *wrong.args))
    except csv.Error:
        reason = _("Filen kan ikke læses som CSV.")
        bad.append(BadRow(file, len(rows) + 2, reason, _("Gem den igen som CSV i Excel.")))
    return rows, bad


def _cells(file: str, text: str) -> Iterator[tuple[int, Cells]]:
    """Each line that holds something: its number, and its cells by column."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [name.strip().lower() for name in next(filter(any, reader), [])]
    if missing := [name for name in COLUMNS[file] if name not in columns]:
        raise Wrong(
            _("Kolonner mangler: %(columns)s.") % {"columns": ", ".join(missing)},
            _("Skriv kolonnernes navne i den første linje."),
        )
    line = reader.line_num + 1
    for row in reader:
        if any(cell.strip() for cell in row):
            found = [cell.strip() for cell in row] + [""] * len(columns)
            surplus = "".join(row[len(columns) :]).strip()
            yield line, {**dict(zip(columns, found, strict=False)), SURPLUS: surplus}
        line = reader.line_num + 1


def _unit_row(line: int, cells: Cells) -> UnitRow:
    _check_cells(cells)
    if cells["kind"] not in UnitKind.values:
        raise Wrong(
            _("Niveauet »%(kind)s« findes ikke.") % {"kind": cells["kind"]},
            _("Skriv %(kinds)s.") % {"kinds": _either(UnitKind.values)},
        )
    _require(cells, "name")
    parent = cells["parent_uuid"]
    return UnitRow(
        line, _uuid(cells["uuid"]), _uuid(parent) if parent else None, cells["name"], cells["kind"]
    )


def _person_row(line: int, cells: Cells) -> PersonRow:
    _check_cells(cells)
    _require(cells, "first_name")
    unit = cells["unit_uuid"]
    return PersonRow(
        line,
        _email(cells["email"]),
        cells["first_name"],
        cells["last_name"],
        cells["title"],
        _uuid(unit) if unit else None,
        _roles(cells["roles"]),
        _email(cells["line_manager_email"]) if cells["line_manager_email"] else "",
    )


def _check_cells(cells: Cells) -> None:
    if cells[SURPLUS]:
        raise Wrong(
            _("Linjen har flere felter end kolonner."),
            _("Sæt anførselstegn om den tekst, der selv indeholder et komma eller semikolon."),
        )
    if any("\0" in cell for cell in cells.values()):
        raise Wrong(_("Linjen indeholder et usynligt tegn."), _("Skriv linjen igen."))
    for name, limit in LONGEST.items():
        if len(cells.get(name, "")) > limit:
            raise Wrong(
                _("Feltet %(name)s er for langt.") % {"name": name},
                _("Skriv højst %(limit)s tegn.") % {"limit": limit},
            )


def _require(cells: Cells, name: str) -> None:
    if not cells[name]:
        raise Wrong(_("Feltet %(name)s er tomt.") % {"name": name}, _("Skriv et navn."))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Wrong(
            _("»%(text)s« er ikke et UUID.") % {"text": text[:60]},
            _("Brug afdelingens UUID fra organisationssystemet, med 32 cifre og bogstaver."),
        ) from None


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(
            _("»%(text)s« er ikke en mailadresse.") % {"text": text[:60]},
            _("Skriv adressen, som den står i Outlook."),
        ) from None
    return text.lower()


def _roles(text: str) -> tuple[str, ...]:
    """Everybody in the file is an employee, whatever else they are."""
    named = [name.strip() for name in text.split(ROLE_SEPARATOR) if name.strip()]
    if unknown := [name for name in named if name not in Role.values]:
        raise Wrong(
            _("Rollen »%(role)s« findes ikke.") % {"role": unknown[0][:60]},
            _("Skriv %(roles)s, med | imellem, hvis der er flere.")
            % {"roles": _either(Role.values)},
        )
    return tuple(dict.fromkeys([Role.EMPLOYEE.value, *named]))


def _either(words: list[str]) -> str:
    return _("%(some)s eller %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def _refuse_second(key: object, first: int, line: int) -> None:
    if first != line:
        raise Wrong(
            _("%(key)s står også på linje %(line)s.") % {"key": key, "line": first},
            _("Behold kun den ene linje."),
        )
