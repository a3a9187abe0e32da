"""What the desk knows of the audit trail, which a room above keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Model

from netvaerk.words import Words


@dataclass(frozen=True)
class Deed:
    """ "Karen Holm: gav et tilbud", and when."""

    who: Words
    what: str
    at: datetime


@dataclass(frozen=True)
class Trail:
    """`history(object, page)` gives a page of Deeds; `note_export` remembers that a list left."""

    history: Callable[[Model, Any], Page]
    note_export: Callable[..., Any]


_kept: list[Trail] = []


def keep_trail(trail: Trail) -> None:
    """Let a room keep the trail; called from its AppConfig.ready()."""
    _kept[:] = [trail]


def trail() -> Trail:
    return _kept[0]
