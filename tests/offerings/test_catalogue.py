"""The catalogue's page: what is in it, how it is narrowed, and what it suggests."""

from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.models import Network, Phase
from offerings.enums import OfferingKind
from offerings.models import OfferingSession
from offerings.queries.catalogue import suggested_for
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.offerings import make_assigned, make_offering, make_request
from tests.networks.rooms import html_of, queries_of

PAGE = reverse("offerings:offering_list")


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    """In its first phase, Opstart."""
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def shelves(client, **chosen) -> list[tuple[str, list[str]]]:
    found = client.get(PAGE, chosen).context["shelves"]
    return [(shelf.label, [offering.title for offering in shelf.offerings]) for shelf in found]


def suggested(client) -> list[tuple[str, str]]:
    found = client.get(PAGE).context["suggestions"]
    return [(one.offering.title, one.reason) for one in found]


def test_the_catalogue_lies_by_kind_and_danish_alphabet(client, eva):
    for title in ("Øvelser", "Åben dag", "Zebra", "Ærlig snak"):
        make_offering(title)
    make_offering("Loftet", kind=OfferingKind.PLACE)
    make_offering("Gemt væk", is_active=False)
    client.force_login(eva)
    assert shelves(client) == [
        ("Workshop", ["Zebra", "Ærlig snak", "Øvelser", "Åben dag"]),
        ("Sted at arbejde", ["Loftet"]),
    ]


def test_a_phase_cuts_the_catalogue(client, eva):
    make_offering("Til opstart", phases=["Opstart"])
    make_offering("Til begge", phases=["Opstart", "Undersøg"])
    make_offering("Til ingen")
    client.force_login(eva)
    phase = Phase.objects.get(name="Undersøg")
    assert shelves(client, fase=phase.pk) == [("Workshop", ["Til begge"])]


def test_a_type_keeps_what_is_for_all_and_drops_what_is_for_others(client, eva):
    make_offering("For alle")
    make_offering("For begge", types=["velfaerd", "laering"])
    make_offering("For andre", types=["innovation"])
    client.force_login(eva)
    assert shelves(client, type="velfaerd") == [("Workshop", ["For alle", "For begge"])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lyt", ["Lyt før du spørger"]),
        ("LYT familier", ["Lyt før du spørger"]),
        ("væg", ["Tegn det"]),
        ("100%", []),
        ("%", []),
    ],
)
def test_each_word_is_looked_for_in_all_that_is_said(client, eva, words, found):
    make_offering("Lyt før du spørger", gives="I møder familier.")
    make_offering("Tegn det", asks="En bar væg.")
    client.force_login(eva)
    assert [title for _label, titles in shelves(client, ord=words) for title in titles] == found


def test_all_the_choices_count_together_and_are_said(client, eva):
    fits = {"phases": ["Undersøg"], "types": ["velfaerd"], "kind": OfferingKind.METHOD}
    make_offering("Lyt godt", **fits)
    make_offering("Lyt senere", **{**fits, "phases": ["Afrunding"]})
    make_offering("Lyt for andre", **{**fits, "types": ["innovation"]})
    make_offering("Lyt i gruppe", **{**fits, "kind": OfferingKind.WORKSHOP})
    make_offering("Tegn godt", **fits)
    client.force_login(eva)
    phase = Phase.objects.get(name="Undersøg")
    chosen = {"ord": "lyt", "art": "method", "fase": phase.pk, "type": "velfaerd"}
    assert shelves(client, **chosen) == [("Metode", ["Lyt godt"])]
    page = client.get(PAGE, chosen).content.decode()
    assert "Viser: »lyt«, Metode, Undersøg, Velfærdsnetværk." in page


@pytest.mark.parametrize("name", ["fase", "art", "type"])
@pytest.mark.parametrize("nonsense", ["x", "999999", "1 OR 1=1", "١"])
def test_a_choice_that_is_none_narrows_nothing_and_says_so(client, eva, name, nonsense):
    make_offering("Noget")
    client.force_login(eva)
    answer = client.get(PAGE, {name: nonsense})
    assert [one.title for one in answer.context["shelves"][0].offerings] == ["Noget"]
    assert "findes ikke længere" in answer.content.decode()


def test_when_nothing_fits_the_page_says_what_to_do(client, eva):
    make_offering("Noget")
    client.force_login(eva)
    page = client.get(PAGE, {"ord": "andet"}).content.decode()
    assert "Intet tilbud passer på det hele på én gang" in page
    assert "Vis alle tilbud" in page


