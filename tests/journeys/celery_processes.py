"""A real worker and a real beat on the test's database, on a clock that suits the office."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from netvaerk import embedded
from secretariat.models import OfficeHours
from secretariat.queries.office import Office
from tests.house.source import ROOT

USUAL_OFFICE = Office(OfficeHours())
TO_START_UP = timedelta(seconds=20)


def in_the_office(working_days_ahead: int = 0) -> datetime:
    """Now, or the next morning at work; some working days later when told so."""
    moment = USUAL_OFFICE.next_opening(timezone.now())
    for _ in range(working_days_ahead):
        moment = USUAL_OFFICE.next_opening(moment.replace(hour=0) + timedelta(days=1))
    return moment


def just_before_the_digest(working_days_ahead: int) -> datetime:
    """Shortly before the day's letters leave, so that planning comes before gathering."""
    digest = USUAL_OFFICE.latest_digest(in_the_office(working_days_ahead) + timedelta(hours=1))
    return digest - TO_START_UP


@contextmanager
def running_celery(
    folder: Path, at: datetime | None = None, **environment: str
) -> Iterator[list[subprocess.Popen]]:
    """Start both, ticking every second, their clock at `at` (by default when the office is open);
    stop both, whatever happens in between."""
    folder.mkdir(exist_ok=True)
    clock = (at or in_the_office()).isoformat()
    celery = [sys.executable, "-m", "tests.journeys.moved_clock", clock, "-A", "netvaerk"]
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
