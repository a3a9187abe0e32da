"""Phases: a row without gates, with what helps in each and the way so far."""

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk.refusals import NotPossibleNow
from networks.actions.phase import NotOfItsType, move_phase
from networks.models import NetworkType, Phase, PhaseChange
from networks.queries.phase import AFTER_CLOSING
from tests.networks.rooms import Cast, cast_of, html_of, queries_of
from tests.secretariat.desk import CHANGED, admin_url


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def phases(cast: Cast) -> str:
    return reverse("networks:phase_list", args=[cast.network.slug])


@pytest.fixture
def move(cast: Cast) -> str:
    return reverse("networks:phase_move", args=[cast.network.slug])


@pytest.fixture
def laboratory(cast: Cast) -> Phase:
    """A phase for another type than the network's."""
    phase = Phase.objects.create(name="Laboratorium", meaning="Vilde forsøg.", position=3)
    phase.types.set([NetworkType.objects.get(key="innovation")])
    return phase


def names(client: Client, address: str) -> list[str]:
    return [phase.name for phase in client.get(address).context["page"].phases]


def test_whoever_may_see_the_network_reads_its_phases(cast: Cast, phases: str):
    answers = {who: cast.client(who).get(phases).status_code for who in cast.people}
    outside = {"anonymous": 302, "guest outside": 404}
    assert answers == dict.fromkeys(cast.people, 200) | outside


def test_the_page_shows_where_we_are_and_how_it_went(cast: Cast, phases: str):
    explore = Phase.objects.get(name="Undersøg")
    start = cast.network.phase
    leader = cast.network.leader
    move_phase(by=leader, network=cast.network, to=explore, sentence="Vi gik ud og lyttede.")
    move_phase(by=leader, network=cast.network, to=start, sentence="Vi manglede nogen.")
    client = cast.client("employee outside")
    html = html_of(client, phases)
    told = [(one.heading, one.text) for one in client.get(phases).context["page"].history]
    assert told == [("Opstart", "Vi manglede nogen."), ("Undersøg", "Vi gik ud og lyttede.")]
    here = html[html.index('aria-current="step"') :]
    assert here.index("Opstart") < here.index("Her er netværket nu") < here.index("Netværksdesign")
    assert "Hvad undrer vi os mest over lige nu?" in html
    assert "Retningen læst højt sammen" in html


def test_a_phase_of_another_type_is_neither_shown_nor_offered_nor_possible(
    cast: Cast, phases: str, move: str, laboratory: Phase
):
    client = cast.client("leader")
    assert "Laboratorium" not in html_of(client, phases) + html_of(client, move)
    sent = {"to": laboratory.pk, "sentence": "Vi prøver."}
    assert client.post(move, sent).status_code == 422
    with pytest.raises(NotOfItsType):
        move_phase(
            by=cast.network.leader, network=cast.network, to=laboratory, sentence="Vi prøver."
        )
    assert not PhaseChange.objects.exists()


def test_what_comes_after_closing_is_shown_but_not_offered_to_a_living_network(
    cast: Cast, phases: str, move: str
):
    client, after = cast.client("leader"), Phase.objects.get(name=AFTER_CLOSING)
    assert AFTER_CLOSING in names(client, phases)
    offered = client.get(move).context["form"].fields["to"].queryset
    assert (after in offered, Phase.objects.get(name="Afrunding") in offered) == (False, True)
    assert client.post(move, {"to": after.pk, "sentence": "Vi prøver."}).status_code == 422
    assert not PhaseChange.objects.exists()


def test_a_phase_for_its_type_stands_in_its_place(cast: Cast, phases: str, laboratory: Phase):
    laboratory.types.add(cast.network.type)
    found = names(cast.client("member"), phases)
    assert (found.count("Laboratorium"), len(found)) == (1, 9)


def test_the_phase_it_is_in_is_shown_also_when_it_is_for_others_now(
    cast: Cast, phases: str, laboratory: Phase
):
    cast.network.phase = laboratory
    cast.network.save(update_fields=["phase"])
    assert "Laboratorium" in names(cast.client("member"), phases)


def test_only_the_leader_moves(cast: Cast):
    explore = Phase.objects.get(name="Undersøg")
    for name, person in cast.people.items():
        if person is None or name == "leader":
            continue
        with pytest.raises(NotPossibleNow):
            move_phase(by=person, network=cast.network, to=explore, sentence="Nu!")
    assert not PhaseChange.objects.exists()


def test_after_moving_stands_what_helps_in_the_new_phase(cast: Cast, move: str):
    test = Phase.objects.get(name="Test i basis")
    answer = cast.client("leader").post(
        move, {"to": test.pk, "sentence": "To klubber bruger det nu."}, follow=True
    )
    html = answer.content.decode()
    here = html[html.index('aria-current="step"') :]
    assert "I er nu i fasen Test i basis." in html
    assert here.index("Hvad sker der med det, når vi ikke er der?") < here.index("Afrunding")


def test_the_page_costs_five_queries_at_every_size(cast: Cast, phases: str):
    costs = []
    for size in (1, 3, 25):
        while PhaseChange.objects.count() < size:
            PhaseChange.objects.create(
                network=cast.network, to=cast.network.phase, sentence="Igen", by=cast.network.leader
            )
        costs.append([queries_of(cast.client(who), phases) for who in ("leader", "guest in it")])
    # session, person, network, phases, changes
    assert costs == [[5, 5]] * 3


def test_the_secretariat_edits_a_phase_with_its_questions_tools_and_types(cast: Cast, client):
    client.force_login(cast.people["consultant"])
    phase, kind = Phase.objects.get(name="Undersøg"), NetworkType.objects.get(key="laering")
    sent = {
        "name": "Undersøg",
        "meaning": "Gå ud.",
        "questions": "Hvad?\n\nHvem?",
        "tools": "Et kort",
        "types": [kind.pk],
        "position": 3,
    }
    assert client.post(admin_url(Phase, "change", phase.pk), sent).status_code == CHANGED
    phase.refresh_from_db()
    assert (phase.prompts, phase.toolbox) == (["Hvad?", "Hvem?"], ["Et kort"])
    assert list(phase.types.all()) == [kind]
    client.post(admin_url(Phase, "change", phase.pk), {**sent, "types": []})
    assert not phase.types.exists()


def test_the_secretariat_says_how_long_a_type_takes_and_what_it_may_hold(cast: Cast, client):
    client.force_login(cast.people["consultant"])
    kind = NetworkType.objects.get(key="laering")
    page = admin_url(NetworkType, "change", kind.pk)
    names = ("name", "aim", "usual_length", "tied_to", "position")
    sent = {name: getattr(kind, name) for name in names}
    sent |= {"months": "9", "may_hold_subnetworks": "on"}
    assert client.post(page, sent).status_code == CHANGED
    kind.refresh_from_db()
    assert (kind.months, kind.may_hold_subnetworks) == (9, True)
