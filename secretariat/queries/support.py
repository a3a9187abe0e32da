"""A network's support: who to turn to, sparring, offerings given, and what could help now."""

from dataclasses import dataclass

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import AssignedOffering, Offering
from offerings.queries.catalogue import assigned_to, suggested_for
from secretariat.models import SparringSession


@dataclass(frozen=True)
class Support:
    consultant: Person | None
    co_driver: Person | None
    sparring_ahead: list[SparringSession]  # the next one first
    sparring_held: list[SparringSession]  # the latest one first
    assigned: list[AssignedOffering]
    suggested: list[Offering]


def support_for(network: Network) -> Support:
    """Three queries, when the network was fetched with its people."""
    timed = network.sparring.filter(takes_place_at__isnull=False).select_related("partner__unit")
    sessions, now = list(timed.order_by("takes_place_at")), clock.now()
    return Support(
        consultant=network.consultant,
        co_driver=network.co_driver,
        sparring_ahead=[one for one in sessions if (one.takes_place_at or now) > now],
        sparring_held=[one for one in reversed(sessions) if one.takes_place_at <= now],
        assigned=assigned_to(network),
        suggested=suggested_for(network),
    )
