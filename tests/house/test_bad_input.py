"""Nothing that is sent to any door is answered with a 500: the walk finds doors and fields itself.

Each argument of a path, each parameter of a query that some page uses, and each field of each form
gets every bad value in turn, from somebody who is let in.
"""

import logging
from collections.abc import Iterator
from copy import copy
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.house.arguments import payload_for
from tests.house.doors import Door, doors, read_table
from tests.house.pages import Page, text_of
from tests.house.test_doors import path_of
from tests.house.world import World, build_world

BAD = {
    "NUL": "a\0b",
    "more than a bigint": "9" * 30,
    "below zero": "-1",
    "very long": "æ" * 20_000,
    "half a UUID": "0000-",
    "not a number": "²٣",
    "half a character": "\ud800",
    "brackets": "http://[",
}
# Those who together are let in everywhere; the first that the table lets in tries the door.
KNOCKERS = ["leader", "own", "chief", "reference", "lead", "employee", "member", "root", "anon"]
# What no page's link or form shows: Django's admin and htmx read these too.
UNSEEN = {"page", "p", "o", "e", "q", "next", "_popup", "_to_field", "_changelist_filters", "all"}
UNSEEN |= {"id__exact", "title__startswith", "nonsense__gt", "term", "app_label", "field_name"}
FOUND = {"200", "302", "422"}


@pytest.fixture
def world(db, caplog) -> World:
    caplog.set_level(logging.CRITICAL, logger="django")
    return build_world()


@pytest.fixture
def knockers(world: World) -> dict[str, Client]:
    found = {}
    for role in KNOCKERS:
        found[role] = Client(raise_request_exception=False)
        if person := world.people[role]:
            found[role].force_login(person)
    return found


def somebody_let_in(door: Door, method: str, clients: dict[str, Client]) -> Client:
    answers = read_table()[method, door.name]
    allowed = (role for role in KNOCKERS if answers[role] in FOUND)
    return clients[next(allowed, "root")]


