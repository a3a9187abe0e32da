"""What every page's frame needs to know: whose house this is, and the way round it. No SQL."""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Doorway:
    """One link in the main menu."""

    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class OwnDoorway:
    """One link in a person's own menu."""

    url: str
    label: str
    icon: str


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `municipality`, `demo` and the lazy `navigation` and `own_doorways`."""
    return {
        "municipality": {
            "name": settings.MUNICIPALITY,
            "logo": settings.MUNICIPALITY_LOGO,
            "secretariat_email": settings.SECRETARIAT_EMAIL,
        },
        "demo": settings.DEMO,
        # Functions, so that a page without a menu never asks who is signed in.
        "navigation": partial(navigation, request),
        "own_doorways": partial(own_doorways, request),
    }


def navigation(request: HttpRequest) -> list[Doorway]:
    """The main menu of the person who asks; empty for who isn't signed in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    stands = person.is_employee, person.is_chief, person.is_secretariat
    rooms = _rooms(*stands, settings.DEMO, get_language())
    return [Doorway(url, label, _is_current(url, request.path)) for url, label in rooms]


def own_doorways(request: HttpRequest) -> tuple[OwnDoorway, ...]:
    """What the signed-in person can do about themselves, besides logging out."""
    return _own_doorways(request.user.is_employee, get_language())


# The words and addresses of the menus are on every page and never change: made once a process.


@cache
def _rooms(
    is_employee: bool, is_chief: bool, is_secretariat: bool, is_demo: bool, _language: str
) -> tuple[tuple[str, str], ...]:
    """Address and name of each room that is open to somebody who stands like this."""
    rooms = [("secretariat:front", _("Mit næste skridt")), ("networks:network_list", _("Netværk"))]
    # A guest from outside has a network, not the house.
    if is_employee:
        rooms += [
            ("networks:proposal_list", _("Forslag")),
            ("networks:learning_shared", _("Læring")),
            ("offerings:offering_list", _("Tilbud")),
            ("secretariat:relations", _("Forbindelser")),
        ]
    if is_chief:
        rooms.append(("secretariat:leadership", _("Ledelse")))
    if is_secretariat:
        rooms.append(("admin:index", _("Sekretariat")))
    if is_demo:
        rooms.append(("people:mailbox", _("Post")))
    return tuple((reverse(name), label) for name, label in rooms)


@cache
def _own_doorways(is_employee: bool, _language: str) -> tuple[OwnDoorway, ...]:
    doorways = [
        ("offerings:my_bookings", _("Mine pladser"), "check"),
        ("secretariat:feed_page", _("Min kalender"), "calendar"),
    ]
    if is_employee:
        doorways += [
            ("secretariat:my_relations", _("Mine forbindelser"), "groups"),
            ("secretariat:news_page", _("Følg med i det nye"), "feedback"),
        ]
    doorways.append(("people:preferences", _("Min side"), "settings"))
    return tuple(OwnDoorway(reverse(name), label, icon) for name, label, icon in doorways)


def _is_current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
