"""The read-only API: what every employee may read, for the municipality's other systems."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from ninja import Field, NinjaAPI, Query, Schema
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from secretariat.models import Integration
from secretariat.queries.api import (
    integration_with,
    network_named,
    networks_after,
    offerings_now,
    phases_in_order,
)

A_MINUTE = "120/min"
ABOUT = (
    "Networks, phases and offerings as every employee may read them; no person's name. Send the "
    "integration's key as `Authorization: Bearer <key>`. Moments are ISO 8601 with an offset."
)


class Key(HttpBearer):
    """The key of an open integration."""

    def authenticate(self, request: HttpRequest, token: str) -> Integration | None:
        return integration_with(token)


class EachKey(AuthRateThrottle):
    """Counted by integration."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return self.cache_format % {"scope": "api", "ident": request.auth.pk}  # type: ignore[attr-defined] set by Key


class OpenDoors(NinjaAPI):
    """Its doors are kept by the key, not by sign-in."""

    def _get_urls(self) -> list[Any]:
        doors = super()._get_urls()
        for door in doors:
            door.callback = never_cache(login_not_required(door.callback))
            if door.name == "openapi-json":
                door.callback = require_safe(door.callback)
        return doors


api = OpenDoors(
    title="Netværk",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    auth=Key(),
    throttle=[EachKey(A_MINUTE)],
)


class Network(Schema):
    id: int
    slug: str
    title: str
    challenge: str
    type: str = Field(alias="type.key")
    phase: str = Field(alias="phase.name")
    status: str
    departments: list[str] = Field(alias="department_names")
    strategic_themes: list[str] = Field(
        alias="theme_keys", description="Keys; of shared directions."
    )
    is_open_for_members: bool
    established_at: datetime | None
    closed_at: datetime | None
    url: str

    @staticmethod
    def resolve_url(network: Any) -> str:
        return settings.SITE_URL + reverse("networks:network_detail", args=[network.slug])


class Step(Schema):
    phase: str
    sentence: str
    at: datetime


class WholeNetwork(Network):
    phases: list[Step] = Field(alias="way", description="The moves so far, the oldest first.")


class Page(Schema):
    networks: list[Network]
    next: int | None = Field(
        description="Ask again with `after` set to this; null on the last page."
    )


class Phase(Schema):
    name: str
    meaning: str
    position: int


class Offering(Schema):
    key: str
    title: str
    kind: str
    gives: str
    asks: str
    phases: list[str] = Field(alias="phase_names", description="Empty: for all.")
    next_at: datetime | None
    url: str

    @staticmethod
    def resolve_url(offering: Any) -> str:
        return settings.SITE_URL + reverse("offerings:offering_detail", args=[offering.pk])


@api.get("networks", response=Page, url_name="networks")
def networks(request: HttpRequest, after: int = Query(0, ge=0, le=2**62)) -> dict[str, Any]:
    """Networks by their number, a hundred at a time."""
    found = networks_after(after)
    return {"networks": found, "next": found[-1].pk if found else None}


@api.get("networks/{slug:slug}", response=WholeNetwork, url_name="network")
def network(request: HttpRequest, slug: str) -> Any:
    """One network, with the phases that it has been through."""
    found = network_named(slug)
    if found is None:
        raise Http404
    return found


@api.get("phases", response=list[Phase], url_name="phases")
def phases(request: HttpRequest) -> Any:
    """The phases that a network goes through, in order."""
    return phases_in_order()


@api.get("offerings", response=list[Offering], url_name="offerings")
def offerings(request: HttpRequest) -> Any:
    """What a network can draw on now, by the Danish alphabet."""
    return offerings_now()
