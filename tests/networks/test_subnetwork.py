"""Sub-networks: one level down, with the parent's direction and a room of their own."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from networks.actions.lifecycle import TitleTaken, begin_subnetwork
from networks.enums import Audience
from networks.models import Direction, LearningEntry, Network, NetworkType, StrategicTheme
from networks.nudges import RULES
from networks.queries.beside import beside_of
from networks.queries.direction import directions_page
from secretariat.queries.leadership import (
    by_theme,
    groups_of,
    networks_of,
    themes_without_network,
)
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_learning,
    make_member,
    make_network,
)
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.networks.rooms import Cast, cast_of, html_of, let_in, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    found = cast_of(request)
    may_hold(found.network)
    return found


@pytest.fixture
def theme(cast: Cast) -> StrategicTheme:
    theme = StrategicThemeFactory(title="Alle børn hører til")
    make_direction(cast.network, themes=[theme], why="MARK-retningen", is_shared=False)
    return theme


@pytest.fixture
def lea(cast: Cast) -> Person:
    """She will lead the sub-network, and is in nothing else."""
    return cast.people["employee outside"]


@pytest.fixture
def begun(cast: Cast, theme: StrategicTheme, lea: Person) -> Network:
    return make_subnetwork(cast.network, leader=lea)


def new(network: Network) -> str:
    return reverse("networks:subnetwork_new", args=[network.slug])


def page(network: Network, name: str = "network_detail") -> str:
    return reverse(f"networks:{name}", args=[network.slug])


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(led_by: Person, **changed: str) -> dict[str, str]:
    words = {"title": "Familierne", "challenge": "Hvem ringer?", "leader": led_by.email}
    return {**words, **changed}


def test_only_the_leader_of_a_type_that_may_hold_them_begins_one(cast: Cast, lea: Person):
    answers = {
        who: (
            cast.client(who).get(new(cast.network)).status_code,
            cast.client(who).post(new(cast.network), {}).status_code,
        )
        for who in cast.people
    }
    expected = dict.fromkeys(cast.people, (404, 404))
    assert answers == expected | {"anonymous": (302, 403), "leader": (200, 422)}
    NetworkType.objects.update(may_hold_subnetworks=False)
    assert cast.client("leader").post(new(cast.network), sent(lea)).status_code == 404
    assert not Network.objects.exclude(parent=None).exists()


def test_it_is_established_at_once_with_what_is_the_parents(
    cast: Cast, theme: StrategicTheme, lea: Person
):
    answer = cast.client("leader").post(new(cast.network), sent(lea), follow=True)
    parent, begun = cast.network, Network.objects.get(parent=cast.network)
    assert answer.redirect_chain[-1][0] == page(begun)
    assert f"Undernetværket er i gang, og {lea.name} leder det." in answer.content.decode()
    inherited = ("type", "reference_leader", "consultant")
    assert [getattr(begun, one) for one in inherited] == [getattr(parent, one) for one in inherited]
    assert (begun.status, begun.phase.name, begun.leader) == ("established", "Opstart", lea)
    assert (begun.is_open_for_members, begun.horizon_on, begun.co_driver) == (True, None, None)
    members = begun.memberships.values_list("person__first_name", "is_core")
    assert list(members) == [(lea.first_name, True)]
    told = OutboxMail.objects.filter(kind="subnetwork")
    assert sorted(one.recipient.first_name for one in told) == ["Bo", "Eva", "Karen"]


def test_a_second_click_is_one_sub_network(cast: Cast, lea: Person):
    client = cast.client("leader")
    answers = [client.post(new(cast.network), sent(lea)) for _click in range(2)]
    assert {answer.url for answer in answers} == {page(Network.objects.get(parent=cast.network))}
    assert OutboxMail.objects.filter(kind="subnetwork").count() == 3


def test_another_one_by_the_same_name_is_refused_in_words(cast: Cast, begun: Network, lea: Person):
    other = sent(lea, title="FAMILIERNE", challenge="MARK-noget-andet")
    answer = cast.client("leader").post(new(cast.network), other)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Der er allerede et undernetværk" in html, "MARK-noget-andet" in html) == (True, True)
    with pytest.raises(TitleTaken):
        make_subnetwork(cast.network, leader=lea, challenge="Noget andet")
    assert Network.objects.filter(parent=cast.network).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"title": "x" * 91}, {"challenge": "x" * 161}, {"leader": "gry@nul.example"}],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, lea: Person, wrong: dict):
    answer = cast.client("leader").post(new(cast.network), sent(lea, **wrong))
    kept = "Familierne" if "title" not in wrong else "Hvem ringer?"
    assert (answer.status_code, kept in answer.content.decode()) == (422, True)
    assert not Network.objects.exclude(parent=None).exists()


def test_a_guest_does_not_lead_one(cast: Cast):
    with pytest.raises(NotPossibleNow):
        make_subnetwork(cast.network, leader=cast.people["guest in it"])


def test_it_lies_one_level_down_and_no_further(cast: Cast, begun: Network, lea: Person):
    assert client_of(lea).get(new(begun)).status_code == 404
    with pytest.raises(NotPossibleNow):
        begin_subnetwork(by=lea, network=begun, title="Under", challenge="?", leader=lea)
    with pytest.raises(DatabaseError), transaction.atomic():
        Network.objects.filter(pk=cast.network.pk).update(proposal=None, parent=begun)


def test_the_room_is_its_own(cast: Cast, begun: Network, lea: Person):
    """Those in the parent read nothing of it unless they are in it too; nor the other way."""
    make_learning(begun, learned="MARK-i-under", audience=Audience.NETWORK)
    make_learning(cast.network, learned="MARK-i-over", audience=Audience.NETWORK)
    below, above = page(begun, "learning_list"), page(cast.network, "learning_list")
    read = {
        who: "MARK-i-under" in html_of(cast.client(who), below)
        for who in cast.people
        if who not in {"anonymous", "guest outside"}
    }
    # The consultant follows both.
    assert read == dict.fromkeys(read, False) | {"employee outside": True, "consultant": True}
    assert cast.client("guest in it").get(page(begun)).status_code == 404
    assert "MARK-i-over" not in html_of(client_of(lea), above)
    assert LearningEntry.objects.visible_to(cast.network.leader).count() == 1
    make_member(begun, cast.people["member"])
    assert "MARK-i-under" in html_of(cast.client("member"), below)


def test_those_in_it_read_the_direction_they_inherit(cast: Cast, begun: Network):
    guest = cast.people["guest outside"]
    let_in(begun, guest)
    address = page(begun, "direction_detail")
    for who in ("employee outside", "guest outside", "chief elsewhere", "consultant"):
        html = html_of(cast.client(who), address)
        assert "MARK-retningen" in html, who
        assert f"arvet fra »{cast.network.title}«" in html
        assert "<textarea" not in html
    html = html_of(cast.client("co-driver"), page(begun))
    assert "MARK-retningen" in html  # he is inside the parent
    finn = cast.client("member before")
    assert "MARK-retningen" not in html_of(finn, address) + html_of(finn, page(begun))
    assert cast.client("guest outside").get(page(cast.network)).status_code == 404


def test_one_of_its_own_stands_instead_and_closes_the_parents_again(cast: Cast, begun: Network):
    make_direction(begun, why="MARK-vores-egen", is_shared=False)
    lea = begun.leader
    shown = directions_page(lea, begun)
    assert (shown.current.why, shown.is_inherited) == ("MARK-vores-egen", False)
    readable = Direction.objects.visible_to(lea).filter(why="MARK-retningen")
    assert not readable.exists()
    html = html_of(client_of(lea), page(begun, "direction_detail"))
    assert ("MARK-retningen" in html, "<textarea" in html) == (False, True)


def test_a_theme_finds_the_sub_networks_that_inherit_it(
    cast: Cast, begun: Network, theme: StrategicTheme
):
    def found(person: Person) -> list[str]:
        address = f"{reverse('networks:network_list')}?pejlemaerke={theme.key}"
        rows = client_of(person).get(address).context["page"].object_list
        return [row.title for row in rows]

    chief = cast.people["chief elsewhere"]
    assert found(chief) == [cast.network.title, "Familierne"]
    # The direction is not shared: who may not read it, finds nothing by it.
    assert found(cast.people["member before"]) == []
    for _version in range(2):
        make_direction(begun, themes=[StrategicThemeFactory()])
    assert found(chief) == [cast.network.title]


def test_the_chiefs_see_it_under_its_parents_theme(
    cast: Cast, begun: Network, theme: StrategicTheme
):
    chief = cast.people["chief elsewhere"]

    def under() -> dict[str, list[str]]:
        groups = groups_of(list(by_theme(networks_of(chief))))
        return {group.heading: [row.title for row in group.rows] for group in groups}

    assert under() == {theme.title: [cast.network.title, "Familierne"]}
    Network.objects.filter(pk=cast.network.pk).update(
        status="closed", closed_at=begun.established_at
    )
    assert under() == {theme.title: ["Familierne"]}
    assert theme not in themes_without_network()


def test_nothing_waits_for_a_direction_that_is_inherited(cast: Cast, begun: Network):
    waits = {
        (rule.key, row[1])
        for rule in RULES
        for row in rule.waiting(Person.objects.all())
        if rule.key.startswith("direction")
    }
    newest = cast.network.directions.order_by("-version")[0]
    assert waits == {("direction_unacknowledged", str(newest.pk))}


def test_its_pages_say_what_it_belongs_to(cast: Cast, begun: Network):
    guest = cast.people["guest outside"]
    let_in(begun, guest)
    link = f'Undernetværk af <a href="{page(cast.network)}">{cast.network.title}</a>'
    assert link in html_of(client_of(begun.leader), page(begun))
    html = html_of(client_of(guest), page(begun))
    assert f"Undernetværk af »{cast.network.title}«" in html
    assert page(cast.network) not in html


def test_the_parents_page_can_show_those_below(cast: Cast, begun: Network, lea: Person):
    make_subnetwork(cast.network, leader=lea, title="Åbent hus")
    make_subnetwork(cast.network, leader=lea, title="Ballerup")
    make_network(leader=lea, reference_leader=cast.people["reference leader"], title="Et andet")
    names = [
        one["title"] for one in beside_of(cast.people["chief elsewhere"], cast.network).subnetworks
    ]
    assert names == ["Ballerup", "Familierne", "Åbent hus"]
    assert beside_of(cast.people["guest in it"], cast.network).subnetworks == ()


def test_a_sub_networks_pages_cost_no_more(cast: Cast, begun: Network):
    here, there = (page(network, "phase_list") for network in (begun, cast.network))
    client = client_of(begun.leader)
    assert (queries_of(client, there), queries_of(client, here)) == (5, 5)
