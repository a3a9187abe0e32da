"""Results: written by those in it, read by their audience and by whoever is asked to take over."""

import uuid

import pytest
from django.urls import reverse

from networks.actions.receiver import decline_result
from networks.enums import Audience
from networks.models import Result
from tests.factories.networks.result import WORDS, make_closed, make_receiver, make_result
from tests.factories.people import PersonFactory
from tests.networks.rooms import MARKS, Cast, cast_of, html_of, marks_in, queries_of
from tests.networks.test_network_shield import READS


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def new(cast: Cast) -> str:
    return reverse("networks:result_new", args=[cast.network.slug])


@pytest.fixture
def results(cast: Cast) -> str:
    return reverse("networks:result_list", args=[cast.network.slug])


def filled(**words: str) -> dict[str, str]:
    return {**WORDS, "audience": Audience.NETWORK, "form_key": str(uuid.uuid4()), **words}


def edit_of(result: Result) -> str:
    return reverse("networks:result_edit", args=[result.network.slug, result.pk])


# --- Writing ----------------------------------------------------------------------------------
def test_only_those_in_it_write(cast: Cast, new: str):
    answers = {
        who: (
            cast.client(who).get(new).status_code,
            cast.client(who).post(new, filled()).status_code,
        )
        for who in cast.people
    }
    writers = dict.fromkeys(["leader", "member", "guest in it"], (200, 302))
    assert answers == dict.fromkeys(cast.people, (404, 404)) | writers | {"anonymous": (302, 403)}
    assert Result.objects.count() == 3


def test_only_the_network_reads_a_result_unless_somebody_chooses_otherwise(cast: Cast, new: str):
    html = html_of(cast.client("member"), new)
    assert "checked" in html[html.index('value="network"') :].split(">")[0]
    answer = cast.client("member").post(new, filled(), follow=True)
    assert "Resultatet er gemt. Kun netværket kan læse det." in answer.content.decode()
    assert Result.objects.get().audience == Audience.NETWORK


def test_a_second_click_is_one_result(cast: Cast, new: str):
    client, sent = cast.client("member"), filled()
    assert [client.post(new, sent).status_code for _click in range(2)] == [302, 302]
    assert Result.objects.count() == 1


