"""A network's first page: who is in, now, the way here, and what is offered to whom."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk import clock, compiled
from networks.actions.membership import ask_to_join, edit_room
from networks.actions.phase import move_phase
from networks.enums import Audience, EndedBecause
from networks.models import Membership, Network, Phase, PhaseChange, Promise
from networks.permissions import learning, lifecycle, result
from networks.permissions import network as permissions
from networks.queries.beside import _question_of, beside_of
from networks.queries.standing import networks_for, standing_of
from networks.queries.voices import _missing_in
from secretariat.permissions.support import can_see_support
from tests.factories.networks import make_direction, make_learning, make_network
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.promise import make_promise
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

ASKED_OF = {
    "is_in": permissions.is_member,
    "is_inside": permissions.can_read_the_room,
    "is_leader": permissions.is_leader,
    "may_ask": permissions.can_ask_to_join,
    "may_leave": permissions.can_leave_network,
    "may_record_learning": learning.can_record_learning,
    "may_answer_requests": permissions.can_answer_join_request,
    "may_move_phase": permissions.can_move_phase,
    "may_edit_room": permissions.can_edit_room,
    "may_write_direction": permissions.can_write_direction,
    "may_see_support": can_see_support,
    "may_renew": lifecycle.can_renew_network,
    "may_begin_subnetwork": lifecycle.can_begin_subnetwork,
    "may_close": result.can_close_network,
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("networks:network_detail", args=[cast.network.slug])


@pytest.mark.parametrize("is_open", [True, False])
def test_a_page_offers_what_the_permissions_allow(cast: Cast, is_open: bool):
    network = cast.network
    edit_room(by=network.leader, network=network, is_open_for_members=is_open, wanted="")
    for name, person in cast.people.items():
        if person is None or name == "guest outside":
            continue
        found = networks_for(person).get(pk=network.pk)
        standing = standing_of(person, found)
        offered = {fact: getattr(standing, fact) for fact in ASKED_OF}
        assert offered == {fact: may(person, found) for fact, may in ASKED_OF.items()}, name


def test_the_page_costs_at_most_eight_queries_at_every_size(cast: Cast, address: str):
    people = [name for name in cast.people if name not in {"anonymous", "guest outside"}]
    costs = []
    for size in (1, 3, 25):
        while cast.network.learning.count() < size:
            make_learning(cast.network, audience=Audience.EMPLOYEES)
            make_direction(cast.network)
            PhaseChange.objects.create(
                network=cast.network, to=cast.network.phase, sentence="Igen", by=cast.network.leader
            )
            ask_to_join(by=PersonFactory(), network=cast.network, sentence="Må jeg?")
        costs.append({name: queries_of(cast.client(name), address) for name in people})
    # session, person, network, its people, what stands beside, directions, cards, voices;
    # no cards are asked for where the person could read none
    assert costs == [dict.fromkeys(people, 8) | {"superuser": 7}] * 3


@pytest.mark.parametrize(
    ("others", "guests", "words"),
    [
        (0, 0, "1 deltager fra 1 afdeling"),
        (1, 0, "2 deltagere fra 2 afdelinger"),
        (2, 3, "6 deltagere fra 3 afdelinger og 3 udefra"),
    ],
)
def test_the_line_of_people_counts_departments_and_guests(
    mia, bo, karen, others: int, guests: int, words: str
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    units = OrgUnitFactory.create_batch(others)
    people = [PersonFactory(unit=unit) for unit in units]
    people += [PersonFactory(roles=[], unit=None) for _number in range(guests)]
    Membership.objects.bulk_create(Membership(network=network, person=person) for person in people)
    gone = Membership.objects.create(network=network, person=PersonFactory())
    Membership.objects.filter(pk=gone.pk).update(
        ended_at=gone.joined_at, ended_because=EndedBecause.LEFT
    )
    assert beside_of(mia, network).people == words


def test_a_unit_counts_as_its_department(mia, bo, karen, school):
    club = OrgUnitFactory(name="Klub Nord", parent=school, kind="unit")
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    Membership.objects.create(network=network, person=PersonFactory(unit=club))
    assert beside_of(mia, network).people == "2 deltagere fra 1 afdeling"


def test_the_way_here_is_told_from_the_newest(mia, bo, karen, eva, client: Client):
    start = clock.now() - timedelta(days=30)

    def on(day: int) -> datetime:
        return start + timedelta(days=day)

    with clock.set_to(on(0)):
        network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    explore = Phase.objects.get(name="Undersøg")
    with clock.set_to(on(3)):
        move_phase(by=mia, network=network, to=explore, sentence="Vi gik ud og lyttede.")
    with clock.set_to(on(4)):
        make_learning(network, learned="De vil spørges.", audience=Audience.EMPLOYEES)
        make_learning(network, learned="MARK-hemmelig", audience=Audience.NETWORK)
    with clock.set_to(on(5)):
        make_direction(network)
    client.force_login(eva)
    response = client.get(reverse("networks:network_detail", args=[network.slug]))
    told = [(moment.heading, moment.text) for moment in response.context["overview"].way]
    assert told == [
        ("Retningen blev skrevet om (version 2)", ""),
        ("Vi lærte", "De vil spørges."),
        ("Undersøg", "Vi gik ud og lyttede."),
        ("Netværket blev etableret", "Retning, leder og konsulent var på plads."),
        ("Retningen blev skrevet", ""),
        ("Chefforum sagde ja", ""),
    ]


def test_the_leader_meets_the_waiting_requests_first(cast: Cast, address: str):
    ask_to_join(by=cast.people["employee outside"], network=cast.network, sentence="Må jeg?")
    html = html_of(cast.client("leader"), address)
    assert html.index("1 vil gerne være med") < html.index("Lige nu")


def test_the_one_who_has_asked_can_take_it_back(cast: Cast, address: str):
    ask_to_join(by=cast.people["employee outside"], network=cast.network, sentence="Må jeg?")
    html = html_of(cast.client("employee outside"), address)
    assert ("Du har bedt om at være med" in html, "Bed om at være med" in html) == (True, False)


@pytest.mark.parametrize("name", ["room_edit", "phase_move"])
def test_only_the_leader_moves_the_phase_and_edits_the_room(cast: Cast, name: str):
    page = reverse(f"networks:{name}", args=[cast.network.slug])
    answers = {who: cast.client(who).get(page).status_code for who in cast.people}
    assert answers == dict.fromkeys(cast.people, 404) | {"anonymous": 302, "leader": 200}
    posts = {who: cast.client(who).post(page).status_code for who in cast.people if who != "leader"}
    assert posts == dict.fromkeys(posts, 404) | {"anonymous": 403}


def test_the_room_is_edited_and_the_list_says_it(cast: Cast):
    page = reverse("networks:room_edit", args=[cast.network.slug])
    client = cast.client("leader")
    client.post(page, {"is_open_for_members": "on", "wanted": "2-3 nye fra Skole"})
    assert "Åbent for 2-3 nye fra Skole" in html_of(client, reverse("networks:network_list"))
    refused = client.post(page, {"wanted": "x" * 121})
    assert refused.status_code == 422
    assert "x" * 121 in refused.content.decode()


def test_moving_the_phase_asks_what_changed_and_a_second_click_moves_once(cast: Cast):
    page = reverse("networks:phase_move", args=[cast.network.slug])
    explore = Phase.objects.get(name="Undersøg")
    client = cast.client("leader")
    assert client.post(page, {"to": explore.pk, "sentence": " "}).status_code == 422
    assert client.post(page, {"to": "999999", "sentence": "Ud"}).status_code == 422
    for _click in range(2):
        answer = client.post(page, {"to": explore.pk, "sentence": "Vi gik ud."}, follow=True)
        assert answer.status_code in {200, 422}
    changes = cast.network.phase_changes.values_list("to__name", "sentence")
    assert list(changes) == [("Undersøg", "Vi gik ud.")]


@pytest.mark.parametrize("moment", ["2026-11-23 22:59:59", "2026-03-29 01:30"])
@pytest.mark.parametrize("is_inside", [True, False])
def test_what_stands_beside_is_asked_as_if_it_were_built_anew(moment: str, is_inside: bool):
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    for roles in ((), ("employee",), ("employee", "chief"), ("employee", "consultant")):
        beside = _question_of(is_inside, roles, False)
        with clock.set_to(now):
            for person, network in ((1, 2), (4711, 1), (2, 2)):
                anew = beside(person, network).query.sql_with_params()
                assert repr(compiled.statement(beside, person, network)) == repr(anew)
                missing = _missing_in(network).query.sql_with_params()
                assert repr(compiled.statement(_missing_in, network)) == repr(missing)


def test_what_stands_beside_is_each_ones_own(cast: Cast):
    """Compiled for one, it must not show the next what the first may read."""
    make_meeting(cast.network)
    make_promise(cast.network, by=cast.people["chief elsewhere"], text="LØFTET")
    other = make_network(
        leader=cast.people["employee outside"],
        reference_leader=cast.people["reference leader"],
        consultant=cast.people["consultant"],
        title="Et andet",
    )
    may_hold(cast.network)
    lea = PersonFactory()
    below = make_subnetwork(cast.network, leader=lea, title="Nedenunder")
    for name, person in [*cast.people.items(), *reversed(cast.people.items())]:
        if person is None or name == "guest outside":
            continue
        found = networks_for(person).get(pk=cast.network.pk)
        is_inside = permissions.can_read_the_room(person, found)
        beside = beside_of(person, found, is_inside=is_inside)
        seen = Network.objects.visible_to(person).filter(parent=cast.network)
        promised = Promise.objects.visible_to(person).filter(network=cast.network)
        assert [one["slug"] for one in beside.subnetworks] == [one.slug for one in seen], name
        assert {one.pk for one in beside.promises} == {one.pk for one in promised}, name
        assert bool(beside.meeting) == is_inside, name
    outside = beside_of(cast.people["employee outside"], other, is_inside=True)
    assert (outside.meeting, outside.promises, outside.subnetworks) == (None, (), ())
    assert below.title == beside_of(cast.network.leader, cast.network).subnetworks[0]["title"]
