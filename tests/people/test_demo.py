"""The demo's people can be entered as by a button, in a demo and nowhere else."""

from io import StringIO

import pytest
from django.core.management import call_command

from netvaerk.people.actions.accounts import DEMO_PASSWORD, OnlyInADemo, give_demo_password
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from netvaerk.people.queries.person import demo_people
from netvaerk.refusals import NotPossibleNow
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DOOR = "/demo/log-ind/"


@pytest.fixture
def demo_mia(mia):
    mia.title = "Familierådgiver"
    mia.save()
    give_demo_password(person=mia)
    return mia


def test_a_button_lets_in_as_the_person(client, demo_mia):
    assert client.post(DOOR, {"email": demo_mia.email}).url == "/"
    assert client.session["_auth_user_id"] == str(demo_mia.pk)


def test_a_button_leads_on_to_the_page_that_was_asked_for(client, demo_mia):
    page = client.get("/konto/login/?next=/netvaerk/").content.decode()
    assert page.count('name="next" value="/netvaerk/"') == 2
    assert client.post(DOOR, {"email": demo_mia.email, "next": "/netvaerk/"}).url == "/netvaerk/"
    assert client.post(DOOR, {"email": demo_mia.email, "next": "//evil.example/"}).url == "/"


def test_another_button_changes_the_person(client, demo_mia, bo):
    give_demo_password(person=bo)
    client.post(DOOR, {"email": demo_mia.email})
    client.post(DOOR, {"email": bo.email})
    assert client.session["_auth_user_id"] == str(bo.pk)


def test_the_password_of_the_demo_works_too(client, demo_mia):
    client.post("/konto/login/", {"login": demo_mia.email, "password": DEMO_PASSWORD})
    assert client.session["_auth_user_id"] == str(demo_mia.pk)


def test_a_link_does_not_let_in(client, demo_mia):
    assert client.get(DOOR, {"email": demo_mia.email}).status_code == 405


def test_outside_a_demo_there_is_no_such_door(client, demo_mia, settings):
    settings.DEMO = False
    assert client.post(DOOR, {"email": demo_mia.email}).status_code == 404
    assert client.get(DOOR).status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.get("/konto/login/").context["demo_people"] == []


def test_only_the_invented_with_the_demos_password_can_be_entered_as(client, mia, noor, demo_mia):
    left = PersonFactory(first_name="Left", is_active=False)
    for email in (noor.email, "ingen@demo.example", "", left.email, PersonFactory().email):
        assert client.post(DOOR, {"email": email}).status_code == 404


def test_the_password_is_refused_outside_a_demo_and_for_real_people(mia, noor, settings):
    with pytest.raises(NotPossibleNow):
        give_demo_password(person=noor)
    settings.DEMO = False
    with pytest.raises(OnlyInADemo):
        give_demo_password(person=mia)
    assert not Person.objects.with_password().exists()


def test_the_sign_in_page_offers_each_with_their_part_in_the_storys_order(
    client, demo_mia, bo, eva
):
    for person in (eva, bo):
        give_demo_password(person=person)
    people = client.get("/konto/login/").context["demo_people"]
    assert [(one.first_name, one.part) for one in people] == [
        ("Mia", "Familierådgiver"),
        ("Eva", "Medarbejder"),
        ("Bo", "Chef (chefforum)"),
    ]


def test_the_sign_in_page_asks_as_often_for_one_as_for_three(
    client, demo_mia, bo, eva, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get("/konto/login/")
    for person in (eva, bo):
        give_demo_password(person=person)
    with django_assert_num_queries(1):
        client.get("/konto/login/")


def test_a_guest_of_the_demo_has_a_part_too(demo_mia, noor):
    Person.objects.filter(pk=noor.pk).update(email="noor@demo.example")
    noor.refresh_from_db()
    give_demo_password(person=noor)
    assert demo_people()[1].part == str(noor.stakeholder_kind)


def test_the_terminal_shows_them_in_a_table(demo_mia, bo):
    Person.objects.filter(pk=bo.pk).update(roles=[Role.EMPLOYEE, Role.DIRECTOR])
    bo.refresh_from_db()
    give_demo_password(person=bo)
    out = StringIO()
    call_command("demo_people", stdout=out)
    assert out.getvalue().splitlines() == [
        "  Mia Lund  mia@demo.example  Familierådgiver",
        "  Bo Lund   bo@demo.example   Direktør (direktørforum)",
        "Choose one on the sign-in page; the password is netvaerk-demo",
    ]
