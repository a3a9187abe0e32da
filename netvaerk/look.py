"""What every page's frame needs to know: whose house this is, and the way round it. No SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Doorway:
    """One link in the main menu."""

    url: str
    label: str
    is_current: bool


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `municipality`, `demo` and the lazy `navigation`."""
    return {
        "municipality": {
            "name": settings.MUNICIPALITY,
            "logo": settings.MUNICIPALITY_LOGO,
            "secretariat_email": settings.SECRETARIAT_EMAIL,
        },
        "demo": settings.DEMO,
        # A function, so that a page without a menu never asks who is signed in.
        "navigation": partial(navigation, request),
    }


def navigation(request: HttpRequest) -> list[Doorway]:
    """The main menu of the person who asks; empty for who isn't signed in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    rooms = [(reverse(name), label) for name, label in _rooms(person)]
    return [Doorway(url, label, _is_current(url, request.path)) for url, label in rooms]


def _rooms(person: Any) -> Iterator[tuple[str, str]]:
    yield "secretariat:front", _("Mit næste skridt")
    yield "networks:network_list", _("Netværk")
    # A guest from outside has a network, not the house.
    if person.is_employee:
        yield "networks:proposal_list", _("Forslag")
        yield "networks:learning_shared", _("Læring")
        yield "offerings:offering_list", _("Tilbud")
        yield "secretariat:relations", _("Forbindelser")
    if person.is_chief:
        yield "secretariat:leadership", _("Ledelse")
    if person.is_secretariat:
        yield "admin:index", _("Sekretariat")
    if settings.DEMO:
        yield "people:mailbox", _("Post")


def _is_current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
