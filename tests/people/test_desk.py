"""The people room on the secretariat's desk: everything through the actions."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from netvaerk.people.actions.invitations import invite_person
from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import AuditEntry, Invitation, OrgUnit, OutboxMail, Person
from netvaerk.words import deed_in_words, letter_in_words
from tests.conftest import sign_in
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.house.source import python_files
from tests.people.post import subjects_to
from tests.people.test_organisation import PEOPLE, PEOPLE_HEAD, UNITS, person

pytestmark = pytest.mark.django_db
DESK = "/admin/people"
IMPORT = f"{DESK}/person/hent-organisation/"


@pytest.fixture
def desk(client, sanne):
    return sign_in(client, sanne)


def fields_of(one, **changed):
    said = {
        "email": one.email,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "title": one.title,
        "unit": str(one.unit_id or ""),
        "line_manager": one.line_manager.email if one.line_manager else "",
        "stakeholder_kind": "",
        "roles": one.roles,
        "is_active": "on" if one.is_active else "",
    }
    return {**said, **changed}


def errors(response):
    assert response.status_code == 200
    form = response.context["adminform"].form
    return [error for errors in form.errors.values() for error in errors]


def verbs():
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_a_person_is_edited_through_the_action(desk, mia, bo, health):
    said = fields_of(mia, title="Skoleleder", unit=str(health.pk), line_manager="BO@demo.example")
    response = desk.post(f"{DESK}/person/{mia.pk}/change/", said)
    assert response.status_code == 302
    mia.refresh_from_db()
    assert (mia.title, mia.unit, mia.line_manager) == ("Skoleleder", health, bo)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.facts) == ("edit_person", {"fields": "title,unit,line_manager"})


def test_a_new_person_gets_an_address_but_no_password(desk, health):
    said = {
        "email": "Ny@demo.example",
        "first_name": "Ny",
        "roles": ["employee"],
        "is_active": "on",
    }
    assert desk.post(f"{DESK}/person/add/", said).status_code == 302
    ny = Person.objects.get(email="ny@demo.example")
    assert not ny.has_usable_password()
    assert EmailAddress.objects.get(user=ny).verified
    assert verbs() == ["add_person"]


def test_a_new_address_replaces_the_old_one_at_sign_in(desk, mia):
    EmailAddress.objects.create(user=mia, email=mia.email, primary=True, verified=True)
    desk.post(f"{DESK}/person/{mia.pk}/change/", fields_of(mia, email="maria@demo.example"))
    assert [one.email for one in EmailAddress.objects.filter(user=mia)] == ["maria@demo.example"]


def test_an_unknown_line_manager_keeps_the_form_with_its_text(desk, mia):
    said = fields_of(mia, title="Skoleleder", line_manager="boss")
    response = desk.post(f"{DESK}/person/{mia.pk}/change/", said)
    assert errors(response)[0].startswith("Vi kender ingen medarbejder")
    page = response.content.decode()
    assert 'value="Skoleleder"' in page
    assert 'value="boss"' in page
    assert verbs() == []


def test_nobody_locks_themselves_out(desk, sanne):
    said = fields_of(sanne, title="Tidligere leder", roles=["employee"])
    response = desk.post(f"{DESK}/person/{sanne.pk}/change/", said)
    assert errors(response) == [
        "Du kan ikke lukke din egen adgang eller fratage dig selv rollen. Bed en kollega."
    ]
    assert 'value="Tidligere leder"' in response.content.decode()
    sanne.refresh_from_db()
    assert (sanne.is_secretariat_lead, sanne.title) == (True, "")


def test_a_system_administrator_is_only_edited_by_another(desk, client, root):
    said = fields_of(root, first_name="Hacket", email="sanne2@demo.example")
    assert desk.post(f"{DESK}/person/{root.pk}/change/", said).status_code == 403
    other = PersonFactory(is_superuser=True)
    sign_in(client, other).post(f"{DESK}/person/{root.pk}/change/", said)
    root.refresh_from_db()
    assert root.first_name == "Hacket"


def test_no_form_makes_somebody_a_system_administrator(desk, mia):
    desk.post(f"{DESK}/person/{mia.pk}/change/", fields_of(mia, is_superuser="on", password="x"))
    mia.refresh_from_db()
    assert (mia.is_superuser, mia.has_usable_password()) == (False, False)


def test_a_consultant_looks_but_does_not_change(client, karen, mia, school):
    sign_in(client, karen)
    assert client.get(f"{DESK}/person/{mia.pk}/change/").status_code == 200
    for path in (f"person/{mia.pk}/change/", "person/add/", f"orgunit/{school.pk}/change/"):
        assert client.post(f"{DESK}/{path}", {}).status_code == 403
    assert client.get(IMPORT).status_code == 403
    assert client.get(f"{DESK}/auditentry/").status_code == 403


@pytest.mark.parametrize(
    "page", ["person", "orgunit", "stakeholderkind", "invitation", "outboxmail", "auditentry"]
)
def test_the_desk_is_shut_to_everybody_else(client, page, mia, bo, noor):
    for who in (mia, bo, noor):
        assert sign_in(client, who).get(f"{DESK}/{page}/").status_code in (302, 403)


def test_a_unit_is_saved_through_the_action(desk, area):
    said = {"name": "Ny afdeling", "kind": "department", "parent": str(area.pk), "is_active": "on"}
    assert desk.post(f"{DESK}/orgunit/add/", said).status_code == 302
    assert OrgUnit.objects.get(name="Ny afdeling").parent == area
    assert verbs() == ["add_unit"]


def test_a_unit_on_the_wrong_level_keeps_the_form_and_says_why(desk, area, school):
    said = {"name": "Ny enhed", "kind": "unit", "parent": str(area.pk), "is_active": "on"}
    response = desk.post(f"{DESK}/orgunit/add/", said)
    assert errors(response)[0].startswith("Øverst står direktørområder")
    assert 'value="Ny enhed"' in response.content.decode()
    OrgUnitFactory(kind=UnitKind.UNIT, parent=school)
    said = {"name": school.name, "kind": "director_area", "parent": "", "is_active": "on"}
    assert errors(desk.post(f"{DESK}/orgunit/{school.pk}/change/", said))
    assert verbs() == []


def test_an_invitation_is_sent_and_revoked_from_the_desk(desk):
    said = {"email": "Noor@borger.example"}
    assert desk.post(f"{DESK}/invitation/add/", said).status_code == 302
    assert subjects_to("noor@borger.example") == ["Du er inviteret med i Netværk"]
    invitation = Invitation.objects.get()
    assert desk.post(f"{DESK}/invitation/{invitation.pk}/change/", said).status_code == 403
    chosen = {"action": "revoke", "_selected_action": [invitation.pk]}
    assert "Linket i mailen virker" in desk.post(f"{DESK}/invitation/", chosen).content.decode()
    assert verbs() == ["invite_person"]
    desk.post(f"{DESK}/invitation/", {**chosen, "_step": "confirm"})
    again = desk.post(f"{DESK}/invitation/", {**chosen, "_step": "confirm"}, follow=True)
    assert "er allerede lukket" in again.content.decode()
    assert verbs() == ["invite_person", "revoke_invitation"]


def test_an_invitation_that_is_refused_keeps_the_form(desk, mia):
    response = desk.post(f"{DESK}/invitation/add/", {"email": mia.email})
    assert errors(response)[0].startswith("Adressen er kommunens egen")
    assert f'value="{mia.email}"' in response.content.decode()
    assert Invitation.objects.count() == 0


def test_what_happened_is_told_in_words(desk, sanne):
    """A deed or a letter without words would stand on the desk by its key in the code."""
    code = "".join(path.read_text() for path in python_files() if "tests" not in path.parts)
    deeds = re.findall(r'\bverb ?= ?"(\w+)"(?: if is_new else "(\w+)")?', code)
    unnamed = [deed for pair in deeds for deed in pair if deed and deed_in_words(deed) == deed]
    kinds = re.findall(r'\bkind="(\w+)",\s+letter=', code)
    unnamed += [kind for kind in kinds if letter_in_words(kind) == kind]
    assert (unnamed, len(deeds) > 20, len(kinds) > 5) == ([], True, True)
    invite_person(by=sanne, email="noor@borger.example", stakeholder_kind=None)
    page = desk.get(f"{DESK}/auditentry/").content.decode()
    assert "Inviterede" in page
    assert "people.invitation" not in page


def test_who_may_only_look_reads_roles_in_words(client, karen, bo):
    page = sign_in(client, karen).get(f"{DESK}/person/{bo.pk}/change/").content.decode()
    assert "Medarbejder, Chef (chefforum)" in page


def test_an_address_that_is_taken_is_told_in_words(desk, mia, bo):
    response = desk.post(f"{DESK}/person/{mia.pk}/change/", fields_of(mia, email=bo.email))
    assert errors(response) == ["Adressen hører allerede til en anden person."]


def test_the_secretariat_sees_that_a_letter_was_sent_but_not_what_it_says(desk, sanne):
    invite_person(by=sanne, email="noor@borger.example", stakeholder_kind=None)
    OutboxMail.objects.update(subject="MARK-a", text="MARK-b", html="MARK-c")
    letter = OutboxMail.objects.get()
    for path in ("", f"{letter.pk}/change/", "?q=MARK", f"{letter.pk}/history/"):
        page = desk.get(f"{DESK}/outboxmail/{path}", follow=True).content.decode()
        assert "MARK-" not in page
    assert "noor@borger.example" in desk.get(f"{DESK}/outboxmail/").content.decode()
    assert desk.post(f"{DESK}/outboxmail/{letter.pk}/change/", {"state": "sent"}).status_code == 403


def make_three(sanne):
    for number in range(3):
        PersonFactory(first_name=f"P{number}")
        invite_person(by=sanne, email=f"{number}@borger.example", stakeholder_kind=None)


@pytest.mark.parametrize(
    ("page", "queries"),
    [("person", 5), ("orgunit", 4), ("invitation", 4), ("outboxmail", 4), ("auditentry", 4)],
)
def test_a_list_asks_as_often_for_one_as_for_many(
    desk, sanne, page, queries, django_assert_num_queries
):
    invite_person(by=sanne, email="x@borger.example", stakeholder_kind=None)
    with django_assert_num_queries(queries):
        desk.get(f"{DESK}/{page}/")
    make_three(sanne)
    with django_assert_num_queries(queries):
        desk.get(f"{DESK}/{page}/")


def upload(desk, units=UNITS, people=PEOPLE):
    files = {"units": units, "people": people}
    return desk.post(
        IMPORT,
        {
            name: SimpleUploadedFile(f"{name}.csv", text.encode("cp1252"))
            for name, text in files.items()
            if text
        },
    )


def test_the_organisation_is_shown_before_it_is_taken_in(desk):
    before = Person.objects.count()
    shown = upload(desk)
    page = shown.content.decode()
    assert "Det her vil ske" in page
    assert "Mia Ørsted, mia@demo.example" in page
    assert Person.objects.count() == before

    texts = shown.context["texts"]
    said = {field.name: field.value() for field in texts}
    response = desk.post(IMPORT, {**said, "confirm": "1"}, follow=True)
    assert "Organisationen er læst ind. Nye: 5. Ændrede: 0." in response.content.decode()
    mia = Person.objects.get(email="mia@demo.example")
    assert (mia.last_name, mia.unit.name, mia.roles) == ("Ørsted", "Søskolen", [Role.EMPLOYEE])

    again = upload(desk)
    assert "Alt er allerede, som det står i filerne" in again.content.decode()
    assert "texts" not in again.context


def test_bad_lines_are_told_and_offer_no_yes(desk):
    response = upload(desk, people=PEOPLE_HEAD + person("mia") + person(roles="boss"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "2 linjer skal rettes. Der er ikke læst noget ind." in page
    assert "Skriv adressen, som den står i Outlook." in page
    assert 'name="confirm"' not in page


def test_a_confirmation_is_checked_again(desk):
    said = {"units_csv": "", "people_csv": PEOPLE_HEAD + person("mia"), "confirm": "1"}
    before = Person.objects.count()
    assert desk.post(IMPORT, said).status_code == 422
    assert Person.objects.count() == before


def test_no_file_is_asked_for_again(desk):
    response = desk.post(IMPORT, {})
    assert response.status_code == 422
    assert "Vælg mindst én fil." in response.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(desk):
    response = upload(desk, units=UNITS + "x" * (5 * 1024 * 1024 + 1), people="")
    assert "Filen er for stor" in response.content.decode()


def test_the_register_leads_to_the_import(desk, client, karen):
    assert IMPORT in desk.get(f"{DESK}/person/").content.decode()
    assert IMPORT not in sign_in(client, karen).get(f"{DESK}/person/").content.decode()
