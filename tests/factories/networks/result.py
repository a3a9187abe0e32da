"""Results, their receivers and the end of a network, brought about by the actions."""

import uuid

from netvaerk.people.models import Person
from networks.actions.closing import close_network
from networks.actions.receiver import accept_result, ask_receiver
from networks.actions.result import write_result
from networks.enums import Audience
from networks.models import Network, Receiver, Result

WORDS = {
    "title": "Opkald efter weekenden",
    "text": "Pedellen ringer mandag morgen.",
    "for_whom": "De unge, der var der lørdag.",
    "demanded": "En time hver mandag, og en leder, der sagde ja.",
    "not_to_copy": "Skemaet, som ingen læste.",
}


def make_result(
    network: Network,
    *,
    by: Person | None = None,
    audience: str = Audience.EMPLOYEES,
    **words: str,
) -> Result:
    """A result, by the network's leader if nobody else is named."""
    return write_result(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        audience=audience,
        **{**WORDS, **words},
    )


def make_receiver(result: Result, person: Person, *, words: str = "Det var hos jer.") -> Receiver:
    """Asked by the network's leader."""
    return ask_receiver(by=result.network.leader, result=result, person=person, words=words)


def make_taken(result: Result, person: Person, *, words: str = "") -> Receiver:
    """Asked, and has said yes."""
    return accept_result(by=person, receiver=make_receiver(result, person), words=words)


def make_closed(
    network: Network, *, words: str = "Vi tager hinanden med.", why_without: str = "Det kommer."
) -> Network:
    return close_network(by=network.leader, network=network, words=words, why_without=why_without)
