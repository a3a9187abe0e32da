"""What the tests of the network pages share: a network with its people, and who looks at it."""

import re
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.establishment import assign_co_driver
from networks.enums import Audience, EndedBecause
from networks.models import LearningEntry, Membership, Network
from tests.factories.networks import make_learning, make_network
from tests.factories.people import PersonFactory

MARKS = {
    Audience.NETWORK: "MARK-kun-netvaerket",
    Audience.SECRETARIAT: "MARK-og-sekretariatet",
    Audience.EMPLOYEES: "MARK-alle-medarbejdere",
}
CHANGES_EVERY_TIME = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def let_in(network: Network, guest: Person) -> Membership:
    """A guest comes in by invitation, which asks no leave of the network's list."""
    return Membership.objects.create(network=network, person=guest)


def mark_cards(network: Network) -> list[LearningEntry]:
    """One card for each audience, each with a mark in every field."""
    cards = []
    for audience, mark in MARKS.items():
        card = make_learning(network, learned=mark, audience=audience)
        LearningEntry.objects.filter(pk=card.pk).update(believed=mark, saw=mark, therefore=mark)
        cards.append(card)
    return cards


def marks_in(*texts: str) -> set[str]:
    """The audiences whose mark stands in one of the texts."""
    return {audience for audience, mark in MARKS.items() if any(mark in text for text in texts)}


def as_seen(html: bytes) -> str:
    """The page without what is another at each request."""
    return CHANGES_EVERY_TIME.sub("", html.decode())


def html_of(client: Client, address: str, **headers: str) -> str:
    return as_seen(client.get(address, headers=headers).content)


def queries_of(client: Client, address: str) -> int:
    """How many SQL statements the page costs, session and person included."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def part_of(html: str, element_id: str) -> str:
    """The element with the id, to the end of what holds it; for comparing with a fragment."""
    return html[html.index(f'<div id="{element_id}">') :]


@dataclass(frozen=True)
class Cast:
    """Everybody who may look at one network, by where they stand."""

    network: Network
    people: dict[str, Person | None]

    def client(self, name: str) -> Client:
        client = Client()
        if person := self.people[name]:
            client.force_login(person)
        return client


def cast_of(request) -> Cast:
    """A network led by Mia, with everybody around it; `request` fetches the named people."""
    named = {
        name: request.getfixturevalue(name)
        for name in ("mia", "ali", "noor", "bo", "karen", "eva", "dorte", "sanne", "root")
    }
    network = make_network(
        leader=named["mia"],
        reference_leader=named["bo"],
        consultant=named["karen"],
        members=[named["ali"]],
    )
    let_in(network, named["noor"])
    return Cast(network, {**_around(network, named["sanne"]), **_by_place(named)})


def _by_place(named: dict[str, Person]) -> dict[str, Person | None]:
    return {
        "anonymous": None,
        "leader": named["mia"],
        "member": named["ali"],
        "guest in it": named["noor"],
        "reference leader": named["bo"],
        "consultant": named["karen"],
        "employee outside": named["eva"],
        "director": named["dorte"],
        "secretariat lead": named["sanne"],
        "superuser": named["root"],
    }


def _around(network: Network, lead: Person) -> dict[str, Person | None]:
    employee = [Role.EMPLOYEE]
    around = {
        "guest outside": PersonFactory(first_name="Gry", roles=[], unit=None),
        "member before": PersonFactory(first_name="Finn"),
        "chief elsewhere": PersonFactory(first_name="Carl", roles=[*employee, Role.CHIEF]),
        "consultant elsewhere": PersonFactory(first_name="Kaj", roles=[*employee, Role.CONSULTANT]),
        "co-driver": PersonFactory(first_name="Jens"),
    }
    before = let_in(network, around["member before"])
    Membership.objects.filter(pk=before.pk).update(
        ended_at=before.joined_at, ended_because=EndedBecause.LEFT
    )
    assign_co_driver(by=lead, network=network, co_driver=around["co-driver"])
    return around
