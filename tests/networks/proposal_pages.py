"""What the tests of the proposal pages ask again and again."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import AuditEntry, OutboxMail
from networks.models import Decision, Network, Proposal, ProposalAnswer, ProposalComment


def page(name: str, *args: Any) -> str:
    return reverse(f"networks:{name}", args=args)


def said(response: HttpResponse) -> list[str]:
    """The sentences that the act ended with."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response: HttpResponse, form: str = "form") -> dict[str, list[str]]:
    return {field: list(found) for field, found in response.context[form].errors.items()}


def written() -> dict[str, int]:
    """How much the database holds, to show that a refused call left it as it was."""
    models = (AuditEntry, Decision, Network, OutboxMail, Proposal, ProposalAnswer, ProposalComment)
    return {model.__name__: model.objects.count() for model in models}


def statuses() -> list[str]:
    return sorted(Proposal.objects.values_list("status", flat=True))


def hidden_value(client: Client, path: str, name: str) -> str:
    """What the form at `path` carries unseen."""
    return values_in(client.get(path))[name]


def values_in(response: HttpResponse) -> dict[str, str]:
    """Each input of a page or a fragment, by its name."""
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "input" and given.get("name"):
                found[str(given["name"])] = given.get("value") or ""

    Reader().feed(response.content.decode())
    return found
