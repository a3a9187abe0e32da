"""A guest without a password comes back by a mailed code; nobody else does, and nobody is told."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client, override_settings

from netvaerk import clock
from netvaerk.people.actions.accounts import AddressTaken, set_password, welcome_person
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import Role
from netvaerk.people.models import OutboxMail, Person
from tests.networks.rooms import as_seen
from tests.people.post import subjects_to

ASK, CODE = "/konto/login/code/", "/konto/login/code/confirm/"
PASSWORD = "fire ord der passer dårligt"

pytestmark = pytest.mark.django_db


@pytest.fixture
def gry() -> Person:
    return welcome_person(
        email="Gry@borger.example", first_name="Gry", last_name="Hav", stakeholder_kind=None
    )


def code_to(email: str) -> str:
    letter = OutboxMail.objects.filter(to_address=email).latest("id")
    return re.search(r"Koden er (\S+)", letter.text)[1]


def come_back(person: Person) -> Client:
    client = Client()
    assert client.post(ASK, {"email": person.email}).url == CODE
    assert client.post(CODE, {"code": code_to(person.email)}).url == "/"
    return client


def test_a_light_account_has_no_password_and_a_confirmed_address(gry):
    assert (gry.email, gry.roles, gry.has_usable_password()) == ("gry@borger.example", [], False)
    assert EmailAddress.objects.get(user=gry).verified
    with pytest.raises(AddressTaken):
        welcome_person(email=gry.email, first_name="X", last_name="Y", stakeholder_kind=None)


def test_a_guest_comes_back_by_code(gry):
    client = come_back(gry)
    assert client.session["_auth_user_id"] == str(gry.pk)
    assert subjects_to(gry.email) == ["Din kode til Netværk"]


def test_a_guest_who_came_by_mail_needs_no_second_factor(gry):
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        client = come_back(gry)
        assert client.get("/").status_code == 200
        # From the moment they are more than that, they need what everybody needs.
        Person.objects.filter(pk=gry.pk).update(roles=[Role.EMPLOYEE])
        assert client.get("/").url == "/konto/2fa/totp/activate/"


def test_a_guest_with_a_password_needs_a_second_factor(gry):
    set_password(by=gry, password=PASSWORD)
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        client = Client()
        client.post("/konto/login/", {"login": gry.email, "password": PASSWORD})
        assert client.get("/").url == "/konto/2fa/totp/activate/"


def test_known_and_unknown_addresses_are_answered_alike(gry, mia, noor):
    set_password(by=noor, password=PASSWORD)
    closed = welcome_person(
        email="lukket@borger.example", first_name="L", last_name="U", stakeholder_kind=None
    )
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    answers = set()
    for email in (gry.email, mia.email, noor.email, closed.email, "ukendt@borger.example"):
        client, letters = Client(), OutboxMail.objects.count()
        asked = client.post(ASK, {"email": email})
        page = as_seen(client.get(CODE).content).replace(email, "")
        wrong = as_seen(client.post(CODE, {"code": "forkert"}).content).replace(email, "")
        new = OutboxMail.objects.count() - letters
        answers.add((asked.status_code, asked.url, page, wrong, new))
    assert len(answers) == 1
    assert [new for *_page, new in answers] == [1]
    assert subjects_to(mia.email) == subjects_to(noor.email) == ["Log ind med din adgangskode"]
    assert subjects_to("ukendt@borger.example") == ["Der er ingen konto med din adresse"]


@pytest.mark.parametrize("who", ["mia", "root", "noor"])
def test_no_code_lets_in_anybody_with_a_role_or_a_password(request, who):
    person = request.getfixturevalue(who)
    if who == "noor":
        set_password(by=person, password=PASSWORD)
    client = Client()
    client.post(ASK, {"email": person.email})
    for guess in ("", "None", "000000"):
        client.post(CODE, {"code": guess})
    assert "_auth_user_id" not in client.session
    assert "Koden er" not in OutboxMail.objects.latest("id").text


def test_three_wrong_codes_are_enough(gry):
    client = Client()
    client.post(ASK, {"email": gry.email})
    for _ in range(3):
        client.post(CODE, {"code": "forkert"})
    client.post(CODE, {"code": code_to(gry.email)})
    assert "_auth_user_id" not in client.session


def test_a_code_lives_a_quarter_of_an_hour_and_in_its_own_browser(gry):
    client = Client()
    client.post(ASK, {"email": gry.email})
    code = code_to(gry.email)
    assert "_auth_user_id" not in _after_posting(Client(), code).session
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert "_auth_user_id" not in _after_posting(client, code).session


def _after_posting(client: Client, code: str) -> Client:
    client.post(CODE, {"code": code})
    return client


def test_there_is_an_end_to_asking_known_or_not(gry):
    for email in (gry.email, "ukendt@borger.example"):
        statuses = [Client().post(ASK, {"email": email}).status_code for _ in range(6)]
        letters = OutboxMail.objects.filter(to_address=email).count()
        assert (statuses[:3], statuses[-1], letters) == ([302] * 3, 200, 3)


def test_the_code_is_not_kept_once_the_letter_has_gone(gry, settings):
    settings.DEMO = False
    Client().post(ASK, {"email": gry.email})
    code = code_to(gry.email)
    deliver_mail()
    letter = OutboxMail.objects.get(to_address=gry.email)
    assert (letter.text, letter.html, code in letter.subject) == ("", "", False)


def test_the_way_to_it_stands_on_the_sign_in_page():
    page = Client().get("/konto/login/?next=/netvaerk/").content.decode()
    assert "Få en kode på mail (for gæster)" in page
    assert f'href="{ASK}?next=%2Fnetvaerk%2F"' in page
