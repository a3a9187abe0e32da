"""What the organisation's files would change, compared with what stands in the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from netvaerk.people.enums import UnitKind, fits_below
from netvaerk.people.models import OrgUnit, Person
from netvaerk.people.queries.organisation_file import (
    PEOPLE,
    UNITS,
    PersonRow,
    UnitRow,
    read_people,
    read_units,
)
from netvaerk.sheets import BadRow


@dataclass(frozen=True)
class UnitChange:
    row: UnitRow
    fields: tuple[str, ...] = ()  # model field names; empty for a new unit

    @property
    def labels(self) -> list[str]:
        return _labels(OrgUnit, self.fields)


@dataclass(frozen=True)
class PersonChange:
    row: PersonRow
    fields: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        return _labels(Person, self.fields)


@dataclass(frozen=True)
class OrganisationPreview:
    """What will change, or what has changed when `is_imported`."""

    new_units: tuple[UnitChange, ...] = ()
    changed_units: tuple[UnitChange, ...] = ()
    unchanged_units: int = 0
    new_people: tuple[PersonChange, ...] = ()
    changed_people: tuple[PersonChange, ...] = ()
    unchanged_people: int = 0
    bad_rows: tuple[BadRow, ...] = ()
    is_imported: bool = False

    @property
    def changes(self) -> int:
        return sum(
            len(group)
            for group in (self.new_units, self.changed_units, self.new_people, self.changed_people)
        )


@dataclass
class Known:
    """What the database holds, looked up once."""

    units: dict[UUID, OrgUnit] = field(
        default_factory=lambda: {unit.pk: unit for unit in OrgUnit.objects.all()}
    )
    people: dict[str, Person] = field(
        default_factory=lambda: {
            person.email: person for person in Person.objects.select_related("line_manager")
        }
    )


def preview_organisation(units_csv: str, people_csv: str) -> OrganisationPreview:
    """Compare both files with the database, in two queries; any bad row leaves only bad rows."""
    known = Known()
    units, bad_units = read_units(units_csv)
    people, bad_people = read_people(people_csv)
    # A line that can't be read would make all that point at it look wrong too.
    if not bad_units:
        bad_units = _misplaced(units, known)
    if not (bad_units or bad_people):
        bad_people = _unknown(people, units, known)
    if bad_units or bad_people:
        ordered = sorted(bad_units, key=_line) + sorted(bad_people, key=_line)
        return OrganisationPreview(bad_rows=tuple(ordered))
    unit_changes = [_unit_change(row, known.units.get(row.uuid)) for row in units]
    person_changes = [_person_change(row, known.people.get(row.email)) for row in people]
    return OrganisationPreview(
        new_units=tuple(c for c in unit_changes if c.row.uuid not in known.units),
        changed_units=tuple(c for c in unit_changes if c.fields),
        unchanged_units=sum(not c.fields for c in unit_changes if c.row.uuid in known.units),
        new_people=tuple(c for c in person_changes if c.row.email not in known.people),
        changed_people=tuple(c for c in person_changes if c.fields),
        unchanged_people=sum(not c.fields for c in person_changes if c.row.email in known.people),
    )


def _line(bad: BadRow) -> int:
    return bad.line


def _labels(model: Any, names: Iterable[str]) -> list[str]:
    return [str(model._meta.get_field(name).verbose_name) for name in names]


def _unit_change(row: UnitRow, unit: OrgUnit | None) -> UnitChange:
    if unit is None:
        return UnitChange(row)
    wanted = {"name": row.name, "kind": row.kind, "parent": row.parent_uuid}
    stands = {"name": unit.name, "kind": unit.kind, "parent": unit.parent_id}
    return UnitChange(row, _differing(wanted, stands))


def _person_change(row: PersonRow, person: Person | None) -> PersonChange:
    if person is None:
        return PersonChange(row)
    manager = person.line_manager
    stands = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "title": person.title,
        "unit": person.unit_id,
        "roles": set(person.roles),
        "line_manager": manager.email if manager else "",
    }
    wanted = {
        "first_name": row.first_name,
        "last_name": row.last_name,
        "title": row.title,
        "unit": row.unit_uuid,
        "roles": set(row.roles),
        "line_manager": row.line_manager_email,
    }
    return PersonChange(row, _differing(wanted, stands))


def _differing(wanted: Mapping[str, Any], stands: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in wanted.items() if value != stands[name])


def _misplaced(rows: list[UnitRow], known: Known) -> list[BadRow]:
    """Units whose place in the tree is impossible, once the whole file is taken in."""
    parents: dict[UUID, UUID | None] = {pk: unit.parent_id for pk, unit in known.units.items()}
    kinds: dict[UUID, str] = {pk: unit.kind for pk, unit in known.units.items()}
    parents |= {row.uuid: row.parent_uuid for row in rows}
    kinds |= {row.uuid: row.kind for row in rows}
    in_file = {row.uuid for row in rows}
    left_below: dict[UUID | None, OrgUnit] = {
        unit.parent_id: unit for unit in known.units.values() if unit.pk not in in_file
    }
    found = ((row, _wrong_place(row, parents, kinds, left_below)) for row in rows)
    return [BadRow(UNITS, row.line, *wrong) for row, wrong in found if wrong]


def _wrong_place(
    row: UnitRow,
    parents: Mapping[UUID, UUID | None],
    kinds: Mapping[UUID, str],
    left_below: Mapping[UUID | None, OrgUnit],
) -> tuple[str, str] | None:
    parent = row.parent_uuid
    if parent is not None and parent not in kinds:
        return (
            _("Afdelingen over den, %(uuid)s, findes ikke.") % {"uuid": parent},
            _("Tilføj en linje for den, eller ret parent_uuid."),
        )
    if row.uuid in _above(row.uuid, parents):
        return (
            _("»%(name)s« ligger under sig selv.") % {"name": row.name},
            _("Ret parent_uuid, så afdelingerne ikke går i ring."),
        )
    if wrong := _wrong_level(row, kinds[parent] if parent else None):
        return wrong
    child = left_below.get(row.uuid)
    if child and not fits_below(child.kind, row.kind):
        return (
            _("»%(child)s« ligger under den og passer ikke til det nye niveau.")
            % {"child": child.name},
            _("Tag den underliggende afdeling med i filen."),
        )
    return None


def _above(start: UUID, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    """The units above `start`; ends even where they go round."""
    seen: set[UUID] = set()
    parent = parents.get(start)
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parents.get(parent)


def _wrong_level(row: UnitRow, parent_kind: str | None) -> tuple[str, str] | None:
    if fits_below(row.kind, parent_kind):
        return None
    if parent_kind is None:
        return (
            _("En enhed skal have en afdeling over sig."),
            _("Skriv afdelingens uuid i parent_uuid."),
        )
    levels = {"kind": UnitKind(row.kind).label, "parent": UnitKind(parent_kind).label.lower()}
    return (
        _("%(kind)s kan ikke ligge under %(parent)s.") % levels,
        _("Øverst står direktørområder, derunder afdelinger, derunder enheder."),
    )


def _unknown(rows: list[PersonRow], units: list[UnitRow], known: Known) -> list[BadRow]:
    """People whose unit or line manager is nowhere, in the files or in the database."""
    unit_ids = known.units.keys() | {row.uuid for row in units}
    emails = known.people.keys() | {row.email for row in rows}
    found = ((row, _wrong_relation(row, unit_ids, emails)) for row in rows)
    return [BadRow(PEOPLE, row.line, *wrong) for row, wrong in found if wrong]


def _wrong_relation(row: PersonRow, units: set[UUID], emails: set[str]) -> tuple[str, str] | None:
    manager = row.line_manager_email
    if row.unit_uuid and row.unit_uuid not in units:
        return (
            _("Afdelingen %(uuid)s findes ikke.") % {"uuid": row.unit_uuid},
            _("Tilføj afdelingen i den anden fil, eller ret unit_uuid."),
        )
    if manager == row.email:
        return (
            _("Personen står som sin egen personaleleder."),
            _("Skriv lederens adresse, eller lad feltet være tomt."),
        )
    if manager and manager not in emails:
        return (
            _("Personalelederen %(email)s findes ikke.") % {"email": manager},
            _("Tilføj en linje for lederen, eller ret adressen."),
        )
    return None