def test_a_guest_finds_no_catalogue(client, noor):
    client.force_login(noor)
    assert client.get(PAGE).status_code == 404


def test_the_empty_catalogue_says_what_will_be_here(client, eva):
    client.force_login(eva)
    assert "Her kommer sekretariatets tilbud" in client.get(PAGE).content.decode()


def test_the_swapped_part_is_that_of_a_fresh_page(client, eva):
    make_offering("Lyt")
    make_offering("Tegn")
    client.force_login(eva)
    part = html_of(client, f"{PAGE}?ord=lyt", **{"HX-Request": "true"})
    assert '<div id="shelves">' in part
    assert "Tegn" not in part
    assert part.strip() in html_of(client, f"{PAGE}?ord=lyt")


def test_my_network_is_suggested_what_fits_its_phase_and_type(client, network, mia):
    make_offering("Den første dag", phases=["Opstart"])
    make_offering("Kun for dem", phases=["Opstart"], types=["velfaerd"])
    make_offering("For andre", phases=["Opstart"], types=["innovation"])
    make_offering("Senere", phases=["Afrunding"])
    make_offering("Gemt væk", phases=["Opstart"], is_active=False)
    make_assigned(network, make_offering("Givet", phases=["Opstart"]))
    make_request(network, make_offering("Bedt om", phases=["Opstart"]))
    client.force_login(mia)
    reason = "Fordi »Elever med højt fravær« er i fasen Opstart"
    assert suggested(client) == [("Den første dag", reason), ("Kun for dem", reason)]
    here = [(one.offering.title, one.reason) for one in suggested_for(network)]
    reason = "Fordi netværket er i fasen Opstart"
    assert here == [("Den første dag", reason), ("Kun for dem", reason)]


def test_of_what_fits_three_are_named_and_each_once(client, network, mia, bo, karen):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Unge i job")
    for number in range(5):
        make_offering(f"Nr. {number}", phases=["Opstart"])
    client.force_login(mia)
    first, second = "»Elever med højt fravær«", "»Unge i job«"
    expected = [(f"Nr. {one}", first) for one in range(3)] + [
        (f"Nr. {one}", second) for one in (3, 4)
    ]
    said = [
        (title, reason.split(" er i ")[0].removeprefix("Fordi "))
        for title, reason in suggested(client)
    ]
    assert said == expected


@pytest.mark.parametrize("who", ["eva", "karen", "bo"])
def test_who_is_in_no_network_is_suggested_nothing(client, network, who, request):
    make_offering("Den første dag", phases=["Opstart"])
    sign_in(client, request.getfixturevalue(who))
    assert suggested(client) == []


def test_the_next_session_stands_in_the_list(client, eva, karen):
    offering = make_offering("Lyt")
    for days in (-3, 9, 5):
        begins = clock.now() + timedelta(days=days)
        OfferingSession.objects.create(
            offering=offering,
            begins_at=begins,
            ends_at=begins + timedelta(hours=2),
            book_by=begins,
            capacity=8,
            held_by=karen,
            planned_by=karen,
        )
    client.force_login(eva)
    [shelf] = client.get(PAGE).context["shelves"]
    assert (shelf.offerings[0].next_at - clock.now()).days in {4, 5}


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_eight_queries(client, network, mia, rows):
    for _ in range(rows):
        make_offering(phases=["Opstart", "Undersøg"], types=["velfaerd"])
    client.force_login(mia)
    assert queries_of(client, PAGE) == 8


def test_a_long_catalogue_is_turned_by_pages_and_keeps_what_narrows_it(client, eva):
    make_offering("Andet")
    for number in range(27):
        make_offering(f"Lyt {number:02}", kind=OfferingKind.METHOD if number > 20 else "workshop")
    client.force_login(eva)
    first, second = (shelves(client, ord="lyt", page=page) for page in (1, 2))
    assert [(label, len(titles)) for label, titles in first] == [("Workshop", 21), ("Metode", 4)]
    assert second == [("Metode", ["Lyt 25", "Lyt 26"])]
    assert 'href="?ord=lyt&amp;page=2"' in client.get(PAGE, {"ord": "lyt"}).content.decode()


def test_what_htmx_fetched_has_the_address_of_the_narrowed_list(client, eva):
    client.force_login(eva)
    answer = client.get(f"{PAGE}?ord=lyt&art=&fase=x", headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == f"{PAGE}?ord=lyt"
