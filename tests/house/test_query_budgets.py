"""No page asks the database more than it may, whoever opens it; sign-in and session included."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.doors import clients, doors
from tests.house.test_doors import path_of
from tests.house.world import build_world

BUDGET = 8
# Pages that need more, each with its reason.
MORE: dict[str, int] = {}
OWN = ("networks:", "offerings:", "people:", "secretariat:")


def test_every_page_keeps_its_budget(db):
    world = build_world()
    over = {}
    for door in doors():
        if not door.name.startswith(OWN):
            continue
        for role, client in clients(world).items():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(path_of(door, world))
            if response.status_code == 200 and len(queries) > MORE.get(door.name, BUDGET):
                over[door.name, role] = len(queries)
    assert over == {}
