"""The lists as files: exactly the page's rows, for exactly those who read the page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netvaerk.people.models import AuditEntry, Person
from networks.models import Network
from tests.factories.networks import (
    make_draft,
    make_forwarded,
    make_learning,
    make_network,
    make_submitted,
    open_round,
)
from tests.factories.networks.agreement import make_agreement
from tests.factories.networks.assumption import make_assumption, make_fallen, make_trial
from tests.factories.networks.meeting import make_held_meeting, make_meeting, make_reply
from tests.factories.networks.result import make_receiver, make_result, make_taken
from tests.networks.rooms import MARKS, Cast, cast_of, mark_cards, marks_in
from tests.sheets import CSV, asked_for, fetched, rows_in, text_of

LIST, SHARED, FALLEN, PROPOSALS = "/netvaerk/", "/laering/", "/laering/faldne/", "/forslag/"
ROUNDS = "/forslag/runder/"
OWN = ("laering", "antagelser", "deltagere", "moeder", "aftaler", "aftryk")  # a network's pages
OUTSIDE = {"anonymous", "guest in it", "guest outside"}
INSIDE = {"leader", "member", "consultant", "co-driver"}
SECRETARIAT = {"consultant", "consultant elsewhere", "secretariat lead"}


@pytest.fixture
def cast(request) -> Cast:
    """A network with a text for each audience on each of its pages."""
    cast = cast_of(request)
    network, mia, ali = cast.network, cast.people["leader"], cast.people["member"]
    mark_cards(network)
    for audience, mark in MARKS.items():
        make_assumption(network, audience=audience, sentence=mark)
        make_fallen(network, audience=audience, sentence=f"Faldt: {mark}")
        make_result(network, audience=audience, title=mark)
    make_meeting(network, question="MARK-kun-netvaerket")
    ali.line_manager = cast.people["reference leader"]
    ali.save()
    make_agreement(network, ali, confirmed=True)
    make_submitted(mia, title="Endnu et")
    return cast


def addresses(network: Network) -> list[str]:
    own = [f"/netvaerk/{network.slug}/{page}/" for page in OWN]
    return [LIST, SHARED, FALLEN, PROPOSALS, ROUNDS, f"{ROUNDS}{open_round().pk}/", *own]


def noted() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="export_list").order_by("pk"))


def around_mia(mia: Person, bo: Person, karen: Person, **more) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, **more)


# --- Who ------------------------------------------------------------------------------------------
def test_whoever_is_offered_a_list_gets_it_and_nobody_else(cast: Cast):
    for address in addresses(cast.network):
        for name in cast.people:
            client = cast.client(name)
            page = client.get(address)
            offered = page.status_code == 200 and "nv-fetch" in page.content.decode()
            response = asked_for(client, address)
            # An empty page offers nothing; its file would hold nothing either.
            got = response.status_code == 200 and len(rows_in(response)) > 2
            assert got == offered, f"{address} as {name}: {response.status_code}"
            if name in OUTSIDE or page.status_code != 200:
                assert response.status_code in {403, 404}, f"{address} as {name}"


def test_a_file_holds_what_the_page_holds_for_each_who_reads_it(cast: Cast):
    for address in addresses(cast.network):
        for name in cast.people:
            client = cast.client(name)
            response = asked_for(client, address)
            if response.status_code == 200:
                page = client.get(address).content.decode()
                held, shown = marks_in(text_of(response)), marks_in(page)
                assert held == shown, f"{address} as {name}"


def test_names_are_taken_along_from_inside_and_by_the_secretariat_only(cast: Cast):
    address = f"/netvaerk/{cast.network.slug}/deltagere/"
    got = {name for name in cast.people if asked_for(cast.client(name), address).status_code == 200}
    assert got == INSIDE | SECRETARIAT
    _note, headings, *rows = fetched(cast.client("secretariat lead"), address)
    assert headings[:5] == ["Navn", "Afdeling", "Udefra", "Kernedeltager", "Med siden"]
    assert {row[0].split()[0] for row in rows} == {"Mia", "Ali", "Noor"}
    assert "@" not in str(rows)


def test_another_kind_of_file_is_not_there_and_nothing_is_noted(cast: Cast):
    client = cast.client("member")
    for data in ({}, {"hent": "pdf"}, {"hent": ""}):
        assert client.post(SHARED, data).status_code == 404
    assert noted() == []


def test_a_list_is_not_fetched_from_somebody_elses_page(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["member"])
    assert client.post(SHARED, CSV).status_code == 403


# --- What -----------------------------------------------------------------------------------------
def test_the_networks_are_those_of_the_page(client: Client, mia, ali, bo, karen, eva):
    around_mia(mia, bo, karen, title="Ældre")
    around_mia(ali, bo, karen, title="Zebrastriber", members=[mia])
    around_mia(mia, bo, karen, title="=Åben", challenge="@hvem?")
    client.force_login(eva)
    note, headings, *rows = fetched(client, LIST)
    assert note[0].endswith("Afsluttede er ikke med.")
    assert headings[:6] == ["Titel", "Udfordring", "Type", "Fase", "Status", headings[5]]
    assert [row[0] for row in rows] == ["'=Åben", "Zebrastriber", "Ældre"]
    assert rows[0][1] == "'@hvem?"
    assert rows[1][4:7] == ["I gang", "Skole & Dagtilbud, Sundhed & Omsorg", "ja"]
    assert rows[1][8].startswith("Ali ")


def test_a_narrowed_list_says_how_and_the_trail_only_by_what(client: Client, mia, bo, karen, eva):
    around_mia(mia, bo, karen, title="Ældre")
    around_mia(mia, bo, karen, title="Zebrastriber", type_key="laering")
    client.force_login(eva)
    note, _headings, *rows = fetched(client, f"{LIST}?ord=zebra&type=laering&page=2&hemmeligt=1")
    assert "Ord i titel eller udfordring: »zebra«. Type: Læringsnetværk." in note[0]
    assert [row[0] for row in rows] == ["Zebrastriber"]
    [entry] = noted()
    assert entry.facts == {"list": "networks.network", "kind": "csv", "filters": "ord,type"}
    assert (entry.by, entry.subject_type) == (eva, "people.person")


def test_a_networks_own_list_is_noted_under_the_network(cast: Cast):
    fetched(cast.client("member"), f"/netvaerk/{cast.network.slug}/laering/")
    [entry] = noted()
    assert (entry.subject_type, entry.subject_id) == ("networks.network", str(cast.network.pk))
    assert entry.facts == {"list": "networks.learningentry", "kind": "csv", "filters": ""}


def test_all_that_is_shared_is_in_the_file_whichever_page_is_open(client, mia, bo, karen, eva):
    network = around_mia(mia, bo, karen)
    cards = [make_learning(network, learned=f"Kort {n}", audience="employees") for n in range(30)]
    client.force_login(eva)
    _note, headings, *rows = fetched(client, f"{SHARED}?efter=20200101000000000000-1")
    learned = headings.index("Vi lærte")
    assert [row[learned] for row in rows] == [card.learned for card in reversed(cards)]


def test_a_shared_card_does_not_give_its_shielded_assumption_away(client, mia, bo, karen, eva):
    network = around_mia(mia, bo, karen)
    shielded = make_assumption(network, sentence="Ingen læser vores beskeder.")
    card = make_learning(network, learned="Vi tog fejl.", audience="employees")
    card.assumption = shielded
    card.save()
    for person, said in ((eva, ""), (mia, shielded.sentence)):
        client.force_login(person)
        _note, headings, row = fetched(client, SHARED)
        assert row[headings.index("Rører ved antagelsen")] == said


def test_who_has_been_erased_has_no_name_in_the_file_either(client, mia, ali, bo, karen, eva):
    network = around_mia(mia, bo, karen, members=[ali])
    make_learning(network, by=ali, audience="employees")
    Person.objects.filter(pk=ali.pk).update(first_name="", last_name="", unit=None)
    client.force_login(eva)
    _note, headings, row = fetched(client, SHARED)
    assert row[headings.index("Skrevet af")] == "Tidligere deltager"


def test_a_board_is_told_in_words_with_the_next_trial(client, mia, bo, karen):
    network = around_mia(mia, bo, karen)
    trial = make_trial(make_assumption(network, sentence="=De læser dem."))
    client.force_login(mia)
    _note, headings, row = fetched(client, f"/netvaerk/{network.slug}/antagelser/")
    told = dict(zip(headings, row, strict=True))
    assert told["Antagelsen"] == "'=De læser dem."
    assert (told["Hvor langt er den"], told["Prøves af"]) == ("Prøves af", trial.what)
    assert told["Hvornår"] == f"{trial.on:%d-%m-%Y}"
    assert told["Hvem kan læse det"] == "Kun netværket"


def test_meetings_stand_with_who_comes_the_latest_first(client, mia, ali, bo, karen):
    network = around_mia(mia, bo, karen, members=[ali])
    make_held_meeting(network, question="Før")
    make_reply(make_meeting(network, question="Nu"), ali)
    client.force_login(ali)
    _note, _headings, *rows = fetched(client, f"/netvaerk/{network.slug}/moeder/")
    assert [(row[2], row[5], row[6]) for row in rows] == [
        ("Nu", "2 kommer", "Jeg kommer"),
        ("Før", "1 kommer", ""),
    ]


def test_who_was_asked_in_vain_is_known_inside_only(client, mia, ali, bo, karen, eva):
    network = around_mia(mia, bo, karen)
    make_taken(make_result(network, title="Taget"), ali)
    make_receiver(make_result(network, title="Spurgt"), eva)
    address = f"/netvaerk/{network.slug}/aftryk/"
    client.force_login(mia)
    _note, headings, *rows = fetched(client, address)
    told = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    assert (told["Taget"]["Taget imod af"], told["Taget"]["Spurgt"]) == (ali.name, "")
    assert (told["Spurgt"]["Taget imod af"], told["Spurgt"]["Spurgt"]) == ("", eva.name)
    client.force_login(ali)
    assert eva.name not in str(fetched(client, address))


def test_agreements_are_those_that_one_has_a_part_in(cast: Cast):
    address = f"/netvaerk/{cast.network.slug}/aftaler/"
    make_agreement(cast.network, cast.people["leader"], by=_managed(cast))
    for name, members in (("member", ["Ali"]), ("reference leader", ["Ali", "Mia"])):
        _note, headings, *rows = fetched(cast.client(name), address)
        assert [row[0].split()[0] for row in rows] == members
    assert rows[0][headings.index("Timer om ugen")] == "2,5"


def _managed(cast: Cast) -> Person:
    leader = cast.people["leader"]
    leader.line_manager = cast.people["reference leader"]
    leader.save()
    return leader


def test_proposals_are_those_that_one_reads(client, mia, ali, bo, karen):
    make_draft(mia, title="Kladde")
    make_submitted(ali, title="Sendt")
    make_forwarded(ali, title="Videre")
    seen = {mia: {"Kladde"}, ali: {"Sendt", "Videre"}, karen: {"Sendt", "Videre"}, bo: {"Videre"}}
    for person, titles in seen.items():
        client.force_login(person)
        assert {row[0] for row in fetched(client, PROPOSALS)[2:]} == titles


def test_a_rounds_proposals_stand_with_their_seven_answers(client, eva, bo):
    make_submitted(eva, title="Ikke endnu")
    make_forwarded(eva, title="Videre", note="=Stærkt")
    client.force_login(bo)
    note, headings, row = fetched(client, f"{ROUNDS}{open_round().pk}/")
    assert open_round().name in note[0]
    assert (row[1], row[4]) == ("Videre", "'=Stærkt")
    assert [cell.split(".")[0] for cell in headings[5:12]] == list("1234567")
    assert row[5].endswith("1")
    assert fetched(client, ROUNDS)[2][0] == open_round().name


# --- How ------------------------------------------------------------------------------------------
COSTS = {"laering": 9, "deltagere": 9, "antagelser": 8, "aftryk": 9}


@pytest.mark.parametrize("size", [1, 3, 25])
@pytest.mark.parametrize("page", COSTS)
def test_a_file_costs_the_same_whatever_its_length(client, mia, bo, karen, page, size):
    network = around_mia(mia, bo, karen)
    for number in range(size):
        make_learning(network, learned=f"Kort {number}")
        make_assumption(network, sentence=f"Antagelse {number}")
        make_result(network, title=f"Resultat {number}")
    client.force_login(mia)
    with CaptureQueriesContext(connection) as captured:
        fetched(client, f"/netvaerk/{network.slug}/{page}/")
    assert len(captured) == COSTS[page]


def test_nothing_of_a_list_is_read_before_it_is_sent(client, mia, bo, karen):
    make_learning(around_mia(mia, bo, karen), audience="employees")
    client.force_login(mia)
    with CaptureQueriesContext(connection) as captured:
        response = asked_for(client, SHARED)
    assert not any("learningentry" in one["sql"] for one in captured if "audit" not in one["sql"])
    with CaptureQueriesContext(connection) as captured:
        assert len(rows_in(response)) == 3
    assert [one["sql"].split()[0] for one in captured] == ["SAVEPOINT", "COPY", "RELEASE"]
