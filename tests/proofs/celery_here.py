"""Run celery on another clock: `python -m tests.proofs.celery_here <moment> <folder> worker ...`.

A worker says when it is ready, by a file in the folder. So does each of its children, under its
number, and to PostgreSQL as well: it can be killed, and it can be told which letters it held.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

import time_machine
from celery.__main__ import main
from celery.signals import worker_init, worker_process_init, worker_ready

from netvaerk.embedded.lifeline import dying_with_parent

if __name__ == "__main__":
    moment, folder = datetime.fromisoformat(sys.argv.pop(1)), Path(sys.argv.pop(1))

    tie = dying_with_parent()

    @worker_init.connect
    def warm_up(**_: object) -> None:
        """A child that is soon killed should spend its life on letters, not on imports."""
        from django.core.mail.backends import smtp  # noqa: F401 it is imported for its effect
        from django.urls import get_resolver

        get_resolver().url_patterns  # noqa: B018 as above

    @worker_process_init.connect
    def say_who(**_: object) -> None:
        tie()
        os.environ["PGAPPNAME"] = str(os.getpid())
        (folder / "children" / str(os.getpid())).touch()

    @worker_ready.connect
    def say_ready(**_: object) -> None:
        (folder / "ready").touch()

    sys.argv[0] = "celery"
    time_machine.travel(moment, tick=True).start()
    sys.exit(main())
