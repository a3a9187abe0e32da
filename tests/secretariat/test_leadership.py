"""The chiefs' first page: what they may see, and what never reaches it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from networks.actions.direction import acknowledge_direction
from networks.enums import Audience, Bearing
from networks.models import LearningEntry, Network, StrategicTheme
from tests.factories.networks import (
    StrategicThemeFactory,
    alignment,
    make_direction,
    make_forwarded,
    make_learning,
    make_network,
)
from tests.factories.networks.alignment import make_note
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.factories.networks.promise import make_answered, make_promise
from tests.sheets import asked_for, fetched

PAGE = reverse("secretariat:leadership")
PROMISES = reverse("secretariat:promise_list")


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


def page_for(client, person, address=PAGE):
    client.force_login(person)
    return client.get(address)


def groups(response) -> list[tuple[str, list[str]]]:
    return [
        (one.heading, [row.title for row in one.rows]) for one in response.context["groups"] or ()
    ]


@pytest.mark.parametrize(("who", "leads"), [("bo", True), ("dorte", True), ("mia", False)])
def test_the_first_page_leads_chiefs_to_what_they_read_together(client, who, leads, request):
    html = page_for(client, request.getfixturevalue(who), "/").content.decode()
    for name in ("since_last", "review_start"):
        assert (f'href="{reverse(f"secretariat:{name}")}"' in html) == leads


def test_the_list_is_fetched_below_all_that_stands_in_it(client, mia, bo, karen, theme):
    network_of(mia, bo, karen)
    html = page_for(client, bo).content.decode()
    bare = html.index(f'id="pejlemaerke-{theme.pk}"')
    assert bare < html.index("nv-fetch")


def test_a_network_that_is_not_established_is_in_no_phase(client, mia, bo, karen):
    """Wherever the chiefs meet it, it is called by the same words."""
    forming = network_of(mia, bo, karen, title="Kommer snart")
    pages = [
        PAGE,
        reverse("secretariat:review_network", args=[forming.slug]),
        reverse("networks:network_report", args=[forming.slug]),
        reverse("networks:network_list"),
        reverse("networks:network_detail", args=[forming.slug]),
    ]
    for address in pages:
        main = page_for(client, bo, address).content.decode().partition("<main")[2]
        assert (address, "Ved at blive etableret" in main) == (address, True)
        assert (address, "· Opstart" in main or "<li>Opstart" in main) == (address, False)


@pytest.mark.parametrize("address", [PAGE, PROMISES])
@pytest.mark.parametrize("who", ["bo", "dorte"])
def test_chiefs_and_directors_open_it(client, who, address, request):
    assert page_for(client, request.getfixturevalue(who), address).status_code == 200


@pytest.mark.parametrize("address", [PAGE, PROMISES])
@pytest.mark.parametrize("who", ["sanne", "karen", "mia", "eva", "noor", "root"])
def test_for_everyone_else_it_does_not_exist(client, who, address, request):
    assert page_for(client, request.getfixturevalue(who), address).status_code == 404


def test_what_awaits_a_decision_stands_longest_first(client, ali, karen, bo):
    with clock.set_to(clock.now() - timedelta(days=9)):
        make_forwarded(ali, forwarded_by=karen, title="Den gamle")
    make_forwarded(ali, forwarded_by=karen, title="Den nye")
    waiting = page_for(client, bo).context["waiting"]
    assert [one["title"] for one in waiting.proposals.rows] == ["Den gamle", "Den nye"]
    assert len(waiting.rounds) == 1


def test_a_missing_direction_waits_for_the_reference_leader_alone(client, mia, bo, dorte, karen):
    network_of(mia, bo, karen, title="Uden retning")
    make_direction(network_of(mia, bo, karen, title="Med retning"))
    missing = page_for(client, bo).context["waiting"].missing.rows
    assert [one["network"] for one in missing] == ["Uden retning"]
    assert page_for(client, dorte).context["waiting"].missing.rows == ()


def test_a_promised_direction_waits_until_it_is_written(client, mia, bo, dorte, karen, theme):
    network = network_of(mia, bo, karen, themes=[theme])
    make_note(network, by=dorte, bearing=Bearing.NEW_DIRECTION)
    promised = page_for(client, bo).context["waiting"].promised.rows
    assert [one["network"] for one in promised] == [network.title]
    make_direction(network, themes=[theme])
    assert page_for(client, bo).context["waiting"].promised.rows == ()


def test_a_later_note_takes_the_place_of_the_promised_direction(
    client, mia, bo, dorte, karen, theme
):
    network = network_of(mia, bo, karen, themes=[theme])
    with clock.set_to(clock.now() - timedelta(days=2)):
        make_note(network, by=dorte, bearing=Bearing.NEW_DIRECTION)
    make_note(network, by=dorte, bearing=Bearing.ON_COURSE)
    assert page_for(client, bo).context["waiting"].promised.rows == ()


def test_answers_to_ones_own_notes_stand_for_thirty_days(client, mia, bo, dorte, karen, theme):
    network, now = network_of(mia, bo, karen, themes=[theme]), clock.now()
    for by, days, answer in ((bo, 29, "Nyligt"), (bo, 31, "Gammelt"), (dorte, 1, "En andens")):
        with clock.set_to(now - timedelta(days=days)):
            alignment.make_answered(make_note(network, by=by), answer=answer)
    answers = page_for(client, bo).context["waiting"].answers.rows
    assert [(one["answer"], one["bearing"]) for one in answers] == [("Nyligt", "På kurs")]


def test_networks_stand_under_the_themes_of_their_newest_direction(client, mia, bo, karen, theme):
    other = StrategicThemeFactory(title="En god hverdag")
    network = network_of(mia, bo, karen, themes=[theme], title="Moved")
    make_direction(network, themes=[other])
    network_of(mia, bo, karen, themes=[theme, other], title="Begge")
    make_direction(network_of(mia, bo, karen, title="Uden pejlemærke"))
    network_of(mia, bo, karen, title="Uden retning")
    assert groups(page_for(client, bo)) == [
        ("Alle børn hører til", ["Begge"]),
        ("En god hverdag", ["Begge", "Moved"]),
        ("Netværk med en retning, men uden pejlemærke", ["Uden pejlemærke"]),
        ("Netværk, der endnu ikke har fået en retning", ["Uden retning"]),
    ]


def test_a_subnetwork_stands_where_its_parent_does_and_follows_its_direction(
    client, mia, ali, bo, karen, theme
):
    network = may_hold(network_of(mia, bo, karen, themes=[theme], title="Foroven"))
    make_direction(network, themes=[theme], why="Den nye retning.")
    acknowledge_direction(by=mia, network=network, version=2, understanding="Vi skal lytte.")
    make_subnetwork(network, leader=ali, title="Neden under")
    response = page_for(client, bo)
    assert groups(response) == [("Alle børn hører til", ["Foroven", "Neden under"])]
    above, below = response.context["groups"][0].rows
    assert (above.above, above.is_answered) == ("", True)
    assert (below.direction, below.above, below.is_answered) == (
        "Den nye retning.",
        "Foroven",
        False,
    )


def test_a_theme_without_a_network_says_so_calmly(client, bo, theme):
    page = page_for(client, bo).content.decode()
    assert "Lige nu er der ikke et netværk om det her pejlemærke." in page


def test_a_theme_laid_away_stands_only_while_a_network_carries_it(client, mia, bo, karen, theme):
    StrategicThemeFactory(title="Glemt", ends_on=clock.today() - timedelta(days=1))
    carried = StrategicThemeFactory(title="Gammel", ends_on=clock.today() - timedelta(days=1))
    network_of(mia, bo, karen, themes=[carried], title="Det gamle")
    response = page_for(client, bo)
    assert groups(response) == [("Gammel", ["Det gamle"])]
    assert [one.title for one in response.context["bare"]] == ["Alle børn hører til"]


def test_chosen_networks_stand_by_the_danish_alphabet(client, mia, bo, karen, theme):
    for title in ("Åben skole", "Ældre", "Zoo", "Øvelse", "Absence"):
        network_of(mia, bo, karen, themes=[theme], title=title)
    network_of(mia, bo, karen, title="Et andet")
    response = page_for(client, bo, f"{PAGE}?pejlemaerke={theme.key}")
    titles = [row.title for row in response.context["rows"]]
    assert titles == ["Absence", "Zoo", "Ældre", "Øvelse", "Åben skole"]


def test_what_is_not_written_yet_can_be_asked_for(client, mia, ali, bo, karen, theme):
    network_of(mia, bo, karen, themes=[theme], title="Har begge")
    plain = may_hold(network_of(mia, bo, karen, title="Uden pejlemærke"))
    make_direction(plain)
    make_subnetwork(plain, leader=ali, title="Uden, som den over")
    network_of(mia, bo, karen, title="Uden retning")
    found = {}
    for what in ("pejlemaerke", "retning"):
        response = page_for(client, bo, f"{PAGE}?mangler={what}")
        found[what] = [row.title for row in response.context["rows"]]
    assert found == {
        "pejlemaerke": ["Uden pejlemærke", "Uden, som den over"],
        "retning": ["Uden retning"],
    }


def test_a_row_says_bearing_and_whether_the_direction_is_answered(client, mia, bo, karen, theme):
    network = network_of(mia, bo, karen, themes=[theme])
    make_direction(network, themes=[theme], why="Fordi børnene bliver væk.\nOg mere.")
    with clock.set_to(clock.now() - timedelta(days=3)):
        make_note(network, by=bo, bearing=Bearing.NEW_DIRECTION)
    make_note(network, by=bo, bearing=Bearing.LET_US_TALK)
    (row,) = page_for(client, bo).context["groups"][0].rows
    assert (row.direction, row.is_answered) == ("Fordi børnene bliver væk.", False)
    assert row.bearing == "Vi skal tale sammen"


def test_freshness_counts_shielded_cards(client, mia, bo, karen, theme):
    with clock.set_to(clock.now() - timedelta(days=9)):
        network = network_of(mia, bo, karen, themes=[theme])
        make_learning(network, learned="Skærmet", audience=Audience.NETWORK)
    page = page_for(client, bo).content.decode()
    assert "for 9 dage siden" in page
    assert "Skærmet" not in page


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


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_seven_queries(
    client, mia, bo, karen, ali, theme, rows, django_assert_num_queries
):
    for number in range(rows):
        network = network_of(mia, bo, karen, themes=[theme], title=f"Netværk {number}")
        make_learning(network, audience=Audience.EMPLOYEES)
        make_note(network, by=bo)
        make_promise(network, text=f"Løfte {number}")
        make_forwarded(ali, forwarded_by=karen, title=f"Forslag {number}")
    client.force_login(bo)
    with django_assert_num_queries(7):
        client.get(PAGE)


def test_twenty_five_networks_stand_on_a_page(client, mia, bo, karen, theme):
    for number in range(27):
        network_of(mia, bo, karen, themes=[theme], title=f"Netværk {number:02}")
    first, second = page_for(client, bo), page_for(client, bo, f"{PAGE}?page=2")
    assert len(groups(first)[0][1]) == 25
    assert groups(second) == [("Alle børn hører til", ["Netværk 25", "Netværk 26"])]


def test_what_htmx_fetches_is_what_the_whole_page_shows(client, mia, bo, karen, theme):
    network_of(mia, bo, karen, themes=[theme])
    address = f"{PAGE}?type=velfaerd"
    whole = without_tokens(page_for(client, bo, address))
    part = client.get(address, headers={"HX-Request": "true"})
    assert without_tokens(part).strip() in whole
    assert part.headers["HX-Push-Url"] == address


@pytest.mark.parametrize("asked", ["pejlemaerke=findes-ikke", "runde=x", "mangler=alt", "page=æ"])
def test_nonsense_in_the_address_narrows_nothing(client, mia, bo, karen, theme, asked):
    network_of(mia, bo, karen, themes=[theme], title="Den ene")
    assert groups(page_for(client, bo, f"{PAGE}?{asked}")) == [("Alle børn hører til", ["Den ene"])]


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_ones_own_promises_stand_open_first_and_the_oldest_at_the_top(
    client, mia, bo, dorte, karen, rows, django_assert_num_queries
):
    network = network_of(mia, bo, karen)
    make_answered(make_promise(network, text="Svaret."))
    make_promise(network, by=dorte, text="MARK-en-andens")
    texts = [f"Løfte {number}" for number in range(rows)]
    for text in texts:
        make_promise(network, text=text)
    client.force_login(bo)
    waiting = client.get(PAGE).context["waiting"].promises
    assert [one["text"] for one in waiting.rows] == [*texts, "Svaret."][:6]
    assert waiting.has_more == (rows == 25)
    with django_assert_num_queries(4):
        answer = client.get(PROMISES)
    assert [one.text for one in answer.context["page"]] == [*texts, "Svaret."][:25]
    assert "MARK-en-andens" not in answer.content.decode()


def test_ones_own_promises_are_taken_along_and_nobody_elses(client, mia, bo, dorte, karen):
    network = network_of(mia, bo, karen, title="Den ene")
    make_answered(make_promise(network, text="Svaret."))
    make_promise(network, by=dorte, text="MARK-en-andens")
    make_promise(network, text="Det venter.")
    client.force_login(bo)
    _top, _headings, *rows = fetched(client, PROMISES)
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Den ene", "Det venter.", ""),
        ("Den ene", "Svaret.", "Det lykkedes"),
    ]
    client.force_login(mia)
    assert asked_for(client, PROMISES).status_code == 404


def test_the_list_is_taken_along_as_the_page_shows_it(client, mia, bo, dorte, karen, theme):
    network = network_of(mia, bo, karen, themes=[theme], title="Den ene")
    network.memberships.create(person=dorte)
    make_note(network, bearing=Bearing.LET_US_TALK)
    make_learning(network, learned="Skærmet", audience=Audience.NETWORK)
    network_of(mia, bo, karen, title="Uden pejlemærke")
    client.force_login(dorte)
    top, headings, *rows = fetched(client, f"{PAGE}?pejlemaerke={theme.key}")
    assert "Alle børn hører til" in top[0]
    assert headings[0] == "Netværk"
    assert [(row[0], row[3], row[7]) for row in rows] == [
        ("Den ene", "Fordi fraværet vokser.", "Vi skal tale sammen")
    ]
    assert "Skærmet" not in str(rows)


@pytest.mark.parametrize("who", ["sanne", "mia"])
def test_nobody_else_takes_the_list_along(client, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.post(PAGE, {"hent": "csv"}).status_code == 404


def test_every_door_of_the_chiefs_is_open_and_carries_the_choice_on(client, mia, bo, karen, theme):
    network_of(mia, bo, karen, themes=[theme], title="Den ene")
    page = page_for(client, bo, f"{PAGE}?type=velfaerd").content.decode()
    doors = re.search(r'<ul class="nv-doors">.*?</ul>', page, re.DOTALL)[0]
    led = re.findall(r'href="([^"]+)"', doors)
    assert led[0] == f"{reverse('secretariat:review_start')}?type=velfaerd"
    assert len(led) == 7
    assert [client.get(one, follow=True).status_code for one in led] == [200] * 7