def test_other_words_under_a_used_key_are_kept_and_can_be_saved(cast: Cast, new: str):
    client, sent = cast.client("member"), filled()
    client.post(new, sent)
    answer = client.post(new, {**sent, "demanded": "MARK-noget-andet"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-noget-andet</textarea>" in html, sent["form_key"] in html) == (True, False)
    assert Result.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: " \n "} for name in ("title", "text", "for_whom", "demanded")),
        {"title": "x" * 121},
        {"for_whom": "x" * 201},
        {"demanded": "x" * 4001},
        {"text": "a\0b"},
        {"audience": "alle"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, new: str, wrong: dict[str, str]):
    answer = cast.client("member").post(new, filled(not_to_copy="MARK-beholdes", **wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "MARK-beholdes</textarea>" in html
    assert "nv-error-summary" in html
    assert not Result.objects.exists()


# --- Editing ----------------------------------------------------------------------------------
def test_whoever_wrote_it_and_the_leader_mend_it(cast: Cast):
    address = edit_of(make_result(cast.network, by=cast.people["member"]))
    answers = {who: cast.client(who).get(address).status_code for who in cast.people}
    menders = dict.fromkeys(["leader", "member"], 200)
    assert answers == dict.fromkeys(cast.people, 404) | menders | {"anonymous": 302}


def test_of_two_who_mend_at_once_neither_loses_a_word(cast: Cast):
    result = make_result(cast.network, by=cast.people["member"])
    address, member = edit_of(result), cast.client("member")
    theirs = filled(text="MARK-lederens", based_on="1")
    assert cast.client("leader").post(address, theirs).status_code == 302
    answer = member.post(address, filled(text="MARK-mine", based_on="1"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-lederens" in html, "MARK-mine</textarea>" in html) == (True, True)
    assert member.post(address, filled(text="MARK-mine", based_on="2")).status_code == 302
    result.refresh_from_db()
    assert (result.text, result.version) == ("MARK-mine", 3)


def test_mending_twice_by_a_second_click_is_one_version(cast: Cast):
    result = make_result(cast.network)
    sent = filled(text="Rettet.", based_on="1")
    leader = cast.client("leader")
    assert [leader.post(edit_of(result), sent).status_code for _click in range(2)] == [302, 302]
    result.refresh_from_db()
    assert result.version == 2


def test_what_a_closed_network_left_stays_as_it_was(cast: Cast, new: str):
    result = make_result(cast.network)
    make_closed(cast.network)
    leader = cast.client("leader")
    answers = [leader.post(to, filled()).status_code for to in (new, edit_of(result))]
    assert answers == [404, 404]


# --- Reading ----------------------------------------------------------------------------------
def test_a_result_is_read_by_its_audience_and_nobody_else(cast: Cast, results: str):
    for audience, mark in MARKS.items():
        words = dict.fromkeys(WORDS, mark)
        make_result(cast.network, audience=audience, **words)
    read = {who: marks_in(html_of(cast.client(who), results)) for who in READS}
    assert read == READS


def test_whoever_is_asked_reads_that_one_result_and_not_the_room(cast: Cast, results: str):
    nadia = PersonFactory(first_name="Nadia")
    mine = make_result(cast.network, title="MARK-mit", audience=Audience.NETWORK)
    make_result(cast.network, title="MARK-et-andet", audience=Audience.NETWORK)
    make_receiver(mine, nadia)
    assert list(Result.objects.visible_to(nadia)) == [mine]
    client = cast.client("anonymous")
    client.force_login(nadia)
    html = html_of(client, results)
    assert ("MARK-mit" in html, "MARK-et-andet" in html) == (True, False)
    assert client.get(reverse("networks:result_new", args=[cast.network.slug])).status_code == 404


def test_why_somebody_said_no_stays_inside(cast: Cast, results: str):
    receiver = make_receiver(make_result(cast.network), cast.people["chief elsewhere"])
    decline_result(by=receiver.person, receiver=receiver, words="MARK-ingen-tid")
    inside = {who for who in READS if "MARK-ingen-tid" in html_of(cast.client(who), results)}
    assert inside == {"leader", "member", "guest in it", "consultant", "co-driver"}
    outside = html_of(cast.client("employee outside"), results)
    assert ("Carl" in outside, "Har ikke fundet sin modtager endnu" in outside) == (False, True)


def test_an_empty_page_says_how_it_begins_and_nothing_of_what_is_hidden(cast: Cast, results: str):
    outside = cast.client("employee outside")
    empty = html_of(outside, results)
    assert "Her kommer det, I giver videre" in html_of(cast.client("member"), results)
    make_receiver(make_result(cast.network, audience=Audience.NETWORK), cast.people["director"])
    assert html_of(outside, results) == empty


def test_an_empty_page_offers_one_way_to_begin(cast: Cast, results: str, new: str):
    client = cast.client("member")
    counts = [html_of(client, results).count(f'href="{new}"')]
    make_result(cast.network)
    assert [*counts, html_of(client, results).count(f'href="{new}"')] == [1, 1]


def test_the_page_costs_the_same_for_everybody_at_every_size(cast: Cast, results: str):
    people = [name for name in cast.people if name not in {"anonymous", "guest outside"}]
    costs = []
    for size in (1, 3, 25):
        while Result.objects.count() < size:
            make_receiver(make_result(cast.network), PersonFactory())
        costs.append({name: queries_of(cast.client(name), results) for name in people})
    # session, person, network, results, receivers, look-agains; the superuser reads no result
    expected = dict.fromkeys(people, 6) | {"superuser": 4}
    assert costs == [expected] * 3
