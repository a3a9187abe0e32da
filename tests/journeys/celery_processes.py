"""A real worker and a real beat on the test's database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from netvaerk import embedded
from tests.house.source import ROOT


@contextmanager
def running_celery(folder: Path, **environment: str) -> Iterator[list[subprocess.Popen]]:
    """Start both, ticking every second; stop both, whatever happens in between."""
    celery = [sys.executable, "-m", "celery", "-A", "netvaerk"]
    commands = [
        [*celery, "worker", "--pool", "solo", "--loglevel", "ERROR", "--without-gossip"],
        [*celery, "beat", "--schedule", str(folder / "beat"), "--loglevel", "ERROR"],
    ]
    surroundings = {
        **os.environ,
        "DATABASE_URL": embedded.database_url(connection.settings_dict["NAME"]),
        "TICK_SECONDS": "1",
        **environment,
    }
    processes = [subprocess.Popen(command, cwd=ROOT, env=surroundings) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
