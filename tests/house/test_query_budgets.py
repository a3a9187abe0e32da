"""No page asks the database more than it may, whoever opens it; sign-in and session included."""

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from tests.house.doors import clients, doors
from tests.house.test_doors import path_of
from tests.house.world import build_world

BUDGET = 8
OWN = ("networks:", "offerings:", "people:", "secretariat:")


def test_every_page_keeps_its_budget(db):
    world, costs = build_world(), {}
    visitors = clients(world)
    for door in doors():
        if not door.name.startswith(OWN):
            continue
        for role, client in visitors.items():
            reset_queries()  # Django remembers 9000 and would then see no more
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path_of(door, world))
            if response.status_code == 200:
                costs[door.name, role] = len(queries)
    assert len({name for name, _ in costs}) > 20, "hardly a page was shown"
    assert {page: cost for page, cost in costs.items() if cost > BUDGET} == {}
