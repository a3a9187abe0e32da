"""Results across the networks, as the chiefs read them."""

import re
import uuid

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.actions.receiver import decline_result
from networks.enums import Afterlife, Audience
from networks.models import LookAgain, Network
from tests.factories.networks import make_network
from tests.factories.networks.result import make_closed, make_receiver, make_result, make_taken
from tests.sheets import fetched

PAGE = reverse("secretariat:results_overview")


@pytest.fixture
def network(mia, bo, karen) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def page_for(client, person, asked=""):
    client.force_login(person)
    return client.get(f"{PAGE}{asked}")


def titles(response) -> list[str]:
    return [row.title for row in response.context["page"]]


def look_again(result, by, answer) -> None:
    LookAgain.objects.create(
        result=result,
        months=3,
        due_on=clock.today(),
        answer=answer,
        words="Hver mandag.",
        answered_by=by,
        answered_at=clock.now(),
    )


@pytest.mark.parametrize("who", ["bo", "dorte"])
def test_chiefs_read_it(client, who, request):
    assert page_for(client, request.getfixturevalue(who)).status_code == 200


@pytest.mark.parametrize("who", ["sanne", "karen", "mia", "eva", "noor", "root"])
def test_for_everyone_else_it_does_not_exist(client, who, request):
    assert page_for(client, request.getfixturevalue(who)).status_code == 404


def test_results_by_whether_somebody_has_them_and_they_live(client, network, eva, ali, bo):
    make_receiver(make_result(network, title="Asked"), eva)
    make_result(network, title="Bare")
    make_taken(make_result(network, title="Changed"), eva)
    look_again(network.results.get(title="Changed"), eva, Afterlife.CHANGED)
    make_taken(make_result(network, title="Lives"), ali)
    look_again(network.results.get(title="Lives"), ali, Afterlife.LIVES)
    found = {state: titles(page_for(client, bo, f"?aftryk={state}")) for state in STATES}
    assert found == STATES
    rows = {row.title: row for row in page_for(client, bo).context["page"]}
    assert list(rows) == ["Asked", "Bare", "Changed", "Lives"]
    assert rows["Asked"].unit == ""
    assert (rows["Lives"].unit, rows["Lives"].look) == (ali.unit.name, "Det lever")


STATES = {
    "modtager": ["Changed", "Lives"],
    "uden": ["Asked", "Bare"],
    "lever": ["Lives"],
    "vrøvl": ["Asked", "Bare", "Changed", "Lives"],
}


def test_they_outlive_their_network_and_are_narrowed_like_the_overview(client, network, mia, bo):
    make_result(network, title="Efterladt")
    make_closed(network)
    assert titles(page_for(client, bo, "?type=velfaerd")) == ["Efterladt"]
    assert titles(page_for(client, bo, "?type=innovation")) == []


@pytest.mark.parametrize("audience", [Audience.NETWORK, Audience.SECRETARIAT])
def test_what_is_shielded_changes_nothing(client, network, bo, dorte, audience):
    """Also for a chief who is in the network."""
    network.memberships.create(person=dorte)
    before = without_tokens(page_for(client, dorte))
    make_result(network, title=uuid.uuid4().hex, audience=audience)
    assert network.results.count() == 1
    assert without_tokens(page_for(client, dorte)) == before


@pytest.mark.parametrize("is_inside", [True, False])
def test_who_is_asked_is_known_inside_the_network_alone(client, network, eva, dorte, is_inside):
    """As on the network's own page; also for a chief who is in it, and in the list as a file."""
    if is_inside:
        network.memberships.create(person=dorte)
    result = make_result(network)
    pages = [PAGE, f"{PAGE}?aftryk=uden"]

    def seen() -> list[object]:
        client.force_login(dorte)
        shown = [without_tokens(client.get(page)) for page in pages]
        return [*shown, *(fetched(client, page)[1:] for page in pages)]

    before = seen()
    receiver = make_receiver(result, eva)
    assert seen() == before
    decline_result(by=eva, receiver=receiver, words="Det er ikke hos os.")
    assert seen() == before
    make_taken(result, eva)
    assert [eva.unit.name in str(rows) for rows in seen()[2:]] == [True, False]


def without_tokens(response) -> str:
    """The page without what differs each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_five_queries(client, network, eva, bo, rows, django_assert_num_queries):
    for number in range(rows):
        make_taken(make_result(network, title=f"Aftryk {number}"), eva)
    client.force_login(bo)
    with django_assert_num_queries(5):
        response = client.get(PAGE)
    assert len(titles(response)) == rows


def test_what_htmx_fetches_is_what_the_whole_page_shows(client, network, bo):
    make_result(network)
    whole = without_tokens(page_for(client, bo, "?aftryk=uden"))
    part = client.get(f"{PAGE}?aftryk=uden", headers={"HX-Request": "true"})
    assert without_tokens(part).strip() in whole


def test_the_list_is_taken_along_as_the_page_shows_it(client, network, eva, bo, dorte):
    network.memberships.create(person=dorte)
    make_taken(make_result(network, title="Delt"), eva)
    make_result(network, title="Skærmet", audience=Audience.NETWORK)
    make_result(network, title="Uden modtager")
    client.force_login(dorte)
    top, _headings, *rows = fetched(client, f"{PAGE}?aftryk=modtager")
    assert "Nogen har taget imod" in top[0]
    assert "Afsluttede er ikke med" not in top[0]
    assert [row[:4] for row in rows] == [
        [network.title, "Delt", "Pedellen ringer mandag morgen.", eva.unit.name]
    ]
