"""The list of networks: order, rows, filters, fragment, and what it costs."""

import pytest
from django.test import Client

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.membership import edit_room
from networks.actions.phase import move_phase
from networks.models import Network, Phase
from networks.queries.network import filter_choices
from tests.factories.networks import StrategicThemeFactory, make_direction, make_network
from tests.factories.networks.result import make_closed
from tests.networks.rooms import cast_of, html_of, part_of, queries_of

LIST = "/netvaerk/"


@pytest.fixture
def three(mia: Person, ali: Person, bo: Person, karen: Person) -> dict[str, Network]:
    """Three networks that differ in everything the list can be narrowed by."""
    around = {"reference_leader": bo, "consultant": karen}
    first = make_network(
        leader=mia, title="Ældre og pårørende", challenge="Hvem hjælper?", **around
    )
    second = make_network(
        leader=ali,
        title="Zebrastriber",
        challenge="Hvem ser børnene på vejen?",
        type_key="laering",
        **around,
    )
    third = make_network(leader=mia, members=[ali], title="Åben ungdomsklub", **around)
    move_phase(by=ali, network=second, to=Phase.objects.get(name="Undersøg"), sentence="Vi gik ud.")
    edit_room(by=mia, network=third, is_open_for_members=False, wanted="")
    edit_room(by=mia, network=first, is_open_for_members=True, wanted="2-3 nye fra Skole")
    make_direction(first, themes=[StrategicThemeFactory(key="hverdag", title="En god hverdag")])
    make_direction(
        third, themes=[StrategicThemeFactory(key="boern", title="Børn")], is_shared=False
    )
    return {"ældre": first, "zebra": second, "klub": third}


def shown(client: Client, **query: str) -> list[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.title for row in response.context["page"].object_list]


@pytest.fixture
def outside(client: Client, eva: Person) -> Client:
    client.force_login(eva)
    return client


def test_networks_stand_in_danish_order_and_the_page_says_so(outside: Client, three):
    assert shown(outside) == ["Zebrastriber", "Ældre og pårørende", "Åben ungdomsklub"]
    assert "Står efter alfabetet." in html_of(outside, LIST)


def test_a_letter_with_an_accent_stands_with_its_own(outside: Client, mia, bo, karen):
    for title in ("Øl og brød", "Én fælles klub", "Elever", "Fælles haver"):
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=title)
    assert shown(outside) == ["Elever", "Én fælles klub", "Fælles haver", "Øl og brød"]


def test_a_row_says_what_it_is_who_is_in_and_who_is_wanted(outside: Client, three):
    rows = {row.title: row for row in outside.get(LIST).context["page"].object_list}
    klub, aeldre = rows["Åben ungdomsklub"], rows["Ældre og pårørende"]
    assert klub.departments == ("Skole & Dagtilbud", "Sundhed & Omsorg")
    assert aeldre.departments == ("Skole & Dagtilbud",)
    assert (klub.is_open, aeldre.wanted) == (False, "2-3 nye fra Skole")
    assert html_of(outside, LIST).count("Åbent for 2-3 nye fra Skole") == 1


def test_each_filter_narrows_by_itself(outside: Client, three, health):
    undersoeg = Phase.objects.get(name="Undersøg").pk
    assert shown(outside, type="laering") == ["Zebrastriber"]
    assert shown(outside, fase=str(undersoeg)) == ["Zebrastriber"]
    assert shown(outside, afdeling=str(health.pk)) == ["Zebrastriber", "Åben ungdomsklub"]
    assert shown(outside, aabent="on") == ["Zebrastriber", "Ældre og pårørende"]
    assert shown(outside, pejlemaerke="hverdag") == ["Ældre og pårørende"]
    assert shown(outside, ord="vejen børnene") == ["Zebrastriber"]


def test_words_are_found_whatever_their_case_also_in_danish(outside: Client, three):
    assert shown(outside, ord="ÆLDRE") == ["Ældre og pårørende"]
    assert shown(outside, ord="åBEN") == ["Åben ungdomsklub"]
    assert shown(outside, ord="%") == []


