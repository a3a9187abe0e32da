"""`make run`: started, killed with -9, started again and stopped, for real."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg
import pytest

from netvaerk import embedded
from tests.house.data_home import a_folder, await_silence, kill_9, lived_in, processes_of

SERVERS_AND_MODE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "DEMO")


@pytest.fixture
def home(monkeypatch):
    for name in SERVERS_AND_MODE:
        monkeypatch.delenv(name, raising=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(probe.getsockname()[1]))
    with a_folder() as folder:
        yield from lived_in(folder, monkeypatch)


def run():
    return subprocess.Popen(
        [sys.executable, "-m", "netvaerk.run"],
        cwd=embedded.PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def await_ready(running):
    said = []
    for line in running.stdout:
        said.append(line)
        if line.startswith("Netværk is ready"):
            return
    pytest.fail("".join(said))


def status():
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['PORT']}/", timeout=10) as answer:
        return answer.status


def people():
    with psycopg.connect(embedded.database_url()) as connection:
        return connection.execute(
            "SELECT id, email, password FROM people_person ORDER BY 1"
        ).fetchall()


def test_run_survives_kill_9_and_stops_without_a_trace(home):
    running = run()
    await_ready(running)
    assert status() == 200
    before = people()
    assert len(before) >= 7

    kill_9(processes_of(home))
    running.wait()
    await_silence(home)

    running = run()
    await_ready(running)
    assert status() == 200
    assert people() == before

    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 0
    assert processes_of(home) == []


def test_run_leaves_nothing_when_only_the_supervisor_is_killed(home):
    running = run()
    await_ready(running)
    running.kill()
    running.wait()
    await_silence(home)


def test_a_port_in_use_is_said_in_one_line_with_the_remedy(home):
    port = int(os.environ["PORT"])
    with socket.create_server(("127.0.0.1", port)):
        running = run()
        said, _ = running.communicate(timeout=60)
    assert said == f"Port {port} is in use. Choose another: PORT={port + 10} make run\n"
    assert running.returncode == 1
    assert processes_of(home) == []
