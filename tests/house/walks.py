"""Everything that one reader can come to: pages and what they lead to, and what is handed out."""

import re
from collections import deque
from collections.abc import Iterator
from copy import copy
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.test import Client

from netvaerk.people.models import OutboxMail
from netvaerk.sheets import KINDS
from networks.models import ProposalAnswer
from secretariat.actions.feed import make_feed
from secretariat.actions.integration import save_integration
from secretariat.enums import NEWS, FeedKind
from secretariat.models import Integration
from secretariat.permissions.feed import can_have_feed
from tests.house.arguments import payload_for
from tests.house.doors import Door, doors
from tests.house.pages import Page, text_of
from tests.house.test_doors import path_of
from tests.house.world import World
from tests.networks.rooms import CHANGES_EVERY_TIME

MOST_PAGES = 2500
# A form that begins something new has a key of its own, one that ends something its moment; an
# address that is made anew is another.
NEW_EACH_TIME = re.compile(r'name="(form_key|laest)" value="[^"]*"|[\w-]{30,}\.(atom|ics)')
UNTOLD = {"Expires", "Content-Length"}
HANDED_OUT = [*KINDS, "graphml"]
SOUGHT = {"q", "ord"}


def reader(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role])
    return client


def other_system(world: World) -> Client:
    """Another system of the house, with a key to the API."""
    integration = Integration(name="Bi", contact="It")
    key = save_integration(by=world.people["lead"], integration=integration)
    return Client(headers={"authorization": f"Bearer {key}"}, raise_request_exception=False)


def named_doors() -> list[Door]:
    return [door for door in doors() if not door.name.startswith("/")]


def start_of(world: World, role: str) -> list[str]:
    """Every door; and every object that there is, whether or not a link leads to it."""
    found = [path_of(door, world) for door in named_doors()]
    found += [f"/post/{pk}/" for pk in OutboxMail.objects.values_list("pk", flat=True)]
    proposals = {*ProposalAnswer.objects.values_list("proposal_id", flat=True)}
    for pk in proposals:
        found += [f"/forslag/{pk}/{page}" for page in ("", "rediger/", "rediger/1/?lignende=1")]
        found += [f"/admin/networks/proposal/{pk}/{page}" for page in ("change/", "history/")]
    return found + feeds_of(world, role)


def feeds_of(world: World, role: str) -> list[str]:
    """The secret address of everything that the role may follow from elsewhere."""
    person = world.people[role]
    assert person
    kinds = [kind for kind in FeedKind if can_have_feed(person, kind)]
    keys = {kind: make_feed(by=person, kind=kind) for kind in kinds}
    return [
        f"/nyt/{key}.atom" if kind in NEWS else f"/kalender/{key}.ics" for kind, key in keys.items()
    ]


def walk(client: Client, start: list[str]) -> dict[str, str]:
    """Address → the answer's text, for all that one comes to; links of a query one step deep."""
    answers: dict[str, str] = {}
    waiting, seen = deque(start), set(start)
    while waiting:
        address = waiting.popleft()
        assert len(answers) < MOST_PAGES, "the walk does not end"
        response = client.get(address)
        answers[address] = answer_of(response)
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        for link in Page(address, answers[address]).links - seen:
            is_far = urlsplit(address).query and urlsplit(link).query
            if not is_far and "/static/" not in link and "/logout/" not in link:
                seen.add(link)
                waiting.append(link)
    return answers


def answer_of(response: Any) -> str:
    """Status, headers and text, without what is another at each request."""
    text = NEW_EACH_TIME.sub("", CHANGES_EVERY_TIME.sub("", text_of(response)))
    # Neither the moment of the answer nor how well a file packs is something that it tells.
    heads = {name: said for name, said in response.headers.items() if name not in UNTOLD}
    return f"{response.status_code} {heads} {text}"


def post_everywhere(client: Client, world: World) -> dict[str, str]:
    """Door and form → the answer's text: each list as each kind of file, papers, and refusals.

    What is written meanwhile is undone.
    """
    answers = {}
    for door in named_doors():
        address = path_of(door, world)
        for kind, form in _forms(door, world):
            cookies = copy(client.cookies)
            with transaction.atomic():
                answers[f"{address} {kind}"] = answer_of(client.post(address, form))
                transaction.set_rollback(True)
            client.cookies = cookies
    return answers


def _forms(door: Door, world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    form = payload_for(door, world)
    asks = next((name for name in ("hent", "kind") if form.get(name) in HANDED_OUT), "")
    for kind in HANDED_OUT if asks else [""]:
        yield kind, {**form, asks: kind} if asks else form


def searches(client: Client, world: World) -> set[tuple[str, str]]:
    """Each text field of a form that asks with GET, and what htmx asks as one types."""
    found = {("/personer/", "q")}
    for door in doors():
        address = path_of(door, world)
        page = Page(address, text_of(client.get(address)))
        for form in page.forms:
            if form.method == "get" and not parse_qs(urlsplit(form.action).query):
                found |= {(form.action, name) for name in form.fields if name in SOUGHT}
    return found


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """A card that is being written and a promise have a key in their address too: left out."""
    return [
        address
        for address in sorted(before.keys() | after.keys())
        if before.get(address) != after.get(address) and not address.endswith(("/nyt/", "/loefte/"))
    ]
