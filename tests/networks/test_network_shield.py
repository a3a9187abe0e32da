"""The promise that the product stands on: who reads a learning card, a direction, a request."""

import pytest
from django.urls import reverse

from networks.actions.decision import reopen_decision
from networks.actions.membership import ask_to_join
from networks.enums import Audience
from networks.models import Network
from tests.factories.networks import make_direction, make_learning, make_network
from tests.networks.rooms import Cast, as_seen, cast_of, html_of, mark_cards, marks_in

N, S, E = Audience.NETWORK, Audience.SECRETARIAT, Audience.EMPLOYEES
READS = {
    "anonymous": set(),
    "guest outside": set(),
    "guest in it": {N, S, E},
    "employee outside": {E},
    "member before": {E},
    "member": {N, S, E},
    "leader": {N, S, E},
    "reference leader": {E},
    "chief elsewhere": {E},
    "director": {E},
    "consultant": {N, S, E},
    "consultant elsewhere": {S, E},
    "co-driver": {N, S, E},
    "secretariat lead": {S, E},
    "superuser": set(),
}
SEES_NETWORK = set(READS) - {"anonymous", "guest outside"}
OF_ONE = [
    "network_detail",
    "learning_list",
    "direction_detail",
    "member_list",
    "join_ask",
    "room_edit",
    "phase_move",
    "direction_write",
    "learning_new",
    "network_leave",
]


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


def every_page(network: Network) -> list[str]:
    return [
        reverse("networks:network_list"),
        reverse("networks:learning_shared"),
        *(reverse(f"networks:{name}", args=[network.slug]) for name in OF_ONE),
    ]


def test_learning_is_read_by_its_audience_and_nobody_else(cast: Cast):
    mark_cards(cast.network)
    pages = every_page(cast.network)
    read = {name: marks_in(*(html_of(cast.client(name), page) for page in pages)) for name in READS}
    assert read == READS


def test_the_learning_page_shows_all_that_the_person_may_read(cast: Cast):
    mark_cards(cast.network)
    address = reverse("networks:learning_list", args=[cast.network.slug])
    assert {name: marks_in(html_of(cast.client(name), address)) for name in READS} == READS


def test_shared_learning_holds_only_what_every_employee_may_read(cast: Cast):
    mark_cards(cast.network)
    address = reverse("networks:learning_shared")
    read = {name: marks_in(html_of(cast.client(name), address)) for name in READS}
    assert read == {name: audiences & {E} for name, audiences in READS.items()}


@pytest.mark.parametrize("name", ["reference leader", "chief elsewhere", "director"])
def test_shielded_text_changes_nothing_that_a_chief_sees(cast: Cast, name: str):
    client = cast.client(name)
    before = [html_of(client, address) for address in every_page(cast.network)]
    make_learning(cast.network, audience=N)
    make_learning(cast.network, audience=S)
    assert [html_of(client, address) for address in every_page(cast.network)] == before


def test_who_sees_that_the_network_is_there(cast: Cast):
    address = reverse("networks:network_detail", args=[cast.network.slug])
    answers = {name: cast.client(name).get(address).status_code for name in READS}
    assert answers == {name: 200 if name in SEES_NETWORK else 404 for name in READS} | {
        "anonymous": 302
    }


def test_what_may_not_be_seen_answers_like_what_is_not_there(cast: Cast):
    for name in sorted(set(READS) - {"anonymous"}):
        client, slug = cast.client(name), cast.network.slug
        refused = {page: client.get(reverse(f"networks:{page}", args=[slug])) for page in OF_ONE}
        for page, response in refused.items():
            if response.status_code == 404:
                missing = client.get(reverse(f"networks:{page}", args=["findes-ikke"]))
                assert response.status_code == missing.status_code
                assert as_seen(response.content) == as_seen(missing.content), (name, page)


@pytest.mark.parametrize(
    ("is_shared", "readers"),
    [
        (True, SEES_NETWORK - {"superuser"}),
        (False, SEES_NETWORK - {"superuser", "employee outside", "member before"}),
    ],
)
def test_a_direction_is_read_by_those_it_is_for(cast: Cast, is_shared: bool, readers: set[str]):
    make_direction(cast.network, why="MARK-retning", is_open="MARK-retning", is_shared=is_shared)
    seen_by = {
        name
        for name in READS
        if any(
            "MARK-retning" in html_of(cast.client(name), address)
            for address in every_page(cast.network)
        )
    }
    assert seen_by == readers


def test_an_older_shared_direction_is_never_shown_as_what_counts_now(cast: Cast):
    make_direction(cast.network, why="MARK-gammel", is_shared=True)
    make_direction(cast.network, why="MARK-ny", is_shared=False)
    client = cast.client("employee outside")
    overview = html_of(client, reverse("networks:network_detail", args=[cast.network.slug]))
    page = html_of(client, reverse("networks:direction_detail", args=[cast.network.slug]))
    assert ("MARK-gammel" in overview, "MARK-ny" in overview + page) == (False, False)
    assert page.index("Tidligere versioner") < page.index("MARK-gammel")


def test_a_request_to_join_is_read_by_the_leader_alone(cast: Cast):
    eva = cast.people["employee outside"]
    ask_to_join(by=eva, network=cast.network, sentence="MARK-anmodning")
    seen_by = {
        name
        for name in READS
        if any(
            "MARK-anmodning" in html_of(cast.client(name), address)
            for address in every_page(cast.network)
        )
    }
    assert seen_by == {"leader"}


def test_a_guest_sees_only_networks_they_are_in(cast: Cast, mia, bo, karen):
    other = make_network(
        leader=mia, reference_leader=bo, consultant=karen, title="Hærværk på skolerne"
    )
    html = html_of(cast.client("guest in it"), reverse("networks:network_list"))
    assert (cast.network.title in html, other.title in html) == (True, False)


def test_a_forming_and_a_cancelled_network_are_told_apart(cast: Cast, mia, bo):
    other = make_network(
        leader=mia, reference_leader=bo, direction=False, title="En ny ungdomsklub"
    )
    client = cast.client("employee outside")
    assert "<li>Ved at blive etableret</li>" in html_of(client, reverse("networks:network_list"))
    reopen_decision(by=bo, proposal=other.proposal, reason="Vi vil tale om det igen.")
    assert other.title not in html_of(client, reverse("networks:network_list"))
    address = reverse("networks:network_detail", args=[other.slug])
    assert client.get(address).status_code == 404
