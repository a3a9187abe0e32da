"""The basis organisation: taken in from files, and mended by hand."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.actions.audit import record
from netvaerk.people.enums import fits_below
from netvaerk.people.models import OrgUnit, Person
from netvaerk.people.permissions import can_edit_person, can_manage_people
from netvaerk.people.queries.organisation import (
    OrganisationPreview,
    PersonChange,
    UnitChange,
    preview_organisation,
)
from netvaerk.refusals import Refusal, require

ONE_IMPORT_AT_A_TIME = 7_010_001  # PostgreSQL's advisory lock of this name
BATCH = 500
UNIT_FIELDS = ("name", "kind", "parent", "is_active")
PERSON_FIELDS = (
    *("email", "first_name", "last_name", "title", "unit", "line_manager"),
    *("stakeholder_kind", "roles", "is_active"),
)


class WrongLevel(Refusal):
    """The tree has three levels, and a unit's children must fit its own."""

    def __init__(self) -> None:
        super().__init__(
            _("Øverst står direktørområder, derunder afdelinger, derunder enheder. Ret niveauet.")
        )


class LockingYourselfOut(Refusal):
    """Nobody closes the door that they stand in."""

    def __init__(self) -> None:
        super().__init__(
            _("Du kan ikke lukke din egen adgang eller fratage dig selv rollen. Bed en kollega.")
        )


@transaction.atomic
def import_organisation(
    *, by: Person | None, units_csv: str, people_csv: str, dry_run: bool
) -> OrganisationPreview:
    """Take in both files (either may be empty), or nothing at all when a row is bad.

    Returns what has changed, or with `dry_run` what would. `by` is None on the command line.
    Who stands in the database but not in the files stays as they are.
    """
    require(by is None or can_manage_people(by))
    _wait_for_other_imports()
    preview = preview_organisation(units_csv, people_csv)
    if dry_run or preview.bad_rows:
        return preview
    _write_units(by=by, preview=preview)
    _write_people(by=by, preview=preview)
    return replace(preview, is_imported=True)


@transaction.atomic
def save_unit(*, by: Person, unit: OrgUnit) -> OrgUnit:
    """Save a unit that somebody has written in the admin."""
    require(can_manage_people(by))
    _wait_for_other_imports()
    children = OrgUnit.objects.filter(parent=unit).values_list("kind", flat=True).distinct()
    is_in_place = fits_below(unit.kind, unit.parent.kind if unit.parent else None)
    if not (is_in_place and all(fits_below(kind, unit.kind) for kind in children)):
        raise WrongLevel
    is_new = unit._state.adding
    unit.full_clean()
    fields = () if is_new else _changed(unit, UNIT_FIELDS)
    unit.save()
    record(by=by, verb="add_unit" if is_new else "edit_unit", subject=unit, fields=_words(fields))
    return unit


@transaction.atomic
def edit_person(*, by: Person, person: Person) -> Person:
    """Save a person, new or known, that somebody has written in the admin.

    A new address replaces the old one at sign-in; the secretariat vouches for it.
    """
    is_new = person._state.adding
    stored = None if is_new else Person.objects.select_for_update().get(pk=person.pk)
    require(can_edit_person(by, stored or person))
    if person.pk == by.pk and not can_manage_people(person):
        raise LockingYourselfOut
    person.email = person.email.lower()
    if is_new:
        person.password = make_password(None)
    person.full_clean()
    fields = () if is_new else _changed(person, PERSON_FIELDS)
    if is_new:
        person.save()
    elif fields:
        person.save(update_fields=fields)
    if is_new or "email" in fields:
        vouch_for_address(person=person)
    verb = "add_person" if is_new else "edit_person"
    record(by=by, verb=verb, subject=person, fields=_words(fields))
    return person


def _wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])


def _write_units(*, by: Person | None, preview: OrganisationPreview) -> None:
    """A unit may stand before its parent in the file; foreign keys are checked at commit."""
    new = [_unit(change) for change in preview.new_units]
    changed = [_unit(change) for change in preview.changed_units]
    OrgUnit.objects.bulk_create(new)
    OrgUnit.objects.bulk_update(changed, ["name", "kind", "parent"])
    for unit in new:
        record(by=by, verb="import_new_unit", subject=unit)
    for unit, change in zip(changed, preview.changed_units, strict=True):
        record(by=by, verb="import_unit", subject=unit, fields=_words(change.fields))


def _unit(change: UnitChange) -> OrgUnit:
    row = change.row
    return OrgUnit(id=row.uuid, name=row.name, kind=row.kind, parent_id=row.parent_uuid)


def _write_people(*, by: Person | None, preview: OrganisationPreview) -> None:
    """Line managers come last, since they may stand later in the file than their staff."""
    new = [_new_person(change) for change in preview.new_people]
    Person.objects.bulk_create(new)
    known = _by_email(preview.changed_people)
    for change in preview.changed_people:
        _fill(known[change.row.email], change)
    everybody = [*new, *known.values()]
    fields = ["first_name", "last_name", "title", "unit", "roles"]
    Person.objects.bulk_update(known.values(), fields, batch_size=BATCH)
    changes = (*preview.new_people, *preview.changed_people)
    _write_line_managers({person.email: person for person in everybody}, changes)
    for person in new:
        vouch_for_address(person=person)
        record(by=by, verb="import_new_person", subject=person)
    for change in preview.changed_people:
        person = known[change.row.email]
        record(by=by, verb="import_person", subject=person, fields=_words(change.fields))


def _by_email(changes: Iterable[PersonChange]) -> dict[str, Person]:
    people = Person.objects.filter(email__in=[change.row.email for change in changes])
    return {person.email: person for person in people.select_for_update(of=("self",))}


def _new_person(change: PersonChange) -> Person:
    """They choose a password by "glemt adgangskode", or never need one with single sign-on."""
    return _fill(Person(email=change.row.email, password=make_password(None)), change)


def _fill(person: Person, change: PersonChange) -> Person:
    row = change.row
    person.first_name, person.last_name = row.first_name, row.last_name
    person.title, person.unit_id, person.roles = row.title, row.unit_uuid, list(row.roles)
    return person


def _write_line_managers(people: dict[str, Person], changes: Iterable[PersonChange]) -> None:
    wanted = {change.row.email: change.row.line_manager_email for change in changes}
    ids = dict(Person.objects.filter(email__in=wanted.values()).values_list("email", "pk"))
    for email, manager in wanted.items():
        people[email].line_manager_id = ids.get(manager)
    Person.objects.bulk_update(people.values(), ["line_manager"], batch_size=BATCH)


def _changed(obj: Any, fields: Iterable[str]) -> tuple[str, ...]:
    stored = type(obj).objects.get(pk=obj.pk)
    names = [(name, obj._meta.get_field(name).attname) for name in fields]
    return tuple(name for name, at in names if getattr(obj, at) != getattr(stored, at))


def _words(fields: Iterable[str]) -> str:
    return ",".join(fields)
