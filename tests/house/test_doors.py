"""One table of doors: every URL, role and method has an expected answer, and no URL is missing.

`DOORS=write make test ARGS=tests/house/test_doors.py` writes the table anew; read its diff.
"""

import logging

from django.test import Client
from django.urls import reverse

from tests.house.arguments import arguments_for, payload_for
from tests.house.doors import (
    METHODS,
    Door,
    clients,
    doors,
    knock,
    read_table,
    wants_writing,
    write_table,
)
from tests.house.world import ROLES, World, build_world

REFUSED = {"in", "403", "404", "405"}
# allauth adds the row that this world's people lack; the actions give everybody theirs.
WRITES_WHEN_LOOKED_AT = {"account_email"}


def path_of(door: Door, world: World) -> str:
    if door.name.startswith("/"):
        return door.name
    return reverse(door.name, kwargs=arguments_for(door, world))


def test_every_door_answers_as_the_table_says(db, caplog):
    caplog.set_level(logging.CRITICAL, logger="django")  # a thousand refusals are no news here
    world, answers, changed = build_world(), {}, []
    knockers = clients(world)
    for door in doors():
        path = path_of(door, world)
        for method in METHODS:
            row = answers.setdefault((method, door.name), {})
            for role in ROLES:
                said, written = knock(knockers[role], method, path, payload_for(door, world))
                row[role] = said
                only_looked = method == "GET" and door.name not in WRITES_WHEN_LOOKED_AT
                if written and (said in REFUSED or only_looked):
                    changed.append(f"{method} {door.name} as {role}: {written}")
    if wants_writing():
        write_table(answers)
    expected = read_table()
    assert sorted(answers) == sorted(expected), "a URL is missing from the table, or gone"
    wrong = [
        f"{method} {name} as {role}: {row[role]}, the table says {expected[method, name][role]}"
        for (method, name), row in answers.items()
        for role in ROLES
        if row[role] != expected[method, name][role]
    ]
    assert wrong == []
    assert changed == []


def test_refused_and_missing_look_the_same(db):
    """Somebody else's network and one that does not exist give the same page to a guest."""
    world = build_world()
    client = Client()
    client.force_login(world.people["guest"])
    for name in ("network_detail", "member_list", "learning_list", "direction_detail"):
        refused = client.get(reverse(f"networks:{name}", args=[world.network.slug]))
        missing = client.get(reverse(f"networks:{name}", args=["findes-ikke"]))
        assert (refused.status_code, missing.status_code) == (404, 404)
        assert refused.content == missing.content
