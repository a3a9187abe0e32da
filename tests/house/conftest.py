"""The marked world: what the shield's walks go through, and what is said meanwhile."""

import logging
from typing import Any

import pytest
from celery import Celery

from netvaerk.people.actions.mail import deliver_mail
from tests.house.marked import Marks, write_everything
from tests.house.world import World, build_world


@pytest.fixture
def marks() -> Marks:
    return Marks()


@pytest.fixture
def said(caplog) -> Any:
    """Everything that is logged, down to the debugging; SQL is not written to a log in earnest."""
    caplog.set_level(logging.DEBUG)
    for name in ("django.db.backends", "asyncio", "factory", "faker", "django.template"):
        caplog.set_level(logging.WARNING, logger=name)
    return caplog


@pytest.fixture
def rung(monkeypatch) -> list[tuple]:
    """The messages to the broker."""
    messages: list[tuple] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, *said, **named: messages.append(said))
    return messages


@pytest.fixture
def marked(db, said, rung, marks, django_capture_on_commit_callbacks) -> World:
    with django_capture_on_commit_callbacks(execute=True):
        world = build_world()
        write_everything(world, marks)
    deliver_mail()
    return world
