"""The catalogue's page."""

import pytest
from django.urls import reverse

from networks.models import Phase
from offerings.enums import OfferingKind
from tests.factories.offerings import make_offering

PAGE = reverse("offerings:offering_list")


def shelves(client, **chosen) -> list[tuple[str, list[str]]]:
    catalogue = client.get(PAGE, chosen).context["catalogue"]
    return [
        (shelf.label, [offering.title for offering in shelf.offerings])
        for shelf in catalogue.shelves
    ]


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


@pytest.mark.parametrize("nonsense", ["", "x", "999999", "1 OR 1=1", "١"])
def test_a_phase_that_is_none_shows_everything(client, eva, nonsense):
    make_offering("Noget")
    client.force_login(eva)
    assert shelves(client, fase=nonsense) == [("Workshop", ["Noget"])]


def test_a_guest_finds_no_catalogue(client, noor):
    client.force_login(noor)
    assert client.get(PAGE).status_code == 404


def test_the_empty_catalogue_says_what_will_be_here(client, eva):
    client.force_login(eva)
    assert "Her kommer sekretariatets tilbud" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_five_queries(client, eva, rows, django_assert_num_queries):
    for _ in range(rows):
        make_offering(phases=["Opstart", "Undersøg"])
    client.force_login(eva)
    with django_assert_num_queries(5):
        client.get(PAGE)
