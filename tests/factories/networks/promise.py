"""Promises and answers, by the actions."""

import uuid

from netvaerk.people.models import Person
from networks.actions.promise import answer_promise
from networks.actions.promise import make_promise as promise_it
from networks.enums import PromiseOutcome
from networks.models import Network, Promise


def make_promise(
    network: Network,
    *,
    by: Person | None = None,
    text: str = "Jeg sørger for, at lærerne kan få fri til to møder.",
) -> Promise:
    """Made by the network's reference leader."""
    maker = by or network.reference_leader
    return promise_it(by=maker, network=network, form_key=uuid.uuid4(), text=text)


def make_answered(promise: Promise, outcome: str = PromiseOutcome.KEPT) -> Promise:
    return answer_promise(
        by=promise.made_by, promise=promise, outcome=outcome, answer="De fik fri i marts."
    )
