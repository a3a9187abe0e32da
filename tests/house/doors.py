"""Every address of the product, and what it answers to each role and method."""

import os
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.house.world import ROLES, World

TABLE = Path(__file__).with_name("doors.txt")
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Door:
    """One pattern of the resolver."""

    name: str
    route: str
    arguments: tuple[str, ...]


def doors() -> list[Door]:
    """Everything the resolver knows, unnamed patterns, admin and allauth included."""
    return sorted(set(_walk(get_resolver().url_patterns, (), "")), key=lambda door: door.name)


def _walk(patterns: list[Any], spaces: tuple[str, ...], prefix: str) -> Iterator[Door]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, inner, route)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else f"/{route}"
            keys = (
                entry.pattern.converters
                if isinstance(entry.pattern, RoutePattern)
                else entry.pattern.regex.groupindex
            )
            yield Door(name, route, tuple(keys))


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """(method, name) → role → answer."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            method, name, *answers = line.split()
            rows[method, name] = dict(zip(ROLES, answers, strict=True))
    return rows


def write_table(rows: dict[tuple[str, str], dict[str, str]]) -> None:
    """Write what the doors answer now, to be read as a whole before it is committed."""
    width = max(len(name) for _, name in rows)
    head = [f"# {role:<11}{words}" for role, words in ROLES.items()]
    head += [
        "#",
        "# in: led to sign-in · 302: led on · 200: shown · 404: does not exist for you",
        "# 403: refused in words · 405: not with this method · 422: the form with its errors",
        "#",
        f"# {'':4} {'':<{width}}  " + " ".join(f"{role[:4]:<4}" for role in ROLES),
    ]
    lines = [
        f"{method:<6} {name:<{width}}  " + " ".join(f"{answers[role]:<4}" for role in ROLES)
        for (method, name), answers in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0]))
    ]
    TABLE.write_text("\n".join([*head, *(line.rstrip() for line in lines)]) + "\n")


def wants_writing() -> bool:
    return os.environ.get("DOORS") == "write"


def clients(world: World) -> dict[str, Client]:
    """A signed-in client for each role."""
    found = {}
    for role, person in world.people.items():
        found[role] = Client()
        if person is not None:
            found[role].force_login(person)
    return found


def knock(client: Client, method: str, path: str, data: dict[str, Any]) -> tuple[str, list[str]]:
    """What the door answers, and what it wrote (sessions apart) before all was rolled back."""
    cookies = copy(client.cookies)
    reset_queries()  # Django remembers 9000 and would then see no more
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = client.get(path) if method == "GET" else client.post(path, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    written = [query["sql"] for query in queries if _writes(query["sql"])]
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith(("/konto/login/", "/admin/login/")):
        return "in", written
    return str(response.status_code), written


def _writes(sql: str) -> bool:
    return sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql
