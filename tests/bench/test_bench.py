"""The bench itself, in a town of five hundred: the rows are allowed, no page is left out."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from netvaerk import clock
from networks.models import LearningEntry, Network
from secretariat.actions.content import install_content
from tests.bench.cast import BIGGEST, onlookers
from tests.bench.house import House
from tests.bench.looking import look
from tests.bench.measuring import measure
from tests.bench.report import Verdict, table
from tests.bench.seed import seed
from tests.bench.sizes import TINY
from tests.bench.sql import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bench.urls")]


# Between them they see nearly everything; the bench itself asks more.
EYES = ("leader", "chief", "lead")


@pytest.fixture
def _connection_stays() -> Iterator[None]:
    """As Django's own test client has it: a request doesn't end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def house(settings, _connection_stays) -> Iterator[House]:
    """Seeded in the test's own transaction: every constraint is asked before the rows stay."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    install_content()
    seed(TINY, say=lambda _text: None)
    house = House("tiny", connections["default"])
    with clock.set_to(NOW):
        house.let_in(onlookers(TINY.people))
        yield house


def test_seeding_gives_what_was_asked_for_and_a_quarter_to_the_biggest_network(house):
    counted = {model.__name__: model.objects.count() for model in (LearningEntry, Network)}
    assert counted == {"LearningEntry": TINY.learning, "Network": TINY.networks}
    assert LearningEntry.objects.filter(network=BIGGEST).count() == TINY.learning // 4


def test_every_door_of_the_product_has_a_row_or_a_reason(house):
    found = look(house, [], roles=EYES, with_the_desk=False)
    without = [name for name, why in found.shut.items() if "no argument" in why]
    assert without == [], "name the argument in tests/bench/arguments.py"
    assert [one for one in found.broken if not one.startswith("people:pulse")] == []
    assert len({page.door.name for page in found.pages}) > 90


def test_a_page_has_a_row_with_all_of_its_figures(house):
    pages = look(house, [], only="networks:network_list", roles=("leader",)).pages
    measured = measure(pages, house, house, times=1)
    verdicts = [Verdict(one, house.name, house.name) for one in measured]
    printed = table(verdicts)
    assert "networks:network_list" in printed
    assert all(row.sql >= 3 and row.buffers > 0 and row.size > 1000 for row in verdicts)
    assert {one.missing for one in measured} == {""}
