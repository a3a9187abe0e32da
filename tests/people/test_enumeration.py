"""Known and unknown addresses are answered alike: status, page, letters, and the heavy work."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from netvaerk.people.models import OutboxMail
from tests.networks.rooms import as_seen

PASSWORD = "fire ord der passer dårligt"
NAMES = {"first_name": "A", "last_name": "B", "password1": PASSWORD}


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        ("/konto/password/reset/", "email", {}),
        ("/konto/signup/", "email", NAMES),
        ("/konto/login/", "login", {"password": PASSWORD}),
    ],
)
def test_nobody_learns_who_is_here(mia, monkeypatch, address, field, more):
    hashed, encode = [], Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda *said: hashed.append(1) or encode(*said)
    )
    answers = set()
    for email in (mia.email, "ukendt@demo.example"):
        hashed.clear()
        letters = OutboxMail.objects.count()
        response = Client().post(address, {**more, field: email})
        page = as_seen(response.content).replace(email, "")
        new = OutboxMail.objects.count() - letters
        answers.add((response.status_code, response.get("Location"), page, new, len(hashed)))
    assert len(answers) == 1


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example/", "/\\evil", "http://["]
)
def test_nobody_is_led_away_from_the_house(mia, place):
    client = Client()
    client.force_login(mia)
    response = client.post("/konto/logout/", {"next": place})
    assert response["Location"] == "/"
