"""Real processes that a proof starts and kills; none of them outlives it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from netvaerk import embedded
from netvaerk.embedded.lifeline import dying_with_parent
from tests.house.source import ROOT

Process = subprocess.Popen[str]


def start(*command: str, environment: dict[str, str] | None = None, **more: Any) -> Process:
    """Start python in a group of its own, on the test's database."""
    url = embedded.database_url(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **(environment or {})},
        text=True,
        start_new_session=True,
        preexec_fn=dying_with_parent(),
        **more,
    )


def kill(process: Process) -> None:
    """kill -9, with all its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def running(*command: str, **more: Any) -> Iterator[Process]:
    process = start(*command, **more)
    try:
        yield process
    finally:
        kill(process)


@contextmanager
def running_relay(file: Path, *, pause: float) -> Iterator[int]:
    """The relay that notes in the file what it takes; yields its port."""
    module = "tests.proofs.relay"
    with running("-m", module, str(file), str(pause), stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield int(process.stdout.readline())


class Worker:
    """A worker of four children, and a beat that ticks every five seconds, on another clock."""

    def __init__(self, folder: Path, at: datetime, port: int) -> None:
        self.children, self.ready = folder / "children", folder / "ready"
        self.children.mkdir()
        self.offset = at.timestamp() - time.time()
        self.zone, self.folder = at.tzinfo, folder
        self.environment = {"TICK_SECONDS": "5", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        self.dice, self.kills, self.gave_up = random.SystemRandom(), 0, 0
        self.process = self._worker()
        self.beat = self._celery("beat", "--schedule", str(folder / "beat"))

    def now(self) -> datetime:
        """On the worker's clock."""
        return datetime.fromtimestamp(time.time() + self.offset, self.zone)

    def _celery(self, *command: str) -> Process:
        here = ("-m", "tests.proofs.celery_here", self.now().isoformat(), str(self.folder))
        # A killed child is what celery calls an error; here it is the day's work.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": (self.folder / "celery.log").open("a")}
        return start(*here, "-A", "netvaerk", *command, environment=self.environment, **quiet)

    def _worker(self) -> Process:
        return self._celery("worker", "--pool", "prefork", "--concurrency", "4", "--without-gossip")

    def kill_a_child(self) -> set[str]:
        """One of the children at random; returns its number."""
        victim = self.dice.choice(self.await_children())
        with suppress(ProcessLookupError):
            os.kill(int(victim.name), signal.SIGKILL)
        victim.unlink()
        self.kills += 1
        return {victim.name}

    def kill_all(self, *, clock_ahead: float = 0) -> set[str]:
        """The whole worker, as when a machine stops; another is started, on a later clock even."""
        self.offset += clock_ahead
        self.kills += 1
        return self._start_again()

    def _start_again(self) -> set[str]:
        victims = list(self.children.iterdir())
        kill(self.process)
        for file in (*victims, self.ready):
            file.unlink(missing_ok=True)
        self.process = self._worker()
        return {victim.name for victim in victims}

    def tend(self) -> None:
        """Celery gives up when children die while it starts; its keeper starts it again."""
        if self.process.poll() is not None:
            self.gave_up += 1
            self._start_again()

    def await_children(self) -> list[Path]:
        deadline = time.monotonic() + 60
        while not (self.ready.exists() and (children := list(self.children.iterdir()))):
            assert time.monotonic() < deadline, "the worker has no children"
            self.tend()
            time.sleep(0.05)
        return children

    def stop(self) -> None:
        kill(self.beat)
        kill(self.process)


@contextmanager
def running_worker(folder: Path, at: datetime, port: int) -> Iterator[Worker]:
    worker = Worker(folder, at, port)
    try:
        yield worker
    finally:
        worker.stop()
