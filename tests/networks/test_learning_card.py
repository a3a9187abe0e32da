"""One card in full: who reads it, what it is tied to, and how its Markdown is tamed."""

import pytest

from networks.enums import Audience
from networks.models import LearningEntry, Membership
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.factories.networks.attachment import make_attachment
from tests.factories.networks.learning import make_comment, make_edit, make_story
from tests.factories.networks.meeting import make_held_meeting
from tests.networks.learning_pages import log_of, new_at, page_of, short
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

INSIDE = {"leader", "member", "guest in it", "consultant", "co-driver"}
SECRETARIAT = {"consultant elsewhere", "secretariat lead"}
EMPLOYEES = {
    "member before",
    "chief elsewhere",
    "reference leader",
    "employee outside",
    "director",
}


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def answers(cast: Cast, entry: LearningEntry, name: str = "detail") -> dict[str, int]:
    return {who: cast.client(who).get(page_of(entry, name)).status_code for who in cast.people}


def readers(cast: Cast, found: set[str], status: int = 200) -> dict[str, int]:
    everybody = dict.fromkeys(cast.people, 404) | {"anonymous": 302}
    return everybody | dict.fromkeys(found, status)


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience.NETWORK, INSIDE),
        (Audience.SECRETARIAT, INSIDE | SECRETARIAT),
        (Audience.EMPLOYEES, INSIDE | SECRETARIAT | EMPLOYEES),
    ],
)
def test_a_card_is_read_by_those_it_is_for(cast: Cast, audience: str, who: set[str]):
    assert answers(cast, make_story(cast.network, audience=audience)) == readers(cast, who)


def test_a_card_is_found_in_its_own_network_alone(cast: Cast):
    elsewhere = make_network(
        leader=cast.people["leader"],
        reference_leader=cast.people["reference leader"],
        consultant=cast.people["consultant"],
        title="Et andet netværk",
    )
    card = make_learning(cast.network)
    there = page_of(card).replace(cast.network.slug, elsewhere.slug)
    client = cast.client("leader")
    assert [client.get(one).status_code for one in (page_of(card), there)] == [200, 404]
    assert client.get(page_of(card).replace(str(card.pk), "9" * 30)).status_code == 404


def test_a_story_is_shown_in_full_and_begun_in_the_list(cast: Cast):
    text = "Et **stærkt** ord. " + "og så videre " * 60 + "MARK-slutningen"
    card = make_story(cast.network, text=text)
    full, listed = (
        html_of(cast.client("member"), at) for at in (page_of(card), log_of(card.network))
    )
    assert ("<strong>stærkt</strong>" in full, "MARK-slutningen" in full) == (True, True)
    assert ("Et stærkt ord." in listed, "MARK-slutningen" in listed) == (True, False)
    assert f'<a href="{page_of(card)}">{card.title}</a>' in listed


def test_markdown_does_no_harm(cast: Cast):
    text = (
        "<script>alert(1)</script> <img src=x onerror=alert(2)>\n\n[klik](javascript:alert(3)) "
        "![](https://evil.example/p.png) [ude](https://example.dk) <https://example.dk/a>"
    )
    card = make_story(cast.network, title="<b>Fed</b>", text=text)
    for address in (page_of(card), log_of(cast.network), page_of(card, "edit")):
        html = html_of(cast.client("member" if "ret" not in address else "leader"), address)
        shown = html.replace(html[html.find("<textarea") : html.rfind("</textarea>")], "")
        assert "<script>alert" not in html
        assert [
            bad
            for bad in ("<img src=x", 'href="javascript', 'src="https://evil', "<b>Fed")
            if bad in shown
        ] == []
    full = html_of(cast.client("member"), page_of(card))
    assert '<a href="https://example.dk" rel="noopener noreferrer nofollow">ude</a>' in full


