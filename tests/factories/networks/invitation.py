"""Invitations into a network, through the action that a leader's page calls."""

import uuid

from netvaerk.people.models import Person, StakeholderKind
from networks.actions.invitation import invite_into_network
from networks.models import Network, NetworkInvitation
from tests.people.post import newest_link_to

WORDS = "Vi vil forstå, hvad der sker om morgenen."


def make_invitation(
    network: Network, email: str = "noor@borger.example", *, by: Person | None = None, **said
) -> NetworkInvitation:
    """One person asked, by the network's leader if nobody else is named."""
    asked = {
        "form_key": uuid.uuid4(),
        "addresses": [email],
        "stakeholder_kind": StakeholderKind.objects.filter(key="citizen").first(),
        "words": WORDS,
        "why_you": "Fordi du kender skolevejen.",
        "asks_hours": "To møder om måneden",
        "asks_until": None,
        **said,
    }
    return invite_into_network(by=by or network.leader, network=network, **asked).sent[0]


def token_to(email: str) -> str:
    """The key in the newest letter to the address."""
    return newest_link_to(email).rstrip("/").rpartition("/")[2]
