"""The door: the municipality's own addresses, and nobody learns who has an account."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from netvaerk.people.actions.accounts import AddressTaken, NotInvited, register_person
from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from tests.people.post import newest_link_to, subjects_to

PASSWORD = "hest cykel paraply"
SIGNUP = "/konto/signup/"
REFUSED = (
    "Brug din arbejdsmail, der ender på @demo.example. "
    "Er du inviteret udefra, så åbn linket i invitationen igen."
)

pytestmark = pytest.mark.django_db


def sign_up(client, email="ny@demo.example", **changed):
    said = {"first_name": "Ny", "last_name": "Kollega", "email": email, "password1": PASSWORD}
    return client.post(SIGNUP, {**said, **changed})


def test_a_municipal_address_becomes_an_employee_once_confirmed(client):
    response = sign_up(client, "Ny@Demo.example")
    assert response.url == reverse("account_email_verification_sent")
    person = Person.objects.get()
    assert (person.email, person.name, person.roles) == (
        "ny@demo.example",
        "Ny Kollega",
        [Role.EMPLOYEE],
    )
    assert subjects_to("ny@demo.example") == ["Bekræft din mailadresse"]
    assert not EmailAddress.objects.get(user=person).verified
    assert not client.session.get("_auth_user_id")

    link = newest_link_to("ny@demo.example")
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get(user=person).verified, "a mail scanner only looks"
    client.post(link)
    assert EmailAddress.objects.get(user=person).verified
    client.post("/konto/login/", {"login": "ny@demo.example", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_up_is_in_the_audit_trail(client):
    sign_up(client)
    person = Person.objects.get()
    entry = AuditEntry.objects.get(verb="register_person")
    assert (entry.by, entry.subject_id) == (person, str(person.pk))


@pytest.mark.parametrize(
    "email", ["noor@borger.example", "x@demo.example.evil", "x@sub.demo.example"]
)
def test_an_address_from_outside_is_refused_in_words(client, email):
    response = sign_up(client, email)
    assert response.context["form"].errors == {"email": [REFUSED]}
    assert (Person.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_a_guest_who_is_known_gets_the_same_refusal_as_one_who_is_not(client, noor):
    known = sign_up(client, noor.email).context["form"].errors
    assert known == sign_up(client, "ukendt@borger.example").context["form"].errors


def test_a_known_address_answers_as_an_unknown_one_with_one_letter_each(client, mia):
    answers = []
    for email in (mia.email, "ukendt@demo.example"):
        client.cookies.clear()
        response = sign_up(client, email)
        answers.append((response.status_code, response.url, client.get(response.url).content))
    assert answers[0] == answers[1]
    assert subjects_to(mia.email) == ["Du har allerede en konto"]
    assert subjects_to("ukendt@demo.example") == ["Bekræft din mailadresse"]
    assert Person.objects.get(pk=mia.pk).password == mia.password


def test_a_forgotten_password_answers_the_same_for_known_and_unknown(client, mia):
    answers = []
    for email in (mia.email, "ukendt@demo.example"):
        client.cookies.clear()
        response = client.post("/konto/password/reset/", {"email": email})
        answers.append((response.status_code, response.url))
    assert answers[0] == answers[1]
    assert subjects_to(mia.email) == ["Vælg en ny adgangskode"]
    assert subjects_to("ukendt@demo.example") == ["Der er ingen konto med din adresse"]


def test_an_imported_person_chooses_a_password_by_letter_and_is_in(client, mia):
    """No second letter: the first one has shown that the address is theirs."""
    EmailAddress.objects.create(user=mia, email=mia.email, primary=True, verified=True)
    client.post("/konto/password/reset/", {"email": mia.email})
    form = client.get(newest_link_to(mia.email), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert AuditEntry.objects.filter(verb="set_password", by=mia).count() == 1
    client.post("/konto/login/", {"login": mia.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(mia.pk)


def test_all_letters_leave_by_the_outbox(client, mia):
    sign_up(client)
    client.post("/konto/password/reset/", {"email": mia.email})
    assert mail.outbox == []
    assert list(OutboxMail.objects.values_list("kind", flat=True)) == ["account", "account"]
    assert OutboxMail.objects.get(to_address=mia.email).recipient == mia


def test_a_link_never_leads_to_a_host_that_a_request_claims(client, settings, mia):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/konto/password/reset/", {"email": mia.email}, headers={"host": "evil.example"})
    letter = OutboxMail.objects.get()
    assert f"{settings.SITE_URL}/konto/password/reset/key/" in letter.text
    assert "evil" not in letter.text + letter.html


def test_the_form_says_what_is_missing(client):
    response = sign_up(client, first_name="", password1="kort")
    assert set(response.context["form"].errors) == {"first_name", "password1"}


def test_nobody_signs_up_where_no_address_may_and_nobody_is_invited(client, settings):
    settings.SIGNUP_DOMAINS = []
    assert "Her er lukket for nye konti" in client.get(SIGNUP).content.decode()
    sign_up(client)
    assert Person.objects.count() == 0


def test_the_action_itself_keeps_the_door(db):
    said = {"first_name": "A", "last_name": "B", "password": PASSWORD}
    with pytest.raises(NotInvited):
        register_person(email="noor@borger.example", **said)
    register_person(email="ny@demo.example", **said)
    with pytest.raises(AddressTaken):
        register_person(email="NY@demo.example", **said)
    assert Person.objects.count() == 1


def test_a_second_click_is_answered_like_any_known_address(client, monkeypatch):
    """Both clicks found the address free; the second to write finds it taken."""
    sign_up(client)
    client.cookies.clear()
    monkeypatch.setattr(
        "netvaerk.people.forms.SignupForm.validate_unique_email", lambda form, value: value
    )
    response = sign_up(client)
    assert response.url == reverse("account_email_verification_sent")
    assert Person.objects.count() == 1


def test_nobody_changes_their_address_by_themselves(client, mia):
    client.force_login(mia)
    response = client.post("/konto/email/", {"action_add": "", "email": "mia@privat.example"})
    assert "Skriv til sekretariatet" in response.content.decode()
    assert EmailAddress.objects.filter(email="mia@privat.example").count() == 0


def test_too_many_tries_are_stopped_and_told(client, mia):
    for _ in range(6):
        response = client.post("/konto/login/", {"login": mia.email, "password": "gæt"})
    assert "Vent fem minutter" in response.content.decode()
