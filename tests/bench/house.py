"""A seeded database that requests can be sent to, and what one request costs there."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception
from django.db import connection, connections
from django.db.utils import load_backend
from django.dispatch import receiver
from django.test import Client, RequestFactory

from netvaerk.people.models import Person
from netvaerk.people.queries import role_word
from tests.bench.cast import INTEGRATION_KEY

PATIENCE = 30  # seconds for one answer, while the pages are looked for


class Late(BaseException):
    """No answer in time; no view may take it for its own trouble."""


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: bytes
    milliseconds: float  # of CPU, ours and the database's
    of_the_database: float
    trouble: str = ""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind.startswith("text/html")


@dataclass
class Statement:
    """One query, with what it takes to be explained."""

    sql: str
    params: Any


@dataclass
class House:
    """One database, entered before it is asked; `visitors` are headers by role."""

    name: str
    wrapper: Any
    visitors: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def backend(self) -> int:
        """The process that works for us in the database."""
        return self.wrapper.connection.info.backend_pid if self.wrapper.connection else 0

    def enter(self) -> None:
        connections["default"] = self.wrapper
        cache.key_prefix = self.name

    def let_in(self, people: dict[str, int]) -> None:
        """Sign each in by a session of their own; whoever has no role is nobody."""
        self.enter()
        cache.clear()
        role_word.hold({})
        # A process asks once in its life which models there are; a page is not to pay for that.
        ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)
        for role, pk in people.items():
            client = Client()
            client.force_login(Person.objects.get(pk=pk))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            self.visitors[role] = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie.value}"}
        self.visitors |= {"anon": {}, "system": {"Authorization": f"Bearer {INTEGRATION_KEY}"}}

    def ask(self, path: str, role: str, *, is_fragment: bool = False) -> Answer:
        """GET through the whole of the middleware; the house must have been entered."""
        environ = _environ(path, self.visitors[role], is_fragment)
        TROUBLE.clear()
        ours, theirs = time.process_time_ns(), _of_process(self.backend)
        response: Any = HANDLER(environ, lambda *_started: None)
        body = b"".join(response)
        response.close()
        ours, theirs = time.process_time_ns() - ours, _of_process(self.backend) - theirs
        kind, trouble = response.headers.get("Content-Type", ""), " ".join(TROUBLE)
        spent = (ours + theirs) / 1e6
        return Answer(response.status_code, kind, body, spent, theirs / 1e6, trouble)

    @contextmanager
    def watched(self) -> Iterator[list[Statement]]:
        """What is asked of the database meanwhile."""
        said: list[Statement] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            said.append(Statement(sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield said


HANDLER = WSGIHandler()
TROUBLE: list[str] = []  # what the last request died of


@receiver(got_request_exception)
def _note_trouble(**_given: Any) -> None:
    kind, error, _trace = sys.exc_info()
    TROUBLE.append(f"{kind.__name__ if kind else ''}: {error}")


def house_of(database: str) -> House:
    """A connection of its own, under the one name that the product knows."""
    given = {**connections["default"].settings_dict, "NAME": database}
    return House(database, load_backend(given["ENGINE"]).DatabaseWrapper(given, "default"))


def _environ(path: str, visitor: dict[str, str], is_fragment: bool) -> dict[str, Any]:
    headers = {**visitor, "Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"}
    if is_fragment:
        headers["HX-Request"] = "true"
    request: Any = RequestFactory().get(path, secure=True, headers=headers)
    return request.environ


def _of_process(pid: int) -> int:
    """Nanoseconds of CPU that the process has had."""
    if not pid:
        return 0
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except OSError:  # a kernel without it counts in hundredths of a second
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 10_000_000


@contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    """`Late` when it takes longer."""

    def stop(_number: int, _frame: Any) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
