"""A crowd in real threads, each with its own connection to the database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connections

from netvaerk.refusals import Refusal

Act = Callable[[], Any]


class Crowd:
    """As many threads as people; each does one act a round, and all are let go together."""

    def __init__(self, pool: ThreadPoolExecutor, size: int) -> None:
        self.pool, self.ready = pool, Barrier(size)

    def do(self, acts: Sequence[Act]) -> list[Any]:
        """What each act gave; None where it was refused. Anything else that fails, fails here."""
        assert len(acts) == self.ready.parties
        waiting = [self.pool.submit(self._act, act) for act in acts]
        return [one.result() for one in waiting]

    def _act(self, act: Act) -> Any:
        self.ready.wait()
        try:
            return act()
        except Refusal:
            return None


@contextmanager
def crowd_of(size: int) -> Iterator[Crowd]:
    """Threads and connections are made once, and closed at the end."""
    with ThreadPoolExecutor(size) as pool:
        crowd = Crowd(pool, size)
        try:
            yield crowd
        finally:
            crowd.do([connections.close_all] * size)
