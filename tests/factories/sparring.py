"""Ways to have sparring, and conversations brought as far as a test needs them."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.actions.sparring import ask_for_sparring, assign_partner, assign_sparring
from secretariat.models import SparringFormat, SparringSession
from tests.factories.networks import somebody

QUESTION = "Hvad skal vi give slip på?"


def make_format(key: str = "konsulent", **more) -> SparringFormat:
    """A format of that key, the same each time it is asked for."""
    said = {"name": f"Sparring: {key}", "meaning": "Vi taler sammen.", "asks": "Et spørgsmål."}
    return SparringFormat.objects.get_or_create(key=key, defaults={**said, **more})[0]


def make_ask(
    network: Network,
    *,
    by: Person | None = None,
    question: str = QUESTION,
    format: SparringFormat | None = None,
) -> SparringSession:
    """Asked by the network's leader if nobody else is named."""
    return ask_for_sparring(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        format=format or make_format(),
        question=question,
    )


def make_assigned(
    network: Network,
    *,
    partner: Person,
    times: Iterable[datetime] = (),
    people: Iterable[Person] = (),
    **asked,
) -> SparringSession:
    """Somebody is found; the network picks between `times`, if there are any."""
    return assign_partner(
        by=somebody(Role.SECRETARIAT_LEAD),
        session=make_ask(network, **asked),
        partner=partner,
        people=people,
        times=list(times),
    )


def make_agreed(
    network: Network,
    *,
    partner: Person,
    at: datetime | None = None,
    people: Iterable[Person] = (),
    where: str = "",
    **asked,
) -> SparringSession:
    """Asked for and agreed; in three days' time if none is given."""
    return assign_partner(
        by=somebody(Role.SECRETARIAT_LEAD),
        session=make_ask(network, **asked),
        partner=partner,
        people=people,
        takes_place_at=at or clock.now() + timedelta(days=3),
        where=where,
    )


def make_arranged(network: Network, *, partner: Person, at: datetime) -> SparringSession:
    """Arranged by the secretariat, without the network having asked."""
    return assign_sparring(
        by=somebody(Role.SECRETARIAT_LEAD),
        network=network,
        format=make_format(),
        partner=partner,
        question=QUESTION,
        takes_place_at=at,
    )
