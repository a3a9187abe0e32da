"""The organisation's files: previewed, taken in whole or not at all, and the same twice."""

from io import StringIO
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.enums import Language, Role, UnitKind
from netvaerk.people.models import AuditEntry, OrgUnit, Person
from netvaerk.refusals import NotPossibleNow
from netvaerk.sheets import decoded

AREA, DEPARTMENT, UNIT = (str(UUID(int=number)) for number in (1, 2, 3))
UNITS_HEAD = "uuid,parent_uuid,name,kind\n"
PEOPLE_HEAD = "email,first_name,last_name,title,unit_uuid,roles,line_manager_email\n"
# Children and staff before those above them, on purpose.
UNITS = UNITS_HEAD + (
    f"{UNIT},{DEPARTMENT},Søskolen,unit\n"
    f'{DEPARTMENT},{AREA},"Skole, Børn & Unge",department\n'
    f"{AREA},,Børn & Kultur,director_area\n"
)
PEOPLE = PEOPLE_HEAD + (
    f"Mia@Demo.example,Mia,Ørsted,Lærer,{UNIT},,bo@demo.example\n"
    f"bo@demo.example,Bo,Kornager,Chef,{DEPARTMENT},chief,\n"
)

pytestmark = pytest.mark.django_db


def take_in(units="", people="", *, by=None, dry_run=False):
    return import_organisation(by=by, units_csv=units, people_csv=people, dry_run=dry_run)


def counts():
    return (OrgUnit.objects.count(), Person.objects.count(), AuditEntry.objects.count())


def test_a_preview_says_what_would_come_and_writes_nothing():
    preview = take_in(UNITS, PEOPLE, dry_run=True)
    assert [change.row.name for change in preview.new_units] == [
        "Søskolen",
        "Skole, Børn & Unge",
        "Børn & Kultur",
    ]
    assert [change.row.email for change in preview.new_people] == [
        "mia@demo.example",
        "bo@demo.example",
    ]
    assert (preview.changes, preview.bad_rows, preview.is_imported) == (5, (), False)
    assert counts() == (0, 0, 0)


def test_units_and_people_come_in_whatever_their_order():
    assert take_in(UNITS, PEOPLE).is_imported
    unit = OrgUnit.objects.select_related("parent__parent").get(name="Søskolen")
    assert str(unit.pk) == UNIT
    assert unit.parent.name == "Skole, Børn & Unge"
    assert unit.parent.parent.kind == UnitKind.DIRECTOR_AREA
    mia = Person.objects.get(email="mia@demo.example")
    assert (mia.name, mia.title, mia.unit, mia.line_manager.first_name) == (
        "Mia Ørsted",
        "Lærer",
        unit,
        "Bo",
    )


def test_everybody_in_the_file_is_an_employee_without_a_password_but_with_an_address():
    take_in(UNITS, PEOPLE)
    mia, bo = (Person.objects.get(first_name=name) for name in ("Mia", "Bo"))
    assert (mia.roles, bo.roles) == ([Role.EMPLOYEE], [Role.EMPLOYEE, Role.CHIEF])
    assert not mia.has_usable_password()
    assert EmailAddress.objects.get(user=mia).verified


def test_the_second_time_nothing_changes():
    take_in(UNITS, PEOPLE)
    before = counts()
    preview = take_in(UNITS, PEOPLE)
    assert (preview.changes, preview.unchanged_units, preview.unchanged_people) == (0, 3, 2)
    assert counts() == before


def test_what_has_changed_is_named_and_everything_of_ones_own_is_kept():
    take_in(UNITS, PEOPLE)
    mia = Person.objects.get(first_name="Mia")
    mia.set_password("tre ord der passer")
    mia.language, mia.wants_nudges_by_mail = Language.ENGLISH, False
    mia.save()
    moved = PEOPLE_HEAD + f"mia@demo.example,Mia,Ørsted,Skoleleder,{DEPARTMENT},consultant,\n"
    renamed = UNITS_HEAD + f"{UNIT},{DEPARTMENT},Fjordskolen,unit\n"
    preview = take_in(renamed, moved)
    assert [change.fields for change in preview.changed_units] == [("name",)]
    assert [change.fields for change in preview.changed_people] == [
        ("title", "unit", "roles", "line_manager")
    ]
    assert preview.changed_people[0].labels == ["stilling", "afdeling", "roller", "personaleleder"]
    after = Person.objects.get(pk=mia.pk)
    assert after.check_password("tre ord der passer")
    assert (after.language, after.wants_nudges_by_mail) == (Language.ENGLISH, False)
    assert (after.title, str(after.unit_id), after.line_manager) == ("Skoleleder", DEPARTMENT, None)
    assert OrgUnit.objects.get(pk=UNIT).name == "Fjordskolen"


