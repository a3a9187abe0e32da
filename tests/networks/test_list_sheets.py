"""The lists as files: exactly the page's rows, for exactly those who read the page."""

import csv
import io

import pytest
from django.test import Client

from netvaerk.people.models import AuditEntry, Person
from tests.factories.networks import make_network

LIST = "/netvaerk/"


def rows_of(response) -> list[list[str]]:
    """The file's lines: what it says of itself, its headings, its rows."""
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def fetched(client: Client, address: str, kind: str = "csv") -> list[list[str]]:
    return rows_of(client.post(address, {"hent": kind}))


@pytest.fixture
def three(mia: Person, ali: Person, bo: Person, karen: Person):
    around = {"reference_leader": bo, "consultant": karen}
    make_network(leader=mia, title="Ældre", **around)
    make_network(leader=ali, title="Zebrastriber", type_key="laering", **around)
    return make_network(leader=mia, members=[ali], title="=Åben", **around)


def test_the_networks_are_those_of_the_page(client: Client, eva: Person, three):
    client.force_login(eva)
    note, headings, *rows = fetched(client, LIST)
    assert note[0].endswith("Afsluttede er ikke med.")
    assert headings[:3] == ["Titel", "Udfordring", "Type"]
    assert [row[0] for row in rows] == ["'=Åben", "Zebrastriber", "Ældre"]
    entry = AuditEntry.objects.get(verb="export_list")
    assert (entry.by, entry.facts["list"], entry.facts["filters"]) == (eva, "networks.network", "")


def test_a_narrowed_list_says_how_and_the_trail_only_by_what(client: Client, eva: Person, three):
    client.force_login(eva)
    note, _headings, *rows = fetched(client, f"{LIST}?ord=zebra&type=laering&page=2")
    assert "Ord i titel eller udfordring: »zebra«. Type: Læringsnetværk." in note[0]
    assert [row[0] for row in rows] == ["Zebrastriber"]
    entry = AuditEntry.objects.get(verb="export_list")
    assert entry.facts["filters"] == "ord,type"
    assert "zebra" not in str(entry.facts)


def test_a_guest_reads_the_list_but_does_not_take_it(client: Client, noor: Person, three):
    client.force_login(noor)
    assert client.post(LIST, {"hent": "csv"}).status_code == 404
    assert "nv-fetch" not in client.get(LIST).content.decode()