def tried(client: Client, address: str, data: Any = None, **extra: Any) -> HttpResponse:
    """The answer; whatever was done is undone."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        if data is None:
            response = client.get(address, **extra)
        else:
            response = client.post(address, data, "application/x-www-form-urlencoded", **extra)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def encoded(fields: dict[str, Any]) -> str:
    return "&".join(f"{quote(name)}={escaped(str(value))}" for name, value in fields.items())


def escaped(value: str) -> str:
    """As a rude browser sends it: half a character is no UTF-8."""
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def wrong(response: HttpResponse, *what: str) -> Iterator[str]:
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        yield " ".join([*what, repr(error[1])[:160] if error else str(response.status_code)])


def test_no_path_breaks_a_door(world, knockers):
    found = []
    for door in doors():
        if not door.arguments or door.name.startswith("/"):
            continue
        good = path_of(door, world)
        for method in ("GET", "POST"):
            client = somebody_let_in(door, method, knockers)
            for at, part in enumerate(good.split("/")):
                if not part or part in door.route.split("/"):
                    continue
                for name, value in BAD.items():
                    parts = good.split("/")
                    parts[at] = escaped(value[:300])
                    data = "" if method == "POST" else None
                    response = tried(client, "/".join(parts), data)
                    found += wrong(response, method, door.name, name)
    assert found == []


def test_no_query_breaks_a_page(world, knockers):
    pages = {}
    for door in doors():
        client = somebody_let_in(door, "GET", knockers)
        pages[door.name] = client, path_of(door, world)
    seen = {name: set(UNSEEN) for name in pages}
    for name, (client, address) in pages.items():
        page = Page(address, text_of(tried(client, address)))
        asked = [link for link in page.links if urlsplit(link).path == address]
        seen[name] |= {key for link in asked for key in parse_qs(urlsplit(link).query)}
        seen[name] |= {key for form in page.forms if form.method == "get" for key in form.fields}
    found = []
    for name, (client, address) in pages.items():
        for what, value in BAD.items():
            together = "&".join(f"{key}={escaped(value[:300])}" for key in sorted(seen[name]))
            found += wrong(tried(client, f"{address}?{together}"), name, "all of them", what)
        # What stops at the first wrong parameter hides the others: each by itself.
        for key in sorted(seen[name] - UNSEEN | {"page", "p", "q"}):
            response = tried(client, f"{address}?{key}={'9' * 30}")
            found += wrong(response, name, key)
    assert found == []


def forms_of(world: World, knockers: dict) -> Iterator[tuple[Client, str, str, dict[str, str]]]:
    """Every form of every page, and what the world knows would do something."""
    told = set()
    for door in doors():
        address = path_of(door, world)
        if payload := payload_for(door, world):
            client = somebody_let_in(door, "POST", knockers)
            fields = {key: v[0] if isinstance(v, list) else v for key, v in payload.items()}
            yield client, door.name, address, fields
        client = somebody_let_in(door, "GET", knockers)
        for form in Page(address, text_of(tried(client, address))).forms:
            key = (form.action, tuple(form.fields))
            if form.method == "post" and key not in told:
                told.add(key)
                yield client, door.name, form.action, form.fields


def test_no_field_breaks_a_form(world, knockers):
    found = []
    for client, name, address, fields in forms_of(world, knockers):
        for what, value in BAD.items():
            body = encoded({**fields, **dict.fromkeys(fields, value)})
            found += wrong(tried(client, address, body), name, address, "all of them", what)
        for key in fields:
            body = encoded({**fields, key: BAD["NUL"]})
            found += wrong(tried(client, address, body), name, address, key)
        twice = "&".join(encoded({f"{key}[]": "x", f"{key}": ""}) for key in fields)
        found += wrong(tried(client, address, f"{encoded(fields)}&{twice}"), name, "arrays")
        found += wrong(tried(client, address, ""), name, address, "nothing at all")
    assert found == []


def test_ten_megabytes_in_any_text_are_answered_in_words(world, knockers):
    pasted = "a" * (10 * 1024 * 1024)
    found = []
    for client, name, address, fields in forms_of(world, knockers):
        if name.startswith("networks:") and (key := _longest_text(fields)):
            response = tried(client, address, encoded({**fields, key: pasted}))
            found += wrong(response, name, address, key)
    assert found == []


def _longest_text(fields: dict[str, str]) -> str:
    texts = ("text", "reason", "note", "learned", "why", "sentence", "understanding", "title")
    return next((key for key in texts if key in fields), "")


ODD_HEADERS = {
    "HX-Request": "true",
    "HX-Current-URL": "http://[",
    "HX-Trigger-Name": "a\0b",
    "Origin": "http://[",
    "Referer": "http://[",
    "Accept-Language": "²" * 200,
    "X-Forwarded-For": "nobody",
    "If-Modified-Since": "yesterday",
    "Cookie": '__Host-session=a; messages="\\000"; csrftoken="\\000"; sessionid="\\000b"',
}


@pytest.mark.parametrize("header", ODD_HEADERS)
def test_no_header_breaks_a_page(world, knockers, header):
    found = []
    headers = {"HX-Request": "true", header: ODD_HEADERS[header]}
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for door in doors():
        if door.name.startswith(("networks:", "people:", "secretariat:")):
            address = path_of(door, world)
            client = somebody_let_in(door, "GET", knockers)
            found += wrong(tried(client, address, headers=headers), "GET", door.name)
            found += wrong(tried(strict, address, "why=x", headers=headers), "POST", door.name)
    assert found == []


def test_a_body_that_is_no_form_is_refused_in_words(world, knockers):
    address = path_of(next(one for one in doors() if one.name == "networks:learning_new"), world)
    bodies = {
        "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="a',
        "multipart/form-data": b"nothing",
        "multipart/form-data; boundary=x; charset=utf-7": b"--x--",
        "application/x-www-form-urlencoded; charset=utf-16": b"learned=x",
        "application/json": b"{",
        "nonsense": b"\xff\xfe",
    }
    for kind, body in bodies.items():
        response = knockers["leader"].generic("POST", address, body, content_type=kind)
        assert response.status_code < 500, kind


@pytest.mark.parametrize("text", ['""', ";;;", ",", "\r\n", '"', "uuid;" * 9, "a\0b", "\ud7ff"])
@pytest.mark.parametrize("file", ["units_csv", "people_csv"])
def test_no_file_breaks_the_import(world, knockers, file, text):
    body = encoded({file: text, "confirm": "1"})
    response = tried(knockers["lead"], "/admin/people/person/hent-organisation/", body)
    assert list(wrong(response)) == []
