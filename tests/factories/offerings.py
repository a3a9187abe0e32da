"""The catalogue, and what happens around it, made through the actions."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count

from netvaerk import clock
from netvaerk.people.actions.content import save_content
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.models import Network, NetworkType, Phase
from offerings.actions.offering import assign_offering, save_offering
from offerings.actions.place import reserve_place
from offerings.actions.request import ask_for_offering
from offerings.enums import OfferingKind
from offerings.models import AssignedOffering, Offering, OfferingRequest, Place, Reservation
from tests.factories.networks import content, somebody

_number = count(1)


def make_offering(
    title: str = "",
    *,
    kind: str = OfferingKind.WORKSHOP,
    phases: Iterable[str] = (),
    types: Iterable[str] = (),
    is_active: bool = True,
    **more: object,
) -> Offering:
    """Something in the catalogue, suggested in the phases of those names, for types by key."""
    content()
    number = next(_number)
    return save_offering(
        by=somebody(Role.CONSULTANT),
        offering=Offering(
            key=f"tilbud-{number}",
            title=title or f"Tilbud {number}",
            kind=kind,
            is_active=is_active,
            **{"gives": "En dag sammen.", "asks": "At alle er med.", **more},
        ),
        phases=Phase.objects.filter(name__in=phases),
        types=NetworkType.objects.filter(key__in=types),
    )


def make_request(
    network: Network, offering: Offering | None = None, *, by: Person | None = None, words: str = ""
) -> OfferingRequest:
    """The network asks for an offering, by its leader if nobody else is named."""
    return ask_for_offering(
        by=by or network.leader,
        network=network,
        offering=offering or make_offering(),
        words=words or "Vi vil høre familierne selv.",
        form_key=uuid.uuid4(),
    )


def make_assigned(
    network: Network, offering: Offering | None = None, *, note: str = ""
) -> AssignedOffering:
    """The secretariat gives the network an offering."""
    return assign_offering(
        by=somebody(Role.CONSULTANT),
        network=network,
        offering=offering or make_offering(),
        note=note,
    )


def make_place(name: str = "", **more: object) -> Place:
    """A place with room for twelve."""
    said = {"address": "Nordmarks Allé 1", "seats": 12, "good_for": "ro og store vægge", **more}
    place = Place(name=name or f"Sted {next(_number)}", **said)
    save_content(by=somebody(Role.CONSULTANT), content=place)
    return place


def make_reservation(
    network: Network,
    place: Place,
    *,
    by: Person | None = None,
    begins_at: datetime | None = None,
    hours: int = 2,
) -> Reservation:
    """The network takes the place, tomorrow at this hour if nothing else is said."""
    begins_at = begins_at or clock.now() + timedelta(days=1)
    return reserve_place(
        by=by or network.leader,
        place=place,
        network=network,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=hours),
    )
