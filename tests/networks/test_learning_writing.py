"""Three ways to write a card, what it is tied to, and what the phase asks meanwhile."""

import uuid
from datetime import timedelta

import pytest

from netvaerk import clock
from netvaerk.refusals import NotPossibleNow
from networks.actions.learning import record_learning
from networks.models import LearningEntry
from tests.factories.networks import make_network
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.factories.networks.meeting import make_held_meeting
from tests.networks.learning_pages import new_at, short, story
from tests.networks.rooms import Cast, cast_of, html_of, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def test_a_story_is_saved_with_its_title_and_text(cast: Cast):
    answer = cast.client("member").post(new_at(cast.network, form="lang"), story())
    entry = LearningEntry.objects.get()
    assert answer.status_code == 302
    assert (entry.kind, entry.title, entry.believed) == ("long", "Fire unge på en trappe", "")


def test_a_meeting_is_noted_with_its_four_questions(cast: Cast):
    client, meeting = cast.client("member"), make_held_meeting(cast.network)
    address = new_at(cast.network, moede=meeting.pk)
    html = html_of(client, address)
    for question in ("Hvad havde vi ventet?", "Hvad skete der?", "Hvad gør vi næste gang?"):
        assert question in html
    assert f'<option value="{meeting.pk}" selected>' in html
    client.post(address, short(kind="meeting", meeting=meeting.pk))
    entry = LearningEntry.objects.get()
    assert (entry.kind, entry.meeting) == ("meeting", meeting)


def test_a_meeting_to_come_is_not_one_to_look_back_on(cast: Cast):
    with clock.set_to(clock.now() - timedelta(days=9)):
        ahead = make_held_meeting(cast.network, question="MARK-forude", days_ago=-5)
        html = html_of(cast.client("member"), new_at(cast.network, form="moede"))
    assert ("MARK-forude" in html, ahead.pk is None) == (False, False)


@pytest.mark.parametrize("asked", ["kort", "lang", "moede", "", "noget-andet"])
def test_each_way_of_writing_has_an_address(cast: Cast, asked: str):
    html = html_of(cast.client("member"), new_at(cast.network, form=asked))
    kind = {"lang": "long", "moede": "meeting"}.get(asked, "short")
    assert f'name="kind" value="{kind}"' in html
    assert html.count('aria-current="page">') >= 1


@pytest.mark.parametrize("missing", ["title", "text", "learned"])
def test_a_story_without_what_it_needs_comes_back_whole(cast: Cast, missing: str):
    sent = story(therefore="MARK-beholdes", **{missing: " "})
    answer = cast.client("member").post(new_at(cast.network), sent)
    assert answer.status_code == 422
    assert "MARK-beholdes</textarea>" in answer.content.decode()
    assert not LearningEntry.objects.exists()


@pytest.mark.parametrize("wrong", [{"title": "x" * 121}, {"text": "x" * 20_001}, {"text": "a\0b"}])
def test_a_story_that_cannot_be_saved_says_so(cast: Cast, wrong: dict[str, str]):
    answer = cast.client("member").post(new_at(cast.network), story(**wrong))
    assert answer.status_code == 422
    assert not LearningEntry.objects.exists()


def test_a_card_touches_an_assumption_that_its_writer_picks(cast: Cast):
    assumption = make_assumption(cast.network)
    html = html_of(cast.client("member"), new_at(cast.network, antagelse=assumption.pk))
    assert f'<option value="{assumption.pk}" selected>' in html
    cast.client("member").post(new_at(cast.network), short(assumption=assumption.pk))
    assert LearningEntry.objects.get().assumption == assumption


def test_a_card_from_a_trial_brings_the_assumption_it_tests(cast: Cast):
    trial = make_trial(make_assumption(cast.network), what="MARK-vi-ringer")
    address = new_at(cast.network, proeve=trial.pk)
    assert "<strong>MARK-vi-ringer</strong>" in html_of(cast.client("member"), address)
    cast.client("member").post(address, short(trial=trial.pk))
    entry = LearningEntry.objects.get()
    assert (entry.trial, entry.assumption) == (trial, trial.assumption)


@pytest.fixture
def others(cast: Cast) -> dict[str, object]:
    """Another network's assumption, trial and meeting, each with a mark."""
    elsewhere = make_network(
        leader=cast.people["leader"],
        reference_leader=cast.people["reference leader"],
        consultant=cast.people["consultant"],
        title="Et andet netværk",
    )
    assumption = make_assumption(elsewhere, sentence="MARK-andres")
    return {
        "assumption": assumption,
        "trial": make_trial(assumption, what="MARK-andres"),
        "meeting": make_held_meeting(elsewhere, question="MARK-andres"),
    }


@pytest.mark.parametrize("tie", ["assumption", "trial", "meeting"])
def test_what_belongs_to_another_network_is_not_tied(cast: Cast, others: dict, tie: str):
    client, theirs = cast.client("leader"), others[tie]
    with pytest.raises(NotPossibleNow):
        record_learning(
            by=cast.network.leader,
            network=cast.network,
            form_key=uuid.uuid4(),
            believed="a",
            saw="b",
            learned="c",
            audience="network",
            **{tie: theirs},
        )
    answer = client.post(new_at(cast.network), short(**{tie: theirs.pk}))
    html = answer.content.decode()
    assert (answer.status_code, "MARK-andres" in html) == (422, False)
    assert "Det findes ikke i jeres netværk længere." in html
    assert not LearningEntry.objects.exists()


@pytest.mark.parametrize("word", ["antagelse", "proeve", "moede"])
def test_an_address_that_ties_to_what_is_not_here_is_an_untied_form(
    cast: Cast, others: dict, word: str
):
    theirs = others[{"antagelse": "assumption", "proeve": "trial", "moede": "meeting"}[word]].pk
    for key in (theirs, 999_999, "x", "9" * 40, "²", ""):
        html = html_of(cast.client("leader"), new_at(cast.network, **{word: key}))
        assert ("MARK-andres" in html, f'value="{key}"' in html and key != "") == (False, False)


def test_a_tie_that_is_gone_is_let_go_so_that_saving_again_succeeds(cast: Cast):
    sent = short(trial="999999", learned="MARK-mit")
    answer = cast.client("member").post(new_at(cast.network), sent)
    html = answer.content.decode()
    assert ("MARK-mit</textarea>" in html, "999999" in html) == (True, False)


def test_the_phase_asks_something_beside_the_form(cast: Cast):
    questions = cast.network.phase.prompts
    assert len(questions) > 1
    asked = []
    for days in range(len(questions)):
        with clock.set_to(clock.now() + timedelta(days=days)):
            asked.append(cast.client("member").get(new_at(cast.network)).context["prompts"])
    assert sorted(one[0] for one in asked) == sorted(questions)
    assert all(sorted(one) == sorted(questions) for one in asked)
    cast.network.phase.questions = ""
    cast.network.phase.save()
    assert "Et spørgsmål til jeres fase" not in html_of(cast.client("member"), new_at(cast.network))


def test_the_page_costs_the_same_however_much_there_is_to_tie_to(cast: Cast):
    costs = []
    for size in (1, 3, 25):
        while cast.network.assumptions.count() < size:
            make_assumption(cast.network)
            make_held_meeting(cast.network)
        client = cast.client("member")
        costs.append(
            [queries_of(client, new_at(cast.network, form=way)) for way in ("kort", "moede")]
        )
    # session, person, network, assumptions; meetings for the form that asks which
    assert costs == [[4, 5]] * 3
