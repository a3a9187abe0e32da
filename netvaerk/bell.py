"""Ring for a worker after commit, without the request ever waiting for the broker.

Each ring is only a hint: beat asks for the same work every tick, so a lost ring costs a minute.
"""

import logging
import threading

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)
_asked: set[str] = set()
_ringing: set[str] = set()
_lock = threading.Lock()


def ring_after_commit(task: str) -> None:
    """Ask for the task named `task` (without arguments) once this transaction is committed."""
    transaction.on_commit(lambda: _ring(task))


def _ring(task: str) -> None:
    # One thread per task name: a silent broker holds one thread, never a request.
    with _lock:
        _asked.add(task)
        if task in _ringing:
            return
        _ringing.add(task)
    threading.Thread(target=_publish, args=(task,), daemon=True).start()


def _publish(task: str) -> None:
    while True:
        with _lock:
            if task not in _asked:
                _ringing.discard(task)
                return
            _asked.discard(task)
        try:
            current_app.send_task(task, retry=False, ignore_result=True)
        except Exception as error:  # noqa: BLE001 any broker trouble: beat will ask again
            log.warning("The bell did not ring for %s: %s", task, type(error).__name__)
