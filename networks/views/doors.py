"""The door of every page about one network, and the frame around it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.gates import visible_or_404
from netvaerk.people.models import Person
from networks.models import Network
from networks.queries.lifecycle import above
from networks.queries.standing import networks_for, standing_of

LEADERS = ("leader", "reference_leader")


def network_or_404(
    person: Person,
    slug: str,
    *people: str,
    may: Callable[[Person, Network], bool] | None = None,
) -> Network:
    """The network, if the person may see it and `may` (a predicate of permissions.py) holds.

    `people` names those around it whom the page shows too, e.g. "leader"; two at most, for each
    makes the query dearer. A page that shows all four asks for them by `with_people`.
    """
    networks = networks_for(person)
    networks = networks.select_related(*people) if people else networks
    return visible_or_404(networks, may=may and partial(may, person), slug=slug)


def frame(person: Person, network: Network, here: str = "") -> dict[str, Any]:
    """What `networks/network/_head.html` needs; `here` names a page below the network's own."""
    return {
        "network": network,
        "standing": standing_of(person, network),
        "above": above(network),
        "trail": trail_in(network, here),
    }


def trail_in(network: Network, here: str = "") -> list[tuple[str, str]]:
    """Where a page about the network lies."""
    home = reverse("networks:network_detail", args=[network.slug])
    trail = [
        (reverse("networks:network_list"), _("Netværk")),
        (home if here else "", network.title),
    ]
    return [*trail, ("", here)] if here else trail