def test_who_is_not_in_the_file_is_not_touched(eva):
    before = Person.objects.values().get(pk=eva.pk)
    take_in(UNITS, PEOPLE)
    assert Person.objects.values().get(pk=eva.pk) == before


def test_an_address_that_was_taken_before_the_import_is_not_vouched_for():
    """Somebody may have signed up as Bo without ever confirming it."""
    bo = Person.objects.create(email="bo@demo.example", first_name="X", roles=[Role.EMPLOYEE])
    EmailAddress.objects.create(user=bo, email=bo.email, primary=True, verified=False)
    take_in(UNITS, PEOPLE)
    assert not EmailAddress.objects.get(user=bo).verified


@pytest.mark.parametrize(
    ("rewrite", "encoding"),
    [
        (lambda text: text.replace(",", ";").replace('"', ""), "utf-8"),
        (lambda text: text.replace("\n", "\r\n"), "utf-8-sig"),
        (lambda text: text, "cp1252"),
        (lambda text: text, "utf-16"),
        (lambda text: "\n" + text.replace("\n", "\n\n,,\n"), "utf-8"),
    ],
    ids=["semicolons", "bom-crlf", "cp1252", "utf-16", "empty-lines"],
)
def test_a_file_is_read_however_excel_saved_it(rewrite, encoding):
    units, people = UNITS.replace("Skole, Børn", "Skole Børn"), PEOPLE
    take_in(*(decoded(rewrite(text).encode(encoding)) for text in (units, people)))
    assert Person.objects.get(email="mia@demo.example").last_name == "Ørsted"
    assert OrgUnit.objects.filter(name="Søskolen").exists()


def test_either_file_may_be_empty():
    assert len(take_in(UNITS).new_units) == 3
    assert len(take_in("", PEOPLE).new_people) == 2
    assert take_in().changes == 0


def person(email="x@demo.example", first="X", unit="", roles="", manager=""):
    return f"{email},{first},Y,Z,{unit},{roles},{manager}\n"


OTHER = str(UUID(int=9))
BAD_UNITS = {
    "missing column": ("uuid,name,kind\n", 1, "Kolonner mangler: parent_uuid."),
    "no uuid": (UNITS_HEAD + "abc,,Skole,department\n", 2, "»abc« er ikke et UUID."),
    "no name": (UNITS_HEAD + f"{AREA},,,director_area\n", 2, "Feltet name er tomt."),
    "long name": (
        UNITS_HEAD + f"{AREA},,{'x' * 121},director_area\n",
        2,
        "Feltet name er for langt.",
    ),
    "level": (UNITS_HEAD + f"{AREA},,Skole,team\n", 2, "Niveauet »team« findes ikke."),
    "twice": (
        UNITS_HEAD + f"{AREA},,A,director_area\n\n{AREA},,B,director_area\n",
        4,
        f"{AREA} står også på linje 2.",
    ),
    "unknown parent": (
        UNITS_HEAD + f"{UNIT},{OTHER},Skole,unit\n",
        2,
        f"Afdelingen over den, {OTHER}, findes ikke.",
    ),
    "unit under area": (
        UNITS_HEAD + f"{AREA},,A,director_area\n{UNIT},{AREA},Skole,unit\n",
        3,
        "Enhed kan ikke ligge under direktørområde.",
    ),
    "area under area": (
        UNITS_HEAD + f"{AREA},,A,director_area\n{UNIT},{AREA},B,director_area\n",
        3,
        "Direktørområde kan ikke ligge under direktørområde.",
    ),
    "unit on top": (
        UNITS_HEAD + f"{UNIT},,A,unit\n",
        2,
        "En enhed skal have en afdeling over sig.",
    ),
    "under itself": (
        UNITS_HEAD + f"{AREA},{AREA},A,department\n",
        2,
        "»A« ligger under sig selv.",
    ),
    "too many cells": (
        UNITS_HEAD + f"{AREA},,Børn, Kultur,director_area\n",
        2,
        "Linjen har flere felter end kolonner.",
    ),
    "nul": (UNITS_HEAD + f"{AREA},,A\0,director_area\n", 2, "Linjen indeholder et usynligt tegn."),
}
BAD_PEOPLE = {
    "no file of people": ("uuid,name\n", 1),
    "bad address": (PEOPLE_HEAD + person("mia"), 2, "»mia« er ikke en mailadresse."),
    "no first name": (PEOPLE_HEAD + person(first=""), 2, "Feltet first_name er tomt."),
    "role": (PEOPLE_HEAD + person(roles="employee|boss"), 2, "Rollen »boss« findes ikke."),
    "twice": (
        PEOPLE_HEAD + person() + person("X@demo.example"),
        3,
        "x@demo.example står også på linje 2.",
    ),
    "unknown unit": (PEOPLE_HEAD + person(unit=OTHER), 2, f"Afdelingen {OTHER} findes ikke."),
    "unknown manager": (
        PEOPLE_HEAD + person(manager="boss@demo.example"),
        2,
        "Personalelederen boss@demo.example findes ikke.",
    ),
    "own manager": (
        PEOPLE_HEAD + person(manager="x@demo.example"),
        2,
        "Personen står som sin egen personaleleder.",
    ),
    "bad manager": (PEOPLE_HEAD + person(manager="boss"), 2, "»boss« er ikke en mailadresse."),
}


