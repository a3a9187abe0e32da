"""The lists of the catalogue as files: the page's rows, for those who read the page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netvaerk import clock
from netvaerk.people.models import AuditEntry, Person
from offerings.enums import OfferingKind
from tests.factories.booking import make_booking, make_place, make_session
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory
from tests.sheets import asked_for, fetched

CATALOGUE, PLACES = "/tilbud/", "/tilbud/steder/"


@pytest.fixture
def three(db: None) -> None:
    make_offering("Ærlig samtale", kind=OfferingKind.WORKSHOP, phases=["Undersøg", "Opstart"])
    make_offering("=Data", kind=OfferingKind.WORKSHOP, types=["laering"], gives="@mange; tal")
    make_offering("Abe på bordet", kind=OfferingKind.METHOD)
    make_offering("Gemt væk", is_active=False)


def test_the_catalogue_stands_in_the_order_of_its_page(client: Client, eva: Person, three):
    client.force_login(eva)
    note, headings, *rows = fetched(client, CATALOGUE)
    assert note[0].endswith("Alle er med.")
    assert [row[:2] for row in rows] == [
        ["Workshop", "'=Data"],
        ["Workshop", "Ærlig samtale"],
        ["Metode", "Abe på bordet"],
    ]
    told = dict(zip(headings, rows[0], strict=True))
    assert (told["Det giver"], told["Kun for typerne"]) == ("'@mange; tal", "Læringsnetværk")
    assert rows[1][headings.index("Passer til faserne")] == "Opstart, Undersøg"


def test_a_narrowed_catalogue_says_how_and_the_trail_only_by_what(client, eva: Person, three):
    client.force_login(eva)
    note, _headings, *rows = fetched(client, f"{CATALOGUE}?type=laering&art=workshop&ord=data")
    assert [row[1] for row in rows] == ["'=Data"]
    assert "Art: Workshop. " in note[0]
    assert "»data«" in note[0]
    entry = AuditEntry.objects.get(verb="export_list")
    assert entry.facts == {"list": "offerings.offering", "kind": "csv", "filters": "art,ord,type"}


def test_a_fragment_offers_the_list_as_it_is_narrowed(client: Client, eva: Person, three):
    client.force_login(eva)
    narrowed = f"{CATALOGUE}?art=method"
    for headers in ({}, {"HX-Request": "true"}):
        assert f'action="{narrowed}"' in client.get(narrowed, headers=headers).content.decode()


@pytest.mark.parametrize("address", [CATALOGUE, PLACES])
def test_a_guest_has_no_catalogue_to_take(client: Client, noor: Person, three, address):
    make_place()
    client.force_login(noor)
    assert asked_for(client, address).status_code == 404
    assert not AuditEntry.objects.filter(verb="export_list").exists()


def test_places_stand_by_alphabet(client: Client, eva: Person):
    make_place("Åsen", seats=8)
    make_place("Bunkeren", seats=30)
    client.force_login(eva)
    rows = fetched(client, PLACES)[2:]
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("Bunkeren", "30", "ja"),
        ("Åsen", "8", "ja"),
    ]


def test_who_comes_is_taken_along_by_the_holder_and_the_secretariat(
    client: Client, eva, ali, sanne
):
    session = make_session(held_by=eva, capacity=1)
    address = f"/tilbud/hold/{session.pk}/"
    seated, waiting = make_booking(session, ali), make_booking(session)
    for person in (eva, sanne):
        client.force_login(person)
        assert "nv-fetch" in client.get(address).content.decode()
        note, _headings, *rows = fetched(client, address)
        assert session.offering.title in note[0]
        assert [(row[0], row[3]) for row in rows] == [
            (seated.person.name, "Har en plads"),
            (waiting.person.name, "På ventelisten"),
        ]
        assert "@" not in str(rows)
    for person in (ali, waiting.person):
        client.force_login(person)
        assert "nv-fetch" not in client.get(address).content.decode()
        assert asked_for(client, address).status_code == 404


def test_who_waited_for_a_session_that_has_begun_is_not_on_its_list(client: Client, eva, ali):
    session = make_session(held_by=eva, capacity=1)
    make_booking(session, ali), make_booking(session)
    client.force_login(eva)
    with clock.set_to(session.begins_at):
        names = [row[0] for row in fetched(client, f"/tilbud/hold/{session.pk}/")[2:]]
    assert names == [ali.name]


def test_a_guest_with_a_seat_does_not_take_the_others_along(client, noor, eva, mia, bo, karen):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    network.memberships.create(person=noor)
    session = make_session(held_by=eva)
    make_booking(session, noor, by=mia, network=network)
    client.force_login(noor)
    assert client.get(f"/tilbud/hold/{session.pk}/").status_code == 200
    assert asked_for(client, f"/tilbud/hold/{session.pk}/").status_code == 404


@pytest.mark.parametrize("size", [1, 3, 25])
def test_a_file_costs_the_same_whatever_its_length(client: Client, eva: Person, size: int):
    session = make_session(held_by=eva, capacity=30)
    for number in range(size):
        make_offering(phases=["Undersøg"], title=f"Tilbud nummer {number}")
        make_booking(session, PersonFactory())
    client.force_login(eva)
    for address, cost in ((CATALOGUE, 10), (f"/tilbud/hold/{session.pk}/", 9)):
        with CaptureQueriesContext(connection) as captured:
            fetched(client, address)
        assert len(captured) == cost
