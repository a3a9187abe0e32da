"""A network ends once, kindly, and nothing that was shared is lost."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.closing import NoReceiver, SubnetworksRun, close_network, months_after
from networks.actions.membership import ask_to_join
from networks.enums import Audience, EndedBecause, JoinRequestStatus, NetworkStatus
from networks.models import LookAgain, Meeting, Network, NetworkInvitation, Phase
from tests.factories.networks import make_learning
from tests.factories.networks.result import make_closed, make_receiver, make_result, make_taken
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, mark_cards, marks_in, queries_of
from tests.networks.test_network_shield import READS

WORDS = {"words": "Vi tager hinanden med."}


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def door(cast: Cast) -> str:
    return reverse("networks:network_close", args=[cast.network.slug])


@pytest.fixture
def harvest(cast: Cast) -> str:
    return reverse("networks:harvest_report", args=[cast.network.slug])


def below(network: Network) -> Network:
    return Network.objects.create(
        parent=network,
        slug="under",
        title="Nattens voksne",
        challenge="Hvem er der?",
        type=network.type,
        phase=Phase.objects.all()[0],
        reference_leader=network.reference_leader,
        leader=network.leader,
    )


def meeting(network: Network, *, days: int) -> Meeting:
    begins = clock.now() + timedelta(days=days)
    return Meeting.objects.create(
        network=network,
        question="Hvad nu?",
        begins_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Klubben",
        called_by=network.leader,
    )


# --- Who, and when not ------------------------------------------------------------------------
def test_only_the_leader_closes(cast: Cast, door: str):
    seen = {who: cast.client(who).get(door).status_code for who in cast.people}
    done = {who: cast.client(who).post(door, WORDS).status_code for who in cast.people}
    everybody = dict.fromkeys(cast.people, 404)
    assert seen == everybody | {"anonymous": 302, "leader": 200}
    assert done == everybody | {"anonymous": 403, "leader": 302}
    cast.network.refresh_from_db()
    assert (cast.network.status, cast.network.closing_words) == ("closed", WORDS["words"])
    assert cast.network.closed_at is not None
    with pytest.raises(NotPossibleNow):
        make_closed_by(cast, "reference leader")


def make_closed_by(cast: Cast, who: str) -> Network:
    person = cast.people[who]
    return close_network(by=person, network=cast.network, words="Slut.", why_without="")


def test_whoever_regrets_comes_back_to_the_networks_first_page(cast: Cast, door: str):
    overview = reverse("networks:network_detail", args=[cast.network.slug])
    assert f'<a href="{overview}">Fortryd</a>' in html_of(cast.client("leader"), door)


def test_a_second_click_closes_once_and_leads_to_the_harvest(cast: Cast, door: str, harvest: str):
    make_taken(make_result(cast.network), cast.people["director"])
    leader = cast.client("leader")
    answers = [leader.post(door, {"words": f"Ord {number}"}) for number in range(2)]
    assert [answer.url for answer in answers] == [harvest] * 2
    assert LookAgain.objects.count() == 3
    cast.network.refresh_from_db()
    assert cast.network.closing_words == "Ord 0"
    assert leader.get(door).url == harvest


def test_what_runs_below_is_closed_first(cast: Cast, door: str):
    below(cast.network)
    leader = cast.client("leader")
    assert "Nattens voksne" in html_of(leader, door)
    answer = leader.post(door, WORDS)
    assert (answer.status_code, "Nattens voksne" in answer.content.decode()) == (422, True)
    with pytest.raises(SubnetworksRun):
        make_closed(cast.network)
    Network.objects.filter(slug="under").update(status=NetworkStatus.CANCELLED)
    assert make_closed(cast.network).is_closed


@pytest.mark.parametrize("state", ["nobody asked", "asked", "declined"])
def test_a_result_that_nobody_has_taken_is_left_knowingly(cast: Cast, door: str, state: str):
    result = make_result(cast.network, audience=Audience.NETWORK)
    if state != "nobody asked":
        receiver = make_receiver(result, cast.people["director"])
    if state == "declined":
        reverse_door = reverse("networks:receiver_answer", args=[receiver.pk])
        cast.client("director").post(reverse_door, {"decision": "nej-tak", "words": "Nej."})
    leader = cast.client("leader")
    answer = leader.post(door, {**WORDS, "why_without": " "})
    assert answer.status_code == 422
    assert f"{WORDS['words']}</textarea>" in answer.content.decode()
    with pytest.raises(NoReceiver):
        make_closed(cast.network, why_without=" ")
    assert leader.post(door, {**WORDS, "why_without": "Det kommer."}).status_code == 302
    cast.network.refresh_from_db()
    assert cast.network.closed_without_receiver == "Det kommer."


def test_with_a_home_for_everything_nobody_asks_why(cast: Cast, door: str):
    make_taken(make_result(cast.network), cast.people["director"])
    assert 'name="why_without"' not in html_of(cast.client("leader"), door)
    make_closed(cast.network, why_without="Uden grund.")
    cast.network.refresh_from_db()
    assert cast.network.closed_without_receiver == ""


@pytest.mark.parametrize("words", ["", " \n", "x" * 4001, "a\0b"])
def test_the_last_words_are_there_and_what_was_typed_is_kept(cast: Cast, door: str, words: str):
    make_result(cast.network)
    answer = cast.client("leader").post(door, {"words": words, "why_without": "MARK-grund"})
    assert answer.status_code == 422
    assert "MARK-grund</textarea>" in answer.content.decode()
    assert Network.objects.running().filter(pk=cast.network.pk).exists()


# --- What ends --------------------------------------------------------------------------------
def test_everything_that_ran_ends(cast: Cast):
    network = cast.network
    invited = NetworkInvitation.objects.create(
        network=network,
        email="ny@borger.example",
        words="Kom!",
        why_you="Du var der.",
        asks_hours="2 timer",
        invited_by=network.leader,
    )
    ahead, over = meeting(network, days=3), meeting(network, days=-3)
    asked = ask_to_join(by=PersonFactory(first_name="Una"), network=network, sentence="Må jeg?")
    make_closed(network)
    for one in (invited, ahead, over, asked):
        one.refresh_from_db()
    assert invited.revoked_at is not None
    assert (ahead.cancelled_at is not None, ahead.sequence) == (True, 1)
    assert (over.cancelled_at, over.sequence) == (None, 0)
    assert asked.status == JoinRequestStatus.DECLINED
    assert asked.answer == "Netværket er afsluttet nu. Tak, fordi du ville være med."
    assert OutboxMail.objects.filter(kind="join_answer", recipient=asked.person).count() == 1
    assert not network.memberships.current().exists()
    assert set(network.memberships.values_list("ended_because", flat=True)) == {
        EndedBecause.LEFT,
        EndedBecause.CLOSED,
    }


def test_everybody_around_it_is_thanked_once_and_nobody_else(cast: Cast):
    nadia = PersonFactory(first_name="Nadia")
    make_taken(make_result(cast.network), nadia)
    make_taken(make_result(cast.network, title="Et til"), nadia)
    make_closed(cast.network, words="Vi tager hinanden med.")
    letters = OutboxMail.objects.filter(kind="closing")
    told = sorted(letters.values_list("recipient__first_name", flat=True))
    # leader, member, guest in it, reference leader, consultant, co-driver, receiver
    assert told == ["Ali", "Bo", "Jens", "Karen", "Mia", "Nadia", "Noor"]
    assert {"Vi tager hinanden med." in one.text for one in letters} == {True}
    assert {f"/netvaerk/{cast.network.slug}/hoest/" in one.text for one in letters} == {True}


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, due: date):
    assert months_after(day, months) == due


def test_every_result_is_looked_at_again_three_times(cast: Cast):
    results = [make_result(cast.network, title=title) for title in ("Ét", "To")]
    make_closed(cast.network)
    today = clock.today()
    planned = LookAgain.objects.order_by("result", "due_on")
    assert list(planned.values_list("result", "due_on", "answer")) == [
        (result.pk, months_after(today, months), "") for result in results for months in (3, 6, 12)
    ]


# --- What stays -------------------------------------------------------------------------------
def test_those_who_stayed_read_on_and_nobody_else_reads_more(cast: Cast):
    mark_cards(cast.network)
    make_closed(cast.network)
    address = reverse("networks:learning_list", args=[cast.network.slug])
    assert {who: marks_in(html_of(cast.client(who), address)) for who in READS} == READS


def test_what_was_shared_is_still_found(cast: Cast, eva):
    shared = make_learning(cast.network, learned="MARK-delt", audience=Audience.EMPLOYEES)
    make_learning(cast.network, learned="MARK-skjult", audience=Audience.NETWORK)
    make_closed(cast.network)
    html = html_of(cast.client("employee outside"), reverse("networks:learning_shared"))
    assert (shared.learned in html, "MARK-skjult" in html) == (True, False)


@pytest.mark.parametrize(
    "page", ["learning_new", "result_new", "room_edit", "phase_move", "network_leave"]
)
def test_nobody_writes_in_a_closed_room(cast: Cast, page: str):
    make_closed(cast.network)
    address = reverse(f"networks:{page}", args=[cast.network.slug])
    statuses = {cast.client(who).post(address, {}).status_code for who in READS}
    assert statuses == {403, 404}


def test_the_page_costs_the_same_at_every_size(cast: Cast, door: str):
    costs = []
    for size in (1, 3, 25):
        while cast.network.results.count() < size:
            make_receiver(make_result(cast.network), PersonFactory())
        costs.append(queries_of(cast.client("leader"), door))
    # session, person, network, results, receivers, look-agains, sub-networks
    assert costs == [7, 7, 7]


def test_a_form_key_of_before_does_not_open_the_room_again(cast: Cast):
    make_closed(cast.network)
    sent = {"title": "Nyt", "form_key": str(uuid.uuid4())}
    address = reverse("networks:result_new", args=[cast.network.slug])
    assert cast.client("leader").post(address, sent).status_code == 404
