"""What the tests of the session's pages share: a session, those around it, and how time passes."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from netvaerk.people.models import Person
from offerings.models import OfferingSession
from tests.factories.people import PersonFactory


def page(name: str, *args: int) -> str:
    return reverse(f"offerings:{name}", args=args)


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def shown(person: Person, session: OfferingSession) -> str:
    """The session's page as the person reads it."""
    return signed_in(person).get(page("session_detail", session.pk)).content.decode()


def said(response) -> list[str]:
    """The sentences that the page ended with."""
    return [str(one) for one in response.context["messages"]]


def crowd(number: int) -> list[Person]:
    return [PersonFactory() for _one in range(number)]


@dataclass(frozen=True)
class Codes:
    """How the same address answers different people."""

    people: dict[str, Person | None]

    def of(self, address: str, method: str = "get", **data: str) -> dict[str, int]:
        return {
            name: getattr(signed_in(person), method)(address, data).status_code
            for name, person in self.people.items()
        }
