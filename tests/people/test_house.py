"""What other pages and the operator ask for."""

import socket
import time
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from kombu import Connection

from netvaerk import clock
from netvaerk.celery import app
from netvaerk.mail import Letter
from netvaerk.people.actions.heartbeat import beat, stumble
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import Part
from netvaerk.people.models import OutboxMail
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


NOON = datetime(2026, 9, 7, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
RUNS = {"planner": "ok", "worker": "ok", "smtp": "ok", "queue": "ok"}


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at_work(noon):
    for part in Part:
        beat(part)


def post_health(client):
    answer = client.get("/sundhed/post/")
    return answer.status_code, answer.json()


def a_letter(to):
    return queue_mail(to=to, cause="x", kind="x", letter=Letter("Hemmeligt", ["Tekst"], "Fordi"))


def test_the_post_is_well_while_its_parts_work(client, at_work):
    assert post_health(client) == (200, {**RUNS, "waiting": 0, "oldest_minutes": 0})


def test_the_post_that_has_never_worked_says_so(client, db, noon):
    status, parts = post_health(client)
    assert (status, parts["planner"], parts["worker"], parts["smtp"]) == (
        503,
        "never",
        "never",
        "ok",
    )


@pytest.mark.parametrize("dead", [Part.PLANNER, Part.WORKER])
def test_the_post_is_not_well_five_minutes_after_a_part_has_stopped(client, at_work, noon, dead):
    alive = Part.WORKER if dead == Part.PLANNER else Part.PLANNER
    noon.shift(timedelta(minutes=5))
    beat(alive)
    assert post_health(client)[0] == 200
    noon.shift(timedelta(seconds=1))
    status, parts = post_health(client)
    assert (status, parts[dead], parts[alive]) == (503, "silent", "ok")


def test_a_mail_server_that_stumbles_is_a_fault_when_letters_have_waited_for_it(
    client, at_work, noon, mia
):
    letter = a_letter(mia)
    OutboxMail.objects.filter(pk=letter.pk).update(reason="Connection refused")
    noon.shift(timedelta(minutes=1))
    stumble(Part.SMTP, "[Errno 111] relay.intern.example")
    status, parts = post_health(client)
    assert (status, parts["smtp"]) == (200, "stumbles")
    noon.shift(timedelta(minutes=15))
    beat(Part.PLANNER)
    beat(Part.WORKER)
    # Tried again and again: it is never long overdue, and has waited all the same.
    OutboxMail.objects.filter(pk=letter.pk).update(next_attempt_at=clock.now())
    status, parts = post_health(client)
    assert (status, parts["smtp"], parts["queue"]) == (503, "away", "ok")
    beat(Part.SMTP)
    assert post_health(client)[0] == 200


def test_letters_that_should_have_left_a_quarter_ago_are_not_well(client, at_work, noon, mia):
    a_letter(mia)
    noon.shift(timedelta(minutes=16))
    for part in Part:
        beat(part)
    status, parts = post_health(client)
    assert (status, parts) == (503, {**RUNS, "queue": "old", "waiting": 1, "oldest_minutes": 16})


def test_letters_for_tomorrow_make_nobody_ill(client, at_work, mia):
    letter = a_letter(mia)
    tomorrow = clock.now() + timedelta(days=1)
    OutboxMail.objects.filter(pk=letter.pk).update(
        next_attempt_at=tomorrow, dated_at=NOON - timedelta(days=2)
    )
    assert post_health(client) == (200, {**RUNS, "waiting": 0, "oldest_minutes": 0})


def test_the_posts_health_tells_no_names_and_no_secrets(client, at_work, noon, mia):
    a_letter(mia)
    noon.shift(timedelta(minutes=20))
    stumble(Part.SMTP, "535 relay.intern.example: hemmelig")
    answer = client.get("/sundhed/post/")
    said = answer.content.decode()
    assert [word for word in ("relay", "hemmelig", "535", "mia", "Hemmeligt") if word in said] == []
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_posts_health_takes_two_queries(client, at_work, mia, django_assert_num_queries):
    a_letter(mia)
    with django_assert_num_queries(2):
        client.get("/sundhed/post/")


def test_dead_post_does_not_take_the_pages_down(client, db, noon):
    assert client.get("/sundhed/").status_code == 200
