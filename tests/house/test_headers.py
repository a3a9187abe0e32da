"""Strict headers on every answer, errors and refusals included, with production's own settings."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from netvaerk.people.models import Person
from tests.house.doors import doors
from tests.house.production import INVENTED, production_settings, said_by_settings
from tests.house.test_doors import path_of
from tests.house.world import World, build_world

HOST = "netvaerk.kommune.example"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def world(db) -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _production(caplog):
    caplog.set_level(logging.CRITICAL, logger="django")
    with override_settings(**{**production_settings(), "SECOND_FACTOR_REQUIRED": False}):
        yield


def browser(person: Person | None = None, *, is_secure: bool = True, **options) -> Client:
    """As the proxy in front of production passes a browser's requests on."""
    headers = {"X-Forwarded-Proto": "https"} if is_secure else {}
    client = Client(headers=headers, SERVER_NAME=HOST, raise_request_exception=False, **options)
    if person:
        client.force_login(person)
    return client


def lacking(response) -> list[str]:
    """What is wrong with the headers of an answer."""
    wrong = [name for name, value in ALWAYS.items() if response.headers.get(name) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    said = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    if said != POLICY:
        wrong.append("Content-Security-Policy")
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    who = getattr(response.wsgi_request, "user", None)
    is_kept = "no-store" not in response.headers.get("Cache-Control", "")
    if who is not None and who.is_authenticated and is_kept:
        wrong.append("no-store")
    return wrong


@pytest.mark.parametrize("role", ["anon", "leader", "lead"])
def test_every_door_answers_with_strict_headers(world, role):
    client, wrong = browser(world.people[role]), {}
    for door in doors():
        with transaction.atomic():
            response = client.get(path_of(door, world))
            transaction.set_rollback(True)
        if found := lacking(response):
            wrong[door.name] = (response.status_code, found)
    assert wrong == {}


def test_whatever_goes_wrong_has_them_too(world, monkeypatch):
    def fails(*_args, **_named):
        raise RuntimeError

    leader = browser(world.people["leader"])
    strict = browser(world.people["leader"], enforce_csrf_checks=True)
    new = reverse("networks:learning_new", args=[world.network.slug])
    answers = {
        404: leader.get("/findes/ikke/"),
        405: leader.post("/mine-forbindelser/"),
        403: strict.post(new, {"learned": "x"}),
        422: leader.post(new, {"learned": ""}),
        301: leader.get("/netvaerk"),
        400: leader.get("/netvaerk/?ord=%00"),
        413: leader.post(new, {"learned": "a" * 17 * 1024 * 1024}),
        200: leader.get("/static/js/netvaerk.js"),
    }
    monkeypatch.setattr("networks.views.network.filter_choices", fails)
    answers[500] = leader.get("/netvaerk/")
    assert {status: answer.status_code for status, answer in answers.items()} == {
        status: status for status in answers
    }
    wanting = {status: lacking(answer) for status, answer in answers.items()}
    assert wanting == {status: [] for status in answers}


def test_another_host_is_refused_with_them(world):
    response = browser().get("/", SERVER_NAME="evil.example")
    assert (response.status_code, lacking(response)) == (400, [])


def test_without_tls_one_is_led_to_it(world):
    response = browser(is_secure=False).get("/netvaerk/?ord=a")
    assert response["Location"] == f"https://{HOST}/netvaerk/?ord=a"
    # HSTS counts over TLS only (RFC 6797, 7.2).
    assert lacking(response) == ["Strict-Transport-Security"]


def test_the_operators_watch_needs_no_tls(world):
    assert browser(is_secure=False).get("/sundhed/").status_code == 200


def test_cookies_belong_to_this_host_alone(world):
    client = browser(enforce_csrf_checks=True)
    person = world.people["leader"]
    person.set_password("fire ord der ikke hører sammen")
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    page = client.get("/konto/login/")
    token = page.context["csrf_token"]
    said = {"login": person.email, "password": "fire ord der ikke hører sammen"}
    origin = {"Origin": f"https://{HOST}"}
    before = client.cookies.get("__Host-session")
    response = client.post(
        "/konto/login/", {**said, "csrfmiddlewaretoken": str(token)}, headers=origin
    )
    assert (response.status_code, response["Location"]) == (302, "/")
    assert before is None
    for name in ("__Host-session", "__Host-csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
    assert client.cookies["__Host-session"]["httponly"] is True


def test_another_sites_form_is_refused(world):
    client = browser(world.people["leader"], enforce_csrf_checks=True)
    token = str(client.get("/min-side/").context["csrf_token"])
    said = {"language": "en", "csrfmiddlewaretoken": token}
    for headers in ({"Origin": "https://evil.example"}, {"Referer": "https://evil.example/"}, {}):
        assert client.post("/min-side/", said, headers=headers).status_code == 403, headers
    own = {"Origin": f"https://{HOST}"}
    assert client.post("/min-side/", said, headers=own).status_code == 302


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_production_is_never_a_demo(name):
    said = said_by_settings(**INVENTED, **{name: "1"})
    assert said.returncode != 0
    assert ImproperlyConfigured.__name__ in said.stderr


@pytest.mark.parametrize("person", ["lead", "anon"])
def test_the_demos_doors_do_not_exist_in_production(world, person):
    client = browser(world.people[person])
    said = {"email": world.people["leader"].email}
    assert client.post(reverse("people:demo_login"), said).status_code == 404
    assert client.get(reverse("people:mailbox")).status_code in {302, 404}
    assert reverse("people:demo_login") not in client.get("/konto/login/").content.decode()
