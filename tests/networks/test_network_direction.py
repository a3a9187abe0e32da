"""The direction: written in versions, answered in the network's own words."""

import pytest
from django.test import Client
from django.urls import reverse

from networks.models import Direction, StrategicTheme
from tests.factories.networks import StrategicThemeFactory, make_direction, make_network
from tests.networks.rooms import Cast, cast_of, html_of, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def theme(db: None) -> StrategicTheme:
    return StrategicThemeFactory(title="Alle børn hører til")


def page(cast: Cast, name: str = "detail") -> str:
    return reverse(f"networks:direction_{name}", args=[cast.network.slug])


def words(theme: StrategicTheme, *, based_on: int, why: str = "Fordi børn mangler.") -> dict:
    return {
        "why": why,
        "is_open": "Hvem der ringer hjem.",
        "is_fixed": "",
        "chiefs_will": "",
        "themes": [theme.pk],
        "is_shared": "on",
        "based_on": based_on,
    }


def versions(cast: Cast) -> list[tuple[int, str]]:
    return list(cast.network.directions.order_by("version").values_list("version", "why"))


def test_only_the_reference_leader_writes(cast: Cast, theme: StrategicTheme):
    answers = {
        who: (
            cast.client(who).get(page(cast, "write")).status_code,
            cast.client(who).post(page(cast, "write"), words(theme, based_on=9)).status_code,
        )
        for who in cast.people
    }
    expected = dict.fromkeys(cast.people, (404, 404))
    assert answers == expected | {"anonymous": (302, 403), "reference leader": (200, 422)}
    assert [version for version, _why in versions(cast)] == [1]


def test_the_page_begins_with_what_stands(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, why="Det, der står nu.", themes=[theme])
    html = html_of(cast.client("reference leader"), page(cast, "write"))
    assert "Det, der står nu.</textarea>" in html
    assert html.count("checked") == 2


def test_a_new_version_follows_and_the_leader_gets_a_letter(cast: Cast, theme: StrategicTheme):
    client = cast.client("reference leader")
    answer = client.post(page(cast, "write"), words(theme, based_on=1), follow=True)
    assert versions(cast)[-1] == (2, "Fordi børn mangler.")
    assert "Version 2 er gemt. Mia får en mail" in answer.content.decode()


def test_a_second_click_writes_one_version(cast: Cast, theme: StrategicTheme):
    client = cast.client("reference leader")
    for _click in range(2):
        answer = client.post(page(cast, "write"), words(theme, based_on=1))
        assert answer.status_code == 302
    assert [version for version, _why in versions(cast)] == [1, 2]


def test_two_people_editing_lose_neither_text(cast: Cast, theme: StrategicTheme):
    first, second = cast.client("reference leader"), cast.client("reference leader")
    first.post(page(cast, "write"), words(theme, based_on=1, why="MARK-den-første"))
    answer = second.post(page(cast, "write"), words(theme, based_on=1, why="MARK-den-anden"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-den-første" in html, "MARK-den-anden</textarea>" in html) == (True, True)
    assert 'name="based_on" value="2"' in html
    second.post(page(cast, "write"), words(theme, based_on=2, why="Begge dele"))
    assert [why for _version, why in versions(cast)][1:] == ["MARK-den-første", "Begge dele"]


@pytest.mark.parametrize("based_on", ["7", "-1", "", "x", "99999999999999999999"])
def test_a_version_nobody_saw_is_refused_with_the_text_kept(
    cast: Cast, theme: StrategicTheme, based_on: str
):
    sent = {**words(theme, based_on=1), "based_on": based_on, "why": "MARK-mit"}
    answer = cast.client("reference leader").post(page(cast, "write"), sent)
    assert answer.status_code == 422
    assert "MARK-mit</textarea>" in answer.content.decode()
    assert len(versions(cast)) == 1


def test_the_first_version_is_one_whatever_the_form_claims(mia, bo, karen, theme, client: Client):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, direction=False)
    client.force_login(bo)
    address = reverse("networks:direction_write", args=[network.slug])
    assert client.post(address, words(theme, based_on=7)).status_code == 302
    assert [one.version for one in network.directions.all()] == [1]


def test_what_is_missing_is_said_with_the_rest_kept(cast: Cast):
    sent = {"why": "MARK-mit", "is_open": "", "based_on": "1"}
    html = cast.client("reference leader").post(page(cast, "write"), sent).content.decode()
    assert "Skriv, hvad netværket må røre ved." in html
    assert "Vælg mindst ét pejlemærke." in html
    assert "MARK-mit</textarea>" in html


def test_only_the_leader_answers(cast: Cast):
    sent = {"version": 1, "understanding": "Vi skal lytte."}
    answers = {
        who: cast.client(who).post(page(cast, "acknowledge"), sent).status_code
        for who in cast.people
        if who != "leader"
    }
    assert answers == dict.fromkeys(answers, 404) | {"anonymous": 403}
    assert cast.network.directions.get().acknowledged_at is None


def test_the_answer_stands_on_the_page(cast: Cast):
    client = cast.client("leader")
    sent = {"version": 1, "understanding": "Vi skal lytte."}
    for _click in range(2):
        assert client.post(page(cast, "acknowledge"), sent).status_code == 302
    assert "Vi skal lytte." in html_of(cast.client("reference leader"), page(cast))


def test_an_answer_to_an_older_version_is_kept_and_not_saved(cast: Cast):
    make_direction(cast.network, why="MARK-ny-retning")
    sent = {"version": 1, "understanding": "MARK-mit-svar"}
    answer = cast.client("leader").post(page(cast, "acknowledge"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-ny-retning" in html, "MARK-mit-svar</textarea>" in html) == (True, True)
    assert 'name="version" value="2"' in html
    assert not Direction.objects.exclude(acknowledged_at=None).exists()


@pytest.mark.parametrize("understanding", ["", " \n", "x\0y", "x" * 4001])
def test_an_answer_that_cannot_be_saved_is_said(cast: Cast, understanding: str):
    sent = {"version": 1, "understanding": understanding}
    assert cast.client("leader").post(page(cast, "acknowledge"), sent).status_code == 422


def test_answering_is_a_post(client: Client, cast: Cast):
    assert cast.client("leader").get(page(cast, "acknowledge")).status_code == 405


def test_the_pages_cost_the_same_for_1_3_and_25_versions(cast: Cast, theme: StrategicTheme):
    costs = []
    for size in (1, 3, 25):
        while cast.network.directions.count() < size:
            make_direction(cast.network, themes=[theme])
        costs.append(
            {
                "read": queries_of(cast.client("employee outside"), page(cast)),
                "answer": queries_of(cast.client("leader"), page(cast)),
                "write": queries_of(cast.client("reference leader"), page(cast, "write")),
            }
        )
    assert costs[1:] == [costs[1]] * 2
    assert max(costs[0].values()) <= max(costs[2].values()) <= 8