def test_filters_narrow_together(outside: Client, three, health):
    together = {"afdeling": str(health.pk), "aabent": "on", "type": "laering"}
    assert shown(outside, **together) == ["Zebrastriber"]
    assert shown(outside, **together, ord="ældre") == []
    assert "Intet netværk passer på det hele" in html_of(outside, f"{LIST}?ord=ingenting")


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        ([Role.EMPLOYEE], []),
        ([Role.EMPLOYEE, Role.CHIEF], ["Åben ungdomsklub"]),
        ([Role.EMPLOYEE, Role.CONSULTANT], ["Åben ungdomsklub"]),
    ],
)
def test_a_theme_is_found_only_by_those_who_may_read_the_direction(
    client: Client, three, eva: Person, roles: list[str], found: list[str]
):
    eva.roles = roles
    eva.save()
    client.force_login(eva)
    assert shown(client, pejlemaerke="boern") == found


def test_a_theme_of_an_older_direction_no_longer_counts(outside: Client, three):
    make_direction(three["ældre"], themes=[StrategicThemeFactory(key="nyt")])
    assert shown(outside, pejlemaerke="hverdag") == []
    assert shown(outside, pejlemaerke="nyt") == ["Ældre og pårørende"]


@pytest.mark.parametrize(
    "query",
    ["type=findes-ikke", "fase=0", "fase=x", "afdeling=1", "pejlemaerke=x", "ord=" + "x" * 500],
)
def test_an_unknown_choice_is_left_out_and_said(outside: Client, three, query: str):
    response = outside.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert len(response.context["page"].object_list) == 3
    assert "findes ikke længere" in response.content.decode()


def test_a_nul_byte_in_the_address_is_refused(outside: Client, three):
    assert outside.get(f"{LIST}?ord=%00").status_code == 400


def test_a_page_beyond_the_last_is_the_last(outside: Client, three):
    assert len(shown(outside, page="99")) == 3
    assert len(shown(outside, page="x")) == 3


def test_chips_take_their_own_choice_away(outside: Client, three, health):
    response = outside.get(LIST, {"type": "laering", "aabent": "on", "ord": "", "page": "2"})
    chips = [(chip.label, chip.url) for chip in response.context["chips"]]
    assert chips == [
        ("Læringsnetværk", f"{LIST}?aabent=on"),
        ("Åbent for nye deltagere", f"{LIST}?type=laering"),
    ]


def test_choices_stand_in_their_own_order(three, area):
    choices = filter_choices()
    assert [name for _key, name in choices["department"]] == sorted(
        (name for _key, name in choices["department"]),
        key=lambda name: name.lower().translate(str.maketrans("æøå", "{|}")),
    )
    assert [name for _key, name in choices["phase"]][:3] == [
        "Opstart",
        "Netværksdesign",
        "Undersøg",
    ]
    assert choices["type"][0][1] == "Velfærdsnetværk"


@pytest.mark.parametrize("query", ["", "?type=laering", "?ord=ingenting", "?fase=x"])
def test_the_swapped_list_equals_the_same_piece_of_a_fresh_page(outside: Client, three, query: str):
    fragment = html_of(outside, LIST + query, hx_request="true").strip()
    assert part_of(html_of(outside, LIST + query), "networks").startswith(fragment)


def test_the_swapped_list_gives_the_address_without_what_is_empty(outside: Client, three):
    response = outside.get(
        LIST, {"type": "laering", "ord": "", "fase": ""}, headers={"HX-Request": "true"}
    )
    address = f"{LIST}?type=laering"
    assert response.headers["HX-Push-Url"] == address
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    assert outside.get(address, headers=here).headers["HX-Push-Url"] == "false"


def test_the_list_costs_the_same_for_everybody_at_every_size(request: pytest.FixtureRequest):
    cast = cast_of(request)
    network, people = cast.network, [name for name in cast.people if name != "anonymous"]
    costs = []
    for size in (1, 3, 25):
        while Network.objects.count() < size:
            make_network(
                leader=network.leader,
                reference_leader=network.reference_leader,
                consultant=network.consultant,
                title=f"Nr. {Network.objects.count()}",
            )
        costs.append({name: queries_of(cast.client(name), LIST) for name in people})
    # session, person, choices, count, rows; a guest has no choices, and may have no rows
    expected = dict.fromkeys(people, 5) | {"guest in it": 4, "guest outside": 3}
    assert costs == [expected] * 3


def test_a_guest_sees_own_networks_also_closed_and_no_filters(request: pytest.FixtureRequest):
    cast = cast_of(request)
    guest, query = cast.client("guest in it"), f"{LIST}?ord=findes-ikke"
    assert "Filtrér" in html_of(cast.client("employee outside"), LIST)
    for address in (LIST, query):
        html = html_of(guest, address)
        assert (cast.network.title in html, "Filtrér" in html) == (True, False)
    make_closed(cast.network)
    assert cast.network.title in html_of(guest, LIST)
