"""Where a second factor is required, nobody comes further than to setting it up."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client, override_settings

from netvaerk.people.actions.accounts import set_password
from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.models import Person

PASSWORD = "fire ord der passer dårligt"
SET_UP = "/konto/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _required():
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        yield


def signed_in(person: Person) -> Client:
    set_password(by=person, password=PASSWORD)
    vouch_for_address(person=person)
    client = Client()
    client.post("/konto/login/", {"login": person.email, "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client):
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    return client.post(SET_UP, {"code": code_of(secret)})


@pytest.mark.parametrize("path", ["/", "/netvaerk/", "/admin/", "/min-side/", "/post/", "//admin/"])
def test_without_it_every_page_leads_to_setting_it_up(sanne, path):
    response = signed_in(sanne).get(path)
    assert response.status_code in {302, 404}
    assert response.status_code == 404 or response["Location"] == SET_UP


def test_a_form_is_not_taken_either(sanne):
    response = signed_in(sanne).post("/min-side/", {"language": "en"})
    sanne.refresh_from_db()
    assert (response["Location"], sanne.language) == (SET_UP, "da")


def test_setting_it_up_works_under_the_policy(mia):
    client = signed_in(mia)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    response = client.get(SET_UP)
    page = response.content.decode()
    assert response.status_code == 200
    assert "data:image/svg" in page
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", page)
    assert set_up(client).status_code == 302
    assert client.get("/").status_code == 200


def test_the_next_sign_in_asks_for_the_code(mia):
    set_up(signed_in(mia))
    client = Client()
    said = {"login": mia.email, "password": PASSWORD}
    assert client.post("/konto/login/", said)["Location"].startswith("/konto/2fa/authenticate/")
    assert client.get("/netvaerk/")["Location"].startswith("/konto/login/")


def test_taking_it_away_counts_at_once(mia):
    client = signed_in(mia)
    set_up(client)
    assert client.get("/").status_code == 200
    client.post("/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=mia, type=Authenticator.Type.TOTP).exists()
    assert client.get("/")["Location"] == SET_UP


def test_recovery_codes_alone_are_no_second_factor(mia):
    Authenticator.objects.create(
        user=mia, type=Authenticator.Type.RECOVERY_CODES, data={"seed": generate_totp_secret()}
    )
    assert signed_in(mia).get("/")["Location"] == SET_UP


def test_signing_in_gives_a_new_session(mia):
    set_password(by=mia, password=PASSWORD)
    vouch_for_address(person=mia)
    client = Client()
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted
    client.post("/konto/login/", {"login": mia.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
