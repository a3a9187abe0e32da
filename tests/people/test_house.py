"""What other pages and the operator ask for."""

import socket
import time
from functools import partial

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from kombu import Connection

from netvaerk.celery import app
from tests.conftest import sign_in
from tests.factories.people import OrgUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db


def options(client, text):
    return [person.first_name for person in client.get("/personer/", {"q": text}).context["people"]]


@pytest.fixture
def unit():
    return OrgUnitFactory(name="Børn & Unge")


def test_a_colleague_is_offered_by_address_and_place(client, mia, unit):
    PersonFactory(first_name="Åse", last_name="O'Hara <b>", unit=unit)
    answer = sign_in(client, mia).get("/personer/", {"q": "ås"}).content.decode().strip()
    assert answer == (
        '<option value="åse@demo.example">Åse O&#x27;Hara &lt;b&gt;, Børn &amp; Unge</option>'
    )


def test_each_word_begins_a_name_or_the_address(client, mia, unit):
    PersonFactory(first_name="Anne Grethe", last_name="Holm", email="agh@demo.example", unit=unit)
    sign_in(client, mia)
    for text in ("an", "greth", "holm anne", "AGH"):
        assert options(client, text) == ["Anne Grethe"], text
    for text in ("nne", "holm bo", "a", "", "%%", "__"):
        assert options(client, text) == [], text


def test_guests_and_those_who_have_left_are_not_offered(client, mia, noor):
    PersonFactory(first_name="Noora", is_active=False)
    assert options(sign_in(client, mia), "noor") == []


def test_ten_are_enough_and_they_come_in_danish_order(client, mia, unit):
    for name in ["Åx", "Øx", "Æx", "Zx"]:
        PersonFactory(first_name=name, last_name="Sand", unit=unit)
    assert options(sign_in(client, mia), "sand") == ["Zx", "Æx", "Øx", "Åx"]
    for number in range(8):
        PersonFactory(first_name=f"P{number}", last_name="Sand", unit=unit)
    assert len(options(client, "sand")) == 10


def test_the_field_that_was_typed_in_may_have_any_name(client, mia):
    answer = sign_in(client, mia).get(
        "/personer/", {"leader": "mia"}, headers={"HX-Request": "true", "HX-Trigger-Name": "leader"}
    )
    assert "mia@demo.example" in answer.content.decode()


def test_a_guest_cannot_look_colleagues_up(client, noor, mia):
    assert sign_in(client, noor).get("/personer/", {"q": "mia"}).status_code == 404
    client.logout()
    assert client.get("/personer/", {"q": "mia"}).status_code == 302


def test_the_statement_on_accessibility_is_one_step_away(client, settings):
    settings.ACCESSIBILITY_STATEMENT_URL = "https://was.digst.dk/eksempel"
    assert client.get("/was/").url == "https://was.digst.dk/eksempel"


def test_health_is_public_and_short(client):
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "ok", "migrations": "ok", "broker": "ok"},
    )
    assert "no-cache" in answer.headers["Cache-Control"]


def test_a_missing_migration_is_not_well(client):
    MigrationRecorder.Migration.objects.filter(app="people").delete()
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


def test_a_database_that_is_away_is_not_well(client, monkeypatch):
    from django.db import OperationalError

    def refuse(*_):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()["database"]) == (503, "away")


@pytest.fixture
def silent_server():
    """Takes the call and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("kind", ["refused", "silent"])
def test_without_the_broker_the_pages_still_work(client, monkeypatch, silent_server, kind):
    port = silent_server if kind == "silent" else 1
    away = partial(Connection, f"redis://127.0.0.1:{port}/0")
    monkeypatch.setattr(app, "connection_for_write", away)
    before = time.monotonic()
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()["broker"]) == (200, "away")
    assert time.monotonic() - before < 10, "it waits for nobody"