def test_a_meetings_card_is_read_under_its_own_questions(cast: Cast):
    cast.client("member").post(new_at(cast.network), short(kind="meeting"))
    card = LearningEntry.objects.get()
    for address in (page_of(card), log_of(cast.network)):
        html = html_of(cast.client("member"), address)
        assert ("Hvad skete der?" in html, "Vi troede" in html) == (True, False)


def test_what_a_shared_card_is_tied_to_stays_behind_its_own_shield(cast: Cast):
    assumption = make_assumption(cast.network, sentence="MARK-antagelse")
    trial = make_trial(assumption, what="MARK-proeve")
    meeting = make_held_meeting(cast.network, question="MARK-moede")
    card = make_edit(
        make_learning(cast.network, audience=Audience.EMPLOYEES), trial=trial, meeting=meeting
    )
    pages = {who: html_of(cast.client(who), page_of(card)) for who in ("member", "director")}
    marks = ("MARK-antagelse", "MARK-proeve", "MARK-moede")
    assert [mark in pages["member"] for mark in marks] == [True, True, True]
    assert [mark in pages["director"] for mark in marks] == [False, False, False]
    assert "MARK-antagelse" not in html_of(cast.client("director"), log_of(cast.network))
    assert "MARK-antagelse" in html_of(cast.client("member"), log_of(cast.network))


def test_a_shared_assumption_is_named_to_those_it_is_shared_with(cast: Cast):
    assumption = make_assumption(
        cast.network, sentence="MARK-antagelse", audience=Audience.EMPLOYEES
    )
    card = make_learning(cast.network, audience=Audience.EMPLOYEES)
    make_edit(card, assumption=assumption)
    assert "MARK-antagelse" in html_of(cast.client("director"), page_of(card))


def test_who_wrote_it_and_left_reads_as_one_who_was_in(cast: Cast):
    card = make_learning(cast.network, by=cast.people["member"])
    before = html_of(cast.client("leader"), page_of(card))
    left = Membership.objects.get(network=cast.network, person=cast.people["member"])
    left.ended_at, left.ended_because = left.joined_at, "left"
    left.save()
    after = [html_of(cast.client("leader"), at) for at in (page_of(card), log_of(cast.network))]
    assert "Tidligere deltager" not in before
    assert ["Tidligere deltager" in html and "Ali" in html for html in after] == [True, True]


def test_the_page_costs_the_same_with_1_3_and_25_of_everything(cast: Cast):
    card, costs = make_story(cast.network, audience=Audience.EMPLOYEES), []
    people = [
        name for name in cast.people if name not in {"anonymous", "guest outside", "superuser"}
    ]
    for size in (1, 3, 25):
        while card.comments.count() < size:
            make_comment(card, by=cast.people["member"], audience=Audience.EMPLOYEES)
            card = make_edit(card, text=f"Udgave {card.version}")
        costs.append({name: queries_of(cast.client(name), page_of(card)) for name in people})
    # session, person, network, card, comments, files; inside also how it stood before
    assert costs == [dict.fromkeys(people, 6) | dict.fromkeys(INSIDE, 7)] * 3


def test_the_list_says_what_lies_by_a_card_as_far_as_the_reader_may_know(cast: Cast):
    leader = cast.people["leader"]
    card = make_learning(cast.network, audience=Audience.EMPLOYEES)
    make_learning(cast.network, audience=Audience.EMPLOYEES)
    make_attachment(by=leader, entry=card)
    for audience in (Audience.NETWORK, Audience.EMPLOYEES):
        make_comment(card, by=leader, audience=audience)
    shown = {
        who: html_of(cast.client(who), log_of(cast.network))
        for who in ("member", "employee outside")
    }
    assert {who: html.count("1 billede<") for who, html in shown.items()} == dict.fromkeys(shown, 1)
    assert ("2 kommentarer" in shown["member"], "dokument" in shown["member"]) == (True, False)
    assert "1 kommentar<" in shown["employee outside"]
