"""The organisation's two CSV files as rows, with what is wrong named by line."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from netvaerk.people.enums import Role, UnitKind
from netvaerk.sheets import SURPLUS, BadRow, Cells, Wrong, either, read_rows

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


def read_units(text: str) -> tuple[list[UnitRow], list[BadRow]]:
    return read_rows(UNITS, text, COLUMNS[UNITS], _unit_row, lambda row: row.uuid)


def read_people(text: str) -> tuple[list[PersonRow], list[BadRow]]:
    return read_rows(PEOPLE, text, COLUMNS[PEOPLE], _person_row, lambda row: row.email)


def _unit_row(line: int, cells: Cells) -> UnitRow:
    _check_cells(cells)
    if cells["kind"] not in UnitKind.values:
        raise Wrong(
            _("Niveauet »%(kind)s« findes ikke.") % {"kind": cells["kind"]},
            _("Skriv %(kinds)s.") % {"kinds": either(UnitKind.values)},
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
            % {"roles": either(Role.values)},
        )
    return tuple(dict.fromkeys([Role.EMPLOYEE.value, *named]))