@pytest.mark.parametrize("kind", BAD_UNITS)
def test_a_bad_unit_is_named_by_line_and_reason_and_nothing_comes_in(kind):
    text, line, reason = BAD_UNITS[kind]
    preview = take_in(text, PEOPLE)
    assert [(bad.file, bad.line, bad.reason) for bad in preview.bad_rows] == [
        ("units", line, reason)
    ]
    assert preview.bad_rows[0].remedy.endswith(".")
    assert (preview.is_imported, counts()) == (False, (0, 0, 0))


@pytest.mark.parametrize("kind", BAD_PEOPLE)
def test_a_bad_person_is_named_by_line_and_reason_and_nothing_comes_in(kind):
    text, line, *reason = BAD_PEOPLE[kind]
    preview = take_in(UNITS, text)
    assert [(bad.file, bad.line) for bad in preview.bad_rows] == [("people", line)]
    assert not reason or [bad.reason for bad in preview.bad_rows] == reason
    assert (preview.is_imported, counts()) == (False, (0, 0, 0))


def test_units_that_go_round_are_each_named():
    ring = f"{AREA},{UNIT},A,department\n{UNIT},{AREA},B,unit\n{OTHER},{UNIT},C,unit\n"
    preview = take_in(UNITS_HEAD + ring)
    assert [(bad.line, bad.reason) for bad in preview.bad_rows] == [
        (2, "»A« ligger under sig selv."),
        (3, "»B« ligger under sig selv."),
        (4, "Enhed kan ikke ligge under enhed."),
    ]


def test_a_level_that_leaves_a_known_child_behind_is_refused():
    take_in(UNITS)
    preview = take_in(UNITS_HEAD + f"{DEPARTMENT},,Skole,director_area\n")
    assert [bad.reason for bad in preview.bad_rows] == [
        "»Søskolen« ligger under den og passer ikke til det nye niveau."
    ]


def test_every_bad_row_is_named_at_once():
    preview = take_in(
        "", PEOPLE_HEAD + person("a") + person() + person("b") + person("c", roles="d")
    )
    assert [bad.line for bad in preview.bad_rows] == [2, 4, 5]


def test_only_who_leads_the_secretariat_may_import(karen, sanne, root):
    with pytest.raises(NotPossibleNow):
        take_in(UNITS, by=karen)
    assert take_in(UNITS, by=sanne).is_imported
    assert take_in(UNITS, by=root).is_imported


def test_the_number_of_queries_does_not_grow_with_what_is_unchanged(django_assert_num_queries):
    take_in(UNITS, PEOPLE)
    with django_assert_num_queries(5):  # savepoint, lock, units, people, release
        take_in(UNITS, PEOPLE)


@pytest.fixture
def files(tmp_path):
    units, people = tmp_path / "units.csv", tmp_path / "people.csv"
    units.write_text(UNITS, encoding="utf-8")
    people.write_text(PEOPLE, encoding="cp1252")
    return units, people


def command(*arguments):
    out = StringIO()
    call_command("import_organisation", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_the_command_shows_before_it_does(files):
    units, people = files
    said = command("--units", units, "--people", people)
    assert said[-3:] == [
        "Units: 3 new, 0 changed, 0 unchanged",
        "People: 2 new, 0 changed, 0 unchanged",
        "Nothing has been written yet: add --apply to do it.",
    ]
    assert counts() == (0, 0, 0)
    command("--units", units, "--people", people, "--apply")
    assert Person.objects.count() == 2


def test_the_command_fails_with_every_bad_line(files):
    units, people = files
    people.write_text(PEOPLE + person("mia"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"people, line 4: »mia« er ikke en mailadresse\."):
        command("--units", units, "--people", people, "--apply")
    assert counts() == (0, 0, 0)


def test_the_command_says_which_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        command("--units", tmp_path / "x.csv")
