"""The one clock: every moment the product writes or compares with comes from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The present moment, timezone-aware."""
    return _set_to.get() or timezone.now()


def local_now() -> datetime:
    """The present moment on a clock in Copenhagen."""
    return timezone.localtime(now())


def today() -> date:
    """The present day in Copenhagen."""
    return local_now().date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let time stand at `moment`, so that the demo's past is told through the real actions."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
