"""The strategic agenda: who reads it, writes it and carries it, and what it said before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from networks.actions.closing import close_network
from networks.actions.strategic_theme import save_theme
from networks.enums import NetworkStatus
from networks.models import Network, StrategicTheme, StrategicThemeEdition
from tests.factories.networks import StrategicThemeFactory, make_direction, make_network
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.networks.rooms import Cast, cast_of, html_of, queries_of
from tests.sheets import asked_for, fetched

LIST = reverse("networks:theme_list")


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def theme(cast: Cast) -> StrategicTheme:
    return StrategicThemeFactory(title="Alle børn hører til", owner=cast.network.reference_leader)


def page(theme: StrategicTheme, name: str = "theme_detail") -> str:
    return reverse(f"networks:{name}", args=[theme.key])


def carried(cast: Cast, who: str) -> list[str]:
    """The networks under the first theme, as somebody reads the agenda."""
    agenda = cast.client(who).get(LIST).context["agenda"]
    return [network["title"] for network in agenda.now[0].networks]


def words(theme: StrategicTheme, **changed: str) -> dict:
    said = {"title": theme.title, "text": theme.text, "starts_on": "", "ends_on": ""}
    return said | {"based_on": theme.version} | changed


def test_the_agenda_is_the_whole_house_s_and_no_guest_s(cast: Cast, theme: StrategicTheme):
    readers = ("employee outside", "member", "director", "consultant")
    for address in (LIST, page(theme)):
        assert {who: cast.client(who).get(address).status_code for who in readers} == dict.fromkeys(
            readers, 200
        )
        assert cast.client("guest in it").get(address).status_code == 404


def test_a_theme_names_its_networks_as_far_as_their_direction_may_be_read(
    cast: Cast, theme: StrategicTheme
):
    make_direction(cast.network, themes=[theme], is_shared=False)
    title = cast.network.title
    assert [carried(cast, who) for who in ("employee outside", "director", "member")] == [
        [],
        [title],
        [title],
    ]
    for address in (LIST, page(theme)):
        assert title not in html_of(cast.client("employee outside"), address)


def test_the_agenda_is_taken_along_as_far_as_it_may_be_read(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, themes=[theme], is_shared=False)
    title, owner = cast.network.title, cast.network.reference_leader.name
    for who, carried_by in (("employee outside", ""), ("director", title)):
        _top, headings, *rows = fetched(cast.client(who), LIST)
        assert headings[:2] == ["Pejlemærke", "Ejer"]
        assert rows == [["Alle børn hører til", owner, "", "", theme.text, carried_by]]
    assert asked_for(cast.client("guest in it"), LIST).status_code == 404


def test_a_theme_without_a_network_says_so_without_alarm(cast: Cast, theme: StrategicTheme):
    html = html_of(cast.client("director"), LIST)
    assert "Lige nu er der ikke et netværk om det her pejlemærke." in html


def test_a_new_direction_takes_the_network_elsewhere_and_the_history_tells(
    cast: Cast, theme: StrategicTheme
):
    make_direction(cast.network, themes=[theme])
    make_direction(cast.network, themes=[StrategicThemeFactory()])
    assert carried(cast, "director") == []
    history = cast.client("director").get(page(theme)).context["history"]
    title = cast.network.title
    assert [one.heading for one in history] == [
        f"»{title}« fik en anden retning",
        f"»{title}« tog det op",
    ]


def test_history_leaves_out_directions_that_may_not_be_read(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, themes=[theme], is_shared=False)
    assert cast.client("employee outside").get(page(theme)).context["history"] == []
    assert len(cast.client("director").get(page(theme)).context["history"]) == 1


def test_history_never_tells_what_an_unread_direction_named(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, themes=[theme], is_shared=False)
    make_direction(cast.network, themes=[StrategicThemeFactory()])

    def told(who: str) -> list[str]:
        return [one.heading for one in cast.client(who).get(page(theme)).context["history"]]

    title = cast.network.title
    assert told("employee outside") == []
    assert told("director") == [f"»{title}« fik en anden retning", f"»{title}« tog det op"]
    make_direction(cast.network, themes=[theme])
    assert told("employee outside") == [f"»{title}« tog det op"]


def test_history_skips_a_version_that_may_not_be_read(cast: Cast, theme: StrategicTheme):
    for is_shared, themes in ((True, [theme]), (False, [theme]), (True, [theme]), (True, [])):
        make_direction(
            cast.network, themes=themes or [StrategicThemeFactory()], is_shared=is_shared
        )
    history = cast.client("employee outside").get(page(theme)).context["history"]
    title = cast.network.title
    assert [one.heading for one in history] == [
        f"»{title}« fik en anden retning",
        f"»{title}« tog det op",
    ]


def test_a_network_that_came_to_nothing_is_in_no_history(cast: Cast, theme: StrategicTheme):
    forming = make_network(
        title="MARK", leader=cast.network.leader, reference_leader=theme.owner, consultant=None
    )
    make_direction(forming, themes=[theme])
    client = cast.client("employee outside")
    assert "MARK" in html_of(client, page(theme))
    Network.objects.filter(pk=forming.pk).update(status=NetworkStatus.CANCELLED)
    assert "MARK" not in html_of(client, page(theme))


def test_a_closed_network_carries_nothing_and_stays_in_the_history(
    cast: Cast, theme: StrategicTheme
):
    make_direction(cast.network, themes=[theme])
    close_network(by=cast.network.leader, network=cast.network, words="Tak.", why_without="")
    assert carried(cast, "director") == []
    assert len(cast.client("director").get(page(theme)).context["history"]) == 1


def test_a_sub_network_carries_what_it_inherits(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, themes=[theme])
    below = make_subnetwork(may_hold(cast.network), leader=cast.people["member"])
    assert carried(cast, "director") == sorted([cast.network.title, below.title])
    make_direction(below, themes=[StrategicThemeFactory()])
    assert carried(cast, "director") == [cast.network.title]


def test_the_period_says_when_a_theme_counts(cast: Cast, theme: StrategicTheme):
    today = clock.today()
    StrategicThemeFactory(title="I morgen", starts_on=today + timedelta(days=1))
    StrategicThemeFactory(title="Til i dag", ends_on=today)
    StrategicThemeFactory(title="Til i går", ends_on=today - timedelta(days=1))
    agenda = cast.client("director").get(LIST).context["agenda"]
    told = [
        [one.theme.title for one in part] for part in (agenda.now, agenda.to_come, agenda.earlier)
    ]
    assert told == [["Alle børn hører til", "Til i dag"], ["I morgen"], ["Til i går"]]


def test_the_owner_writes_and_what_stood_before_is_kept(cast: Cast, theme: StrategicTheme):
    client = cast.client("reference leader")
    answer = client.post(page(theme, "theme_edit"), words(theme, text="Hvert barn har et sted."))
    assert (answer.status_code, answer.url) == (302, page(theme))
    edition = StrategicThemeEdition.objects.get()
    assert (edition.text, edition.version, edition.edited_by) == (theme.text, 1, theme.owner)
    theme.refresh_from_db()
    assert (theme.text, theme.version) == ("Hvert barn har et sted.", 2)
    assert [one.facts for one in AuditEntry.objects.filter(verb="edit_theme")] == [{"version": 2}]
    assert "Sådan stod der før" in html_of(client, page(theme))


def test_only_the_owner_and_the_secretariat_write(cast: Cast, theme: StrategicTheme):
    for who in ("director", "leader", "employee outside"):
        answer = cast.client(who).post(page(theme, "theme_edit"), words(theme, text="MARK"))
        assert answer.status_code == 404
    with pytest.raises(NotPossibleNow):
        save_theme(by=cast.network.leader, theme=theme)
    assert cast.client("consultant").get(page(theme, "theme_edit")).status_code == 200
    theme.refresh_from_db()
    assert theme.text != "MARK"


def test_two_who_write_at_once_lose_neither_text(cast: Cast, theme: StrategicTheme):
    client = cast.client("reference leader")
    client.post(page(theme, "theme_edit"), words(theme, text="Den første."))
    answer = client.post(page(theme, "theme_edit"), words(theme, text="Den anden."))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Den første." in html, "Den anden." in html) == (True, True)
    theme.refresh_from_db()
    assert theme.text == "Den første."


def test_saving_the_same_words_again_is_no_new_edition(cast: Cast, theme: StrategicTheme):
    client = cast.client("reference leader")
    for _time in range(2):
        client.post(page(theme, "theme_edit"), words(theme, text="Den samme."))
    assert StrategicThemeEdition.objects.count() == 1


def test_the_same_words_sent_twice_at_once_take_no_version_back(cast: Cast, theme: StrategicTheme):
    owner = theme.owner
    first, second = (StrategicTheme.objects.get(pk=theme.pk) for _time in range(2))
    for sent in (first, second):
        sent.text = "Den samme."
        save_theme(by=owner, theme=sent, based_on=1)
    theme.refresh_from_db()
    assert theme.version == 2
    theme.text = "Den næste."
    save_theme(by=owner, theme=theme, based_on=2)
    assert list(StrategicThemeEdition.objects.values_list("version", flat=True)) == [2, 1]


def test_a_last_day_before_the_first_is_said_and_kept(cast: Cast, theme: StrategicTheme):
    said = words(theme, starts_on="2026-05-01", ends_on="2026-04-01", text="Mens jeg skrev.")
    answer = cast.client("reference leader").post(page(theme, "theme_edit"), said)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Den sidste dag ligger før den første. Ret en af dem." in html
    assert "Mens jeg skrev." in html


def test_the_pages_cost_the_same_for_1_3_and_25_networks(cast: Cast, theme: StrategicTheme):
    make_direction(cast.network, themes=[theme])
    client, costs = cast.client("director"), []
    for more in (0, 2, 22):
        for number in range(more):
            another = make_network(
                title=f"Netværk {number}", leader=cast.network.leader, reference_leader=theme.owner
            )
            make_direction(another, themes=[theme])
        costs.append((queries_of(client, LIST), queries_of(client, page(theme))))
    assert costs == [(3, 7)] * 3
