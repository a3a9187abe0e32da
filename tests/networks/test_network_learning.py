"""Learning cards: written in two minutes, read a page at a time."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.enums import Audience
from networks.models import LearningEntry
from tests.factories.networks import make_learning
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

SHARED = "/laering/"


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def new(cast: Cast) -> str:
    return reverse("networks:learning_new", args=[cast.network.slug])


@pytest.fixture
def cards(cast: Cast) -> str:
    return reverse("networks:learning_list", args=[cast.network.slug])


def card(**words: str) -> dict[str, str]:
    return {
        "believed": "At de var ligeglade.",
        "saw": "De blev hængende.",
        "learned": "De vil spørges.",
        "therefore": "",
        "audience": Audience.NETWORK,
        "form_key": str(uuid.uuid4()),
        **words,
    }


def learned(client, address: str) -> list[str]:
    return [one.learned for one in client.get(address).context["page"].rows]


def test_only_those_in_it_write(cast: Cast, new: str):
    answers = {
        who: (
            cast.client(who).get(new).status_code,
            cast.client(who).post(new, card()).status_code,
        )
        for who in cast.people
    }
    writers = dict.fromkeys(["leader", "member", "guest in it"], (200, 302))
    assert answers == dict.fromkeys(cast.people, (404, 404)) | writers | {"anonymous": (302, 403)}
    assert LearningEntry.objects.count() == 3


def test_only_the_network_reads_a_card_unless_somebody_chooses_otherwise(cast: Cast, new: str):
    html = html_of(cast.client("member"), new)
    checked = html[html.index('value="network"') :].split(">")[0]
    assert "checked" in checked
    button = html.index('<button class="button button-primary" type="submit">Gem</button>')
    assert 0 < html.index("Kun netværket kan læse det.") - button < 600


@pytest.mark.parametrize(
    ("audience", "sentence"),
    [
        ("network", "Kun netværket kan læse det."),
        ("secretariat", "Netværket og sekretariatet kan læse det."),
        ("employees", "Alle medarbejdere kan læse det."),
    ],
)
def test_saving_says_who_can_read_it(cast: Cast, new: str, audience: str, sentence: str):
    answer = cast.client("member").post(new, card(audience=audience), follow=True)
    assert f"Kortet er gemt. {sentence}" in answer.content.decode()
    assert LearningEntry.objects.get().audience == audience


def test_a_second_click_is_one_card(cast: Cast, new: str):
    client, sent = cast.client("member"), card()
    assert [client.post(new, sent).status_code for _click in range(2)] == [302, 302]
    assert LearningEntry.objects.count() == 1


def test_other_words_under_a_used_key_are_kept_and_can_be_saved_as_a_card(cast: Cast, new: str):
    client, sent = cast.client("member"), card()
    client.post(new, sent)
    answer = client.post(new, {**sent, "learned": "MARK-noget-andet"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "MARK-noget-andet</textarea>" in html
    assert sent["form_key"] not in html
    assert [one.learned for one in LearningEntry.objects.all()] == [sent["learned"]]


def test_a_key_of_somebody_elses_card_is_refused_without_showing_it(cast: Cast, new: str):
    theirs = make_learning(cast.network, learned="MARK-deres")
    sent = card(form_key=str(theirs.form_key))
    answer = cast.client("member").post(new, sent)
    assert answer.status_code == 422
    assert ("MARK-deres" in answer.content.decode(), LearningEntry.objects.count()) == (False, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"learned": ""},
        {"learned": " \n "},
        {"learned": "x" * 4001},
        {"saw": "a\0b"},
        {"audience": "alle"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, new: str, wrong: dict[str, str]):
    answer = cast.client("member").post(new, card(believed="MARK-beholdes", **wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "MARK-beholdes</textarea>" in html
    assert "nv-error-summary" in html
    assert not LearningEntry.objects.exists()


def test_ten_megabytes_come_back_with_an_error(cast: Cast, new: str):
    text = "x" * 10 * 1024 * 1024
    answer = cast.client("member").post(new, card(learned=text))
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not LearningEntry.objects.exists()


@pytest.mark.parametrize("key", ["", "ikke-en-noegle"])
def test_a_form_that_lost_its_key_loses_no_words(cast: Cast, new: str, key: str):
    assert cast.client("member").post(new, card(form_key=key)).status_code == 302
    assert LearningEntry.objects.get().learned == "De vil spørges."


def test_cards_come_a_page_at_a_time_from_the_newest(cast: Cast, cards: str):
    now = clock.now()
    for number in range(60):
        # Three share each moment, so that the key's second half is needed.
        with clock.set_to(now - timedelta(hours=number // 3)):
            make_learning(cast.network, learned=str(number))
    client, address, pages = cast.client("member"), cards, []
    while address:
        page = client.get(address).context["page"]
        pages.append([one.learned for one in page.rows])
        address = f"{cards}?efter={page.older}" if page.older else ""
    assert [len(page) for page in pages] == [25, 25, 10]
    flat = [number for page in pages for number in page]
    newest_first = LearningEntry.objects.order_by("-noted_at", "-pk")
    assert flat == list(newest_first.values_list("learned", flat=True))


def test_exactly_one_page_has_nothing_older(cast: Cast, cards: str):
    for _number in range(25):
        make_learning(cast.network)
    html = html_of(cast.client("member"), cards)
    assert (html.count('class="nv-card nv-learning"'), "Ældre" in html) == (25, False)


@pytest.mark.parametrize(
    "key", ["x", "-", "20260101-1", "20260101000000000000-x", "20260101000000000000-²", "1" * 400]
)
def test_a_key_that_means_nothing_is_the_first_page(cast: Cast, cards: str, key: str):
    make_learning(cast.network, learned="Nyest")
    assert learned(cast.client("member"), f"{cards}?efter={key}") == ["Nyest"]


def test_shared_learning_names_the_network_and_links_to_it(cast: Cast):
    make_learning(cast.network, audience=Audience.EMPLOYEES)
    home = reverse("networks:network_detail", args=[cast.network.slug])
    html = html_of(cast.client("employee outside"), SHARED)
    assert f'<a href="{home}">{cast.network.title}</a>' in html


def test_an_empty_page_says_how_it_begins_and_nothing_of_what_is_hidden(cast: Cast, cards: str):
    outside, inside = cast.client("employee outside"), cast.client("member")
    empty = html_of(outside, cards)
    assert "Her kommer jeres læringskort" in html_of(inside, cards)
    make_learning(cast.network, audience=Audience.NETWORK)
    assert html_of(outside, cards) == empty


def test_the_pages_cost_the_same_for_everybody_at_every_size(cast: Cast, cards: str):
    people = [name for name in cast.people if name not in {"anonymous", "guest outside"}]
    costs = []
    for size in (1, 3, 25):
        while LearningEntry.objects.count() < size:
            make_learning(cast.network, audience=Audience.EMPLOYEES)
        costs.append(
            {
                name: (queries_of(cast.client(name), cards), queries_of(cast.client(name), SHARED))
                for name in people
            }
        )
    # session, person, network, cards; for the shared ones, what narrows them instead of the
    # network, which a guest's few don't need; those who write have drafts
    writers = {"leader": (5, 4), "member": (5, 4), "guest in it": (5, 3)}
    reads_none = {"superuser": (3, 4)}
    assert costs == [dict.fromkeys(people, (4, 4)) | writers | reads_none] * 3
