"""The chiefs' first page: what they may see, and what never reaches it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.actions.direction import acknowledge_direction
from networks.enums import Audience
from networks.models import LearningEntry, Network, StrategicTheme
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_forwarded,
    make_learning,
    make_network,
)
from tests.factories.networks.promise import make_answered, make_promise

PAGE = reverse("secretariat:leadership")


@pytest.fixture
def theme(db) -> StrategicTheme:
    return StrategicThemeFactory(title="Alle børn hører til")


def network_of(mia, bo, karen, *, themes=(), **outline) -> Network:
    network = make_network(
        leader=mia, reference_leader=bo, consultant=karen, direction=False, **outline
    )
    if themes:
        make_direction(network, themes=themes)
    return network


def page_for(client, person):
    client.force_login(person)
    return client.get(PAGE)


@pytest.mark.parametrize("who", ["bo", "dorte"])
def test_chiefs_and_directors_open_it(client, who, request):
    assert page_for(client, request.getfixturevalue(who)).status_code == 200


@pytest.mark.parametrize("who", ["sanne", "karen", "mia", "eva", "noor", "root"])
def test_for_everyone_else_it_does_not_exist(client, who, request):
    assert page_for(client, request.getfixturevalue(who)).status_code == 404


def test_what_awaits_a_decision_stands_longest_first(client, ali, karen, bo):
    with clock.set_to(clock.now() - timedelta(days=9)):
        make_forwarded(ali, forwarded_by=karen, title="Den gamle")
    make_forwarded(ali, forwarded_by=karen, title="Den nye")
    page = page_for(client, bo).context["page"]
    assert [proposal.title for proposal in page.awaiting] == ["Den gamle", "Den nye"]


def test_networks_stand_under_the_themes_of_their_newest_direction(client, mia, bo, karen, theme):
    other = StrategicThemeFactory(title="En god hverdag")
    network = network_of(mia, bo, karen, themes=[theme], title="Moved")
    make_direction(network, themes=[other])
    network_of(mia, bo, karen, themes=[theme, other], title="Begge")
    network_of(mia, bo, karen, title="Uden retning")
    page = page_for(client, bo).context["page"]
    told = [
        (
            seen.theme.title,
            [one.network.title for one in seen.networks],
            [network.title for network in seen.told_above],
        )
        for seen in page.themes
    ]
    assert told == [
        ("Alle børn hører til", ["Begge"], []),
        ("En god hverdag", ["Moved"], ["Begge"]),
    ]
    assert [one.network.title for one in page.without_direction] == ["Uden retning"]


def test_a_theme_without_a_network_says_so_calmly(client, bo, theme):
    page = page_for(client, bo).content.decode()
    assert "Lige nu er der ikke et netværk om det her pejlemærke." in page


def test_a_theme_laid_away_stands_only_while_a_network_carries_it(client, mia, bo, karen, theme):
    StrategicThemeFactory(title="Glemt", ends_on=clock.today() - timedelta(days=1))
    carried = StrategicThemeFactory(title="Gammel", ends_on=clock.today() - timedelta(days=1))
    network_of(mia, bo, karen, themes=[carried])
    page = page_for(client, bo).context["page"]
    assert [seen.theme.title for seen in page.themes] == ["Alle børn hører til", "Gammel"]


def test_direction_understanding_and_shared_learning_stand_side_by_side(
    client, mia, bo, karen, theme
):
    network = network_of(mia, bo, karen)
    make_direction(network, themes=[theme], why="Fordi børnene bliver væk.")
    acknowledge_direction(by=mia, network=network, version=1, understanding="Vi skal lytte.")
    make_learning(network, learned="Delt lærdom", audience=Audience.EMPLOYEES)
    page = page_for(client, bo).content.decode()
    for words in ("Fordi børnene bliver væk.", "Vi skal lytte.", "Delt lærdom"):
        assert words in page


def test_freshness_counts_shielded_cards_and_the_card_shown_is_the_shared_one(
    client, mia, bo, karen, theme
):
    now = clock.now()
    with clock.set_to(now - timedelta(days=40)):
        network = network_of(mia, bo, karen, themes=[theme])
        make_learning(network, learned="Delt for længe siden", audience=Audience.EMPLOYEES)
    with clock.set_to(now - timedelta(days=9)):
        make_learning(network, learned="Skærmet og nyere", audience=Audience.NETWORK)
    response = page_for(client, bo)
    (one,) = response.context["page"].themes[0].networks
    assert one.card.learned == "Delt for længe siden"
    assert "for 9 dage siden" in response.content.decode()


@pytest.mark.parametrize("audience", [Audience.NETWORK, Audience.SECRETARIAT])
def test_shielded_text_never_reaches_the_page(client, mia, bo, karen, theme, audience):
    network = network_of(mia, bo, karen, themes=[theme])
    make_learning(network, learned="Delt", audience=Audience.EMPLOYEES)
    shielded = make_learning(network, learned="Det ene", audience=audience)
    before = without_tokens(page_for(client, bo))
    mark = uuid.uuid4().hex
    written = dict.fromkeys(("believed", "saw", "learned", "therefore"), mark)
    LearningEntry.objects.filter(pk=shielded.pk).update(**written)
    after = without_tokens(page_for(client, bo))
    assert mark not in after
    assert before == after


def without_tokens(response) -> str:
    """The page without what differs each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_chief_who_is_a_member_sees_only_shared_learning_here(
    client, mia, bo, karen, dorte, theme
):
    network = network_of(mia, bo, karen, themes=[theme])
    network.memberships.create(person=dorte)
    make_learning(network, learned="Kun for os", audience=Audience.NETWORK)
    assert "Kun for os" not in page_for(client, dorte).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_eight_queries(
    client, mia, bo, karen, ali, theme, rows, django_assert_num_queries
):
    for number in range(rows):
        network = network_of(mia, bo, karen, themes=[theme], title=f"Netværk {number}")
        make_learning(network, audience=Audience.EMPLOYEES)
        make_forwarded(ali, forwarded_by=karen, title=f"Forslag {number}")
    client.force_login(bo)
    with django_assert_num_queries(8):
        client.get(PAGE)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_ones_own_promises_stand_open_first_and_the_oldest_at_the_top(
    client, mia, bo, dorte, karen, rows, django_assert_num_queries
):
    network = network_of(mia, bo, karen)
    make_learning(network, audience=Audience.EMPLOYEES)
    make_answered(make_promise(network, text="Svaret."))
    make_promise(network, by=dorte, text="MARK-en-andens")
    texts = [f"Løfte {number}" for number in range(rows)]
    for text in texts:
        make_promise(network, text=text)
    client.force_login(bo)
    with django_assert_num_queries(8):
        answer = client.get(PAGE)
    assert [one.text for one in answer.context["page"].promises] == [*texts, "Svaret."]
    assert "MARK-en-andens" not in answer.content.decode()
