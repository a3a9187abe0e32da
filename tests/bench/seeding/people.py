"""The house: its departments, its people, and who comes from outside."""

from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import OrgUnit, Person, RefusedAddress, StakeholderKind
from tests.bench.cast import (
    AREAS,
    CHIEFS,
    CONSULTANTS,
    DEPARTMENTS,
    DIRECTORS,
    LEAD,
    ROOT,
    SECRETARIAT_DEPARTMENT,
    UNITS,
    Crowd,
)
from tests.bench.danish import FIRST, LAST, NAMES, SURNAMES
from tests.bench.sizes import Sizes
from tests.bench.sql import NOW, ago, all_of, chance, fill, key_of, one_of, said, table


def units(sizes: Sizes) -> None:
    """Areas first, then the departments in them, then the units in those."""
    before = AREAS + DEPARTMENTS
    kinds = f"""CASE WHEN i <= {AREAS} THEN {said(UnitKind.DIRECTOR_AREA.value)}
        WHEN i <= {before} THEN {said(UnitKind.DEPARTMENT.value)}
        ELSE {said(UnitKind.UNIT.value)} END"""
    words = f"initcap({one_of(FIRST, 11)}) || {one_of(LAST, 12)} || ' ' || i"
    above = f"""CASE WHEN i <= {AREAS} THEN NULL
        WHEN i <= {before} THEN {key_of("unit", f"(1 + i % {AREAS})")}
        ELSE {key_of("unit", f"({AREAS} + 1 + i % {DEPARTMENTS})")} END"""
    fill(
        OrgUnit,
        before + UNITS,
        id=key_of("unit", "i"),
        name=words,
        kind=kinds,
        parent=above,
    )


def department(number: str) -> str:
    """The key of department 1 … 60."""
    return key_of("unit", f"({AREAS} + {number})")


def people(sizes: Sizes) -> None:
    """Each in a department or one of its units, with its chief as line manager; guests in none."""
    guests = Crowd(sizes.people).first_guest
    own = department(f"(1 + (i - {CHIEFS.start}) % {DEPARTMENTS})")
    below = key_of("unit", f"({AREAS + DEPARTMENTS} + 1 + {chance(21, UNITS)})")
    office = department(str(SECRETARIAT_DEPARTMENT))
    unit = f"""CASE WHEN i >= {guests} THEN NULL WHEN i <= {LEAD} THEN {office}
        WHEN i <= {DIRECTORS[-1]} THEN {key_of("unit", f"(i - {DIRECTORS.start} + 1)")}
        WHEN i <= {CHIEFS[-1]} OR i % 3 = 0 THEN {own} ELSE {below} END"""
    kinds = all_of(f"SELECT id FROM {table(StakeholderKind)} ORDER BY id")
    fill(
        Person,
        sizes.people,
        email="'person' || i || '@netvaerk.kommune.example'",
        password="'!nobody signs in with a password'",
        first_name=one_of(NAMES, 22),
        last_name=f"{one_of(SURNAMES, 23)} || ' ' || i",
        title=one_of(["Konsulent", "Lærer", "Sagsbehandler", "Pædagog", "Sosu-assistent"], 24),
        unit=unit,
        line_manager=f"""CASE WHEN i > {CHIEFS[-1]} AND i < {guests}
            THEN {CHIEFS.start} + (i - {CHIEFS.start}) % {DEPARTMENTS} END""",
        stakeholder_kind=f"CASE WHEN i >= {guests} THEN {one_of(kinds, 25)} END",
        roles=roles(guests),
        is_superuser=f"i = {ROOT}",
        is_in_relations="i % 50 <> 49",
        is_active="i % 200 <> 199",
        joined_at=ago(f"100 + {chance(26, 3000)}"),
    )


def roles(guests: int) -> str:
    employee = Role.EMPLOYEE.value

    def these(*names: str) -> str:
        return said([employee, *names]) + "::varchar[]"

    return f"""CASE WHEN i >= {guests} OR i = {ROOT} THEN ARRAY[]::varchar[]
        WHEN i <= {CONSULTANTS[-1]} THEN {these(Role.CONSULTANT.value)}
        WHEN i = {LEAD} THEN {these(Role.SECRETARIAT_LEAD.value)}
        WHEN i <= {DIRECTORS[-1]} THEN {these(Role.DIRECTOR.value)}
        WHEN i <= {CHIEFS[-1]} THEN {these(Role.CHIEF.value)} ELSE {these()} END"""


def refused_addresses(sizes: Sizes) -> None:
    fill(
        RefusedAddress,
        40,
        address="'ude' || i || '@borger.example'",
        times="1 + i % 3",
        first_at=ago("20"),
        last_at=said(NOW),
        said="'550 ukendt'",
    )
