"""The page of shared learning: a search field first, and only the networks one chooses."""

import pytest

from netvaerk.sought import sought_in
from networks.enums import Audience
from networks.queries.learning_search import shared_found
from tests.conftest import sign_in
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_learning,
    make_network,
)
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.result import make_result
from tests.networks.rooms import html_of, let_in, queries_of

PAGE = "/laering/"
OPEN = Audience.EMPLOYEES
EMPTY = [
    "Skriv også et ord, der skal være med",
    "Så langt går listen ikke",
    "Intet med de ord",
]


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


@pytest.fixture
def other(eva, dorte):
    return make_network(leader=eva, reference_leader=dorte, title="Klubben", type_key="innovation")


def lines(person, words: str, within: list[int] | None = None) -> list[str]:
    found = shared_found(person, sought_in(words), within=within, number=1)
    return [f"{hit.kind} {hit.line}" for hit in found.shown]


def test_learning_and_fallen_assumptions_are_found(eva, network):
    make_learning(network, learned="Trivselsdage hjælper.", audience=OPEN)
    make_settled(make_assumption(network, sentence="Trivsel er nok.", audience=OPEN))
    make_assumption(network, sentence="Trivsel er måske nok.", audience=OPEN)
    make_result(network, title="Trivsel på skemaet")
    assert sorted(lines(eva, "trivsel")) == [
        "antagelser <mark>Trivsel</mark> er nok.",
        "laering <mark>Trivselsdage</mark> hjælper.",
    ]


def test_only_what_is_shared_is_found_even_by_who_reads_more(ali, karen, eva, noor, network):
    make_learning(network, learned="Trivsel i rummet.")
    make_settled(make_assumption(network, sentence="Trivsel i rummet.", audience="secretariat"))
    assert [lines(one, "trivsel") for one in (ali, karen, eva, noor)] == [[], [], [], []]


def test_a_guest_finds_what_own_networks_share(noor, network, other):
    let_in(network, noor)
    for one in (network, other):
        make_learning(one, learned=f"Trivsel i {one.pk}.", audience=OPEN)
    assert lines(noor, "trivsel") == [f"laering <mark>Trivsel</mark> i {network.pk}."]


@pytest.mark.parametrize("words", ["", "&q=trivsel"])
def test_type_phase_and_theme_narrow_it(client, ali, network, other, words):
    theme = StrategicThemeFactory(key="alle-med", title="Alle skal med")
    make_direction(network, themes=[theme])
    for one in (network, other):
        make_learning(one, learned=f"Trivsel nummer {one.slug}.", audience=OPEN)
    sign_in(client, ali)
    for narrowed, expected in {
        "": {network, other},
        "type=velfaerd": {network},
        "type=innovation": {other},
        f"fase={network.phase_id}": {network, other},
        "pejlemaerke=alle-med": {network},
        "type=innovation&pejlemaerke=alle-med": set(),
        "type=nonsense&fase=x": {network, other},
    }.items():
        page = html_of(client, f"{PAGE}?{narrowed}{words}")
        assert {one for one in (network, other) if f"nummer {one.slug}" in page} == expected


def test_a_chip_switches_on_and_off(client, eva, network):
    sign_in(client, eva)
    assert html_of(client, f"{PAGE}?q=x").count('href="/laering/?q=x&amp;type=velfaerd"') == 1
    on = html_of(client, f"{PAGE}?q=x&type=velfaerd&side=2")
    assert on.count('href="/laering/?q=x"') == 1
    assert on.count('<input type="hidden" name="type" value="velfaerd" form="soeg">') == 1


def test_what_is_narrowed_is_not_fetched_whole(client, eva, network):
    make_learning(network, learned="Trivsel.", audience=OPEN)
    sign_in(client, eva)
    assert 'name="hent"' in html_of(client, PAGE)
    assert 'name="hent"' not in html_of(client, f"{PAGE}?type=velfaerd")


@pytest.mark.parametrize("address", ["", "?q=trivsel", "?type=velfaerd", "?q=zebra&fase=x"])
def test_the_fragment_is_a_piece_of_the_page(client, eva, network, address):
    make_learning(network, learned="Trivsel.", audience=OPEN)
    sign_in(client, eva)
    part = html_of(client, PAGE + address, **{"HX-Request": "true"})
    assert html_of(client, PAGE + address).count(part.strip()) == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("q=-trivsel", "Skriv også et ord, der skal være med"),
        ("q=trivsel&side=99", "Så langt går listen ikke"),
        ("q=uvejr", "Intet med de ord"),
    ],
)
def test_an_empty_page_says_why_it_is_empty(client, eva, network, asked, told):
    make_learning(network, learned="Trivselsdage hjælper.", audience=OPEN)
    page = html_of(sign_in(client, eva), f"{PAGE}?{asked}")
    assert [words for words in EMPTY if words in page] == [told]


@pytest.mark.parametrize("words", ["og det", "-x", "\\", "a" * 10_000, "&|!()<->:*'"])
def test_what_finds_nothing_is_a_kind_page(client, eva, network, words):
    make_learning(network, learned="Trivsel.", audience=OPEN)
    response = sign_in(client, eva).get(PAGE, {"q": words})
    assert response.status_code == 200
    assert response.content.decode().count("nv-empty") == 1


@pytest.mark.parametrize("count", [1, 3, 25])
def test_it_asks_as_often_however_much_is_found(client, eva, network, count):
    for number in range(count):
        make_learning(network, learned=f"Trivsel {number}.", audience=OPEN)
    sign_in(client, eva)
    costs = {
        address: queries_of(client, PAGE + address)
        for address in ("", "?q=trivsel", "?type=velfaerd", "?q=trivsel&type=velfaerd")
    }
    assert costs == {"": 4, "?q=trivsel": 5, "?type=velfaerd": 5, "?q=trivsel&type=velfaerd": 6}
