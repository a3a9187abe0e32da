"""What the review shows of a network, and what never reaches it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.actions.direction import acknowledge_direction
from networks.actions.learning_comment import comment_on_learning
from networks.actions.phase import move_phase
from networks.enums import Audience
from networks.models import (
    Assumption,
    LearningComment,
    LearningEntry,
    Membership,
    Network,
    Phase,
    Result,
)
from tests.factories.networks import make_direction, make_learning
from tests.factories.networks.alignment import make_answered, make_note
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.result import make_result, make_taken
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

MARK = "MARK-skærmet"
SHIELDED = [Audience.NETWORK, Audience.SECRETARIAT]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def page(network: Network) -> str:
    return reverse("secretariat:review_network", args=[network.slug])


def seen(cast: Cast, who: str = "director") -> str:
    return html_of(cast.client(who), page(cast.network))


def long_ago():
    return clock.set_to(clock.now() - timedelta(days=9))


def test_the_three_texts_stand_side_by_side(cast: Cast):
    make_direction(cast.network, why="Fordi børnene bliver væk.")
    acknowledge_direction(
        by=cast.network.leader, network=cast.network, version=2, understanding="Vi skal lytte."
    )
    for number in range(4):
        make_learning(cast.network, learned=f"Lærdom {number}", audience=Audience.EMPLOYEES)
    html = seen(cast)
    columns = html[html.index('id="retning"') :]
    places = [columns.index(words) for words in ("Fordi børnene", "Vi skal lytte.", "Lærdom 3")]
    assert places == sorted(places)
    assert [f"Lærdom {number}" in columns for number in range(4)] == [False, True, True, True]


def test_what_has_changed_since_the_newest_note_stands_above(cast: Cast, ali):
    network = cast.network
    with long_ago():
        make_learning(network, learned="Fra før", audience=Audience.EMPLOYEES)
        make_note(network, reason="Det første ord.")
    make_learning(network, learned="Siden da", audience=Audience.EMPLOYEES)
    other = Phase.objects.for_type(network.type).exclude(pk=network.phase_id).first()
    assert other
    move_phase(by=network.leader, network=network, to=other, sentence="Vi ved nok nu.")
    fallen = make_assumption(network, sentence="De er ligeglade", audience=Audience.EMPLOYEES)
    make_settled(fallen, outcome="fell")
    make_taken(make_result(network, title="Et spejl", audience=Audience.EMPLOYEES), ali)
    make_direction(network, why="Fordi alt er nyt.")
    html = seen(cast)
    above = html[html.index('id="siden"') : html.index('id="retning"')]
    told = ["Netværket lærte", "Vi ved nok nu.", "De er ligeglade", "Et spejl", "Ny retning"]
    assert [words for words in told if words in above] == told
    # What stands in full below is not read twice.
    assert ("Siden da" in above, "Fordi alt er nyt." in above) == (False, False)
    assert ("Fra før" in above, "Det første ord." in above) == (False, True)


def test_those_who_review_on_one_day_read_the_same(cast: Cast, dorte):
    network = cast.network
    with long_ago():
        make_note(network)
    make_learning(network, learned="Siden da", audience=Audience.EMPLOYEES)
    before = changes(cast)
    make_note(network, by=dorte)
    assert (changes(cast), changes(cast, "chief elsewhere")) == (before, before)
    assert "Netværket lærte" in before


def changes(cast: Cast, who: str = "director") -> str:
    """What stands above the three texts, without what is said there."""
    html = seen(cast, who)
    return html[html.index('id="siden"') : html.index('id="sagt"')]


def test_the_answer_to_an_earlier_version_stands_until_the_new_one_is_answered(cast: Cast):
    network = cast.network
    for version, words in ((1, "Vi skal lytte."), (2, "Vi skal spørge.")):
        acknowledge_direction(
            by=network.leader, network=network, version=version, understanding=words
        )
        if version == 1:
            make_direction(network, why="Fordi alt er nyt.")
            assert "Sådan forstod det version 1" in seen(cast)
    html = seen(cast)
    columns = html[html.index('id="retning"') :]
    assert ("Vi skal lytte." in columns, "Vi skal spørge." in columns) == (False, True)


def test_one_conversation_stands_beside_it(cast: Cast, dorte):
    for number in range(6):
        note = make_note(cast.network, by=dorte, reason=f"Ord {number}.")
    make_answered(note, answer="Det kan vi kende.")
    html = seen(cast, "chief elsewhere")
    assert [number for number in range(6) if f"Ord {number}." in html] == [2, 3, 4, 5]
    assert "Det kan vi kende." in html


def test_freshness_is_a_moment_of_any_card_and_never_its_words(cast: Cast):
    with long_ago():
        make_learning(cast.network, learned=MARK, audience=Audience.NETWORK)
    html = seen(cast)
    assert "for 9 dage siden" in html
    assert MARK not in html


@pytest.mark.parametrize("audience", SHIELDED)
@pytest.mark.parametrize("who", ["director", "member"])
def test_shielded_text_never_reaches_the_page(cast: Cast, audience: str, who: str, ali, dorte):
    """Nor for a chief who is in the network: the page is the chiefs'."""
    network = cast.network
    if who == "member":
        Membership.objects.create(network=network, person=dorte)
    shared = make_learning(network, learned="Delt", audience=Audience.EMPLOYEES)
    card = make_learning(network, learned="Det ene", audience=audience)
    said = comment(shared, audience, by=network.leader)
    fallen = make_settled(make_assumption(network, audience=audience), outcome="fell")
    open_one = make_assumption(network, audience=audience)
    result = make_result(network, audience=audience)
    make_taken(result, ali)
    before = seen(cast)
    words = dict.fromkeys(("believed", "saw", "learned", "therefore"), MARK)
    LearningEntry.objects.filter(pk=card.pk).update(**words)
    LearningComment.objects.filter(pk=said.pk).update(text=MARK)
    marked = Assumption.objects.filter(pk__in=[fallen.pk, open_one.pk])
    marked.update(sentence=MARK, would_show=MARK)
    Assumption.objects.filter(pk=fallen.pk).update(outcome_words=MARK)
    Result.objects.filter(pk=result.pk).update(
        title=MARK, text=MARK, for_whom=MARK, demanded=MARK, not_to_copy=MARK
    )
    after = seen(cast)
    assert MARK not in after
    assert key_free(before) == key_free(after)


def comment(card: LearningEntry, audience: str, *, by) -> LearningComment:
    return comment_on_learning(
        by=by, entry=card, form_key=uuid.uuid4(), text="Enig.", audience=audience
    )


def key_free(html: str) -> str:
    """A form's key is another at each request."""
    before, _name, after = html.partition('name="form_key"')
    return before + after.partition(">")[2]


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_seven_queries_and_eight_when_something_is_chosen(
    cast: Cast, rows: int, ali
):
    network = cast.network
    for number in range(rows):
        make_learning(network, learned=f"Lærdom {number}", audience=Audience.EMPLOYEES)
        make_note(network, reason=f"Ord {number}.")
        assumption = make_assumption(network, audience=Audience.EMPLOYEES)
        make_settled(assumption, outcome="fell")
        make_taken(make_result(network, audience=Audience.EMPLOYEES), ali)
    client = cast.client("director")
    assert queries_of(client, page(network)) == 7
    assert queries_of(client, f"{page(network)}?type=velfaerd") == 8
