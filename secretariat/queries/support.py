"""A network's support: who to turn to, sparring, offerings given, and what could help now."""

from dataclasses import dataclass

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import AssignedOffering, OfferingRequest
from offerings.queries.catalogue import Suggestion, assigned_to, suggested_for
from offerings.queries.request import requests_of
from secretariat.models import SparringSession


@dataclass(frozen=True)
class Support:
    consultant: Person | None
    co_driver: Person | None
    sparring_ahead: list[SparringSession]  # the next one first
    sparring_held: list[SparringSession]  # the latest one first
    assigned: list[AssignedOffering]
    asked_for: list[OfferingRequest]  # waiting and answered, the newest first
    suggested: list[Suggestion]


def support_for(network: Network) -> Support:
    """Four queries, when the network was fetched with its people."""
    timed = network.sparring.filter(takes_place_at__isnull=False).select_related("partner__unit")
    sessions, now = list(timed.order_by("takes_place_at")), clock.now()
    return Support(
        consultant=network.consultant,
        co_driver=network.co_driver,
        sparring_ahead=[one for one in sessions if (one.takes_place_at or now) > now],
        sparring_held=[one for one in reversed(sessions) if one.takes_place_at <= now],
        assigned=assigned_to(network),
        asked_for=requests_of(network),
        suggested=suggested_for(network),
    )
