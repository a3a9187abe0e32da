"""A theme round's page: what the chiefs read side by side, and what they never do."""

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import OrgUnit
from networks.actions.decision import decide_proposal, reopen_decision
from networks.actions.proposal import withdraw_proposal
from networks.actions.sharpening import comment_on_proposal, return_proposal
from networks.models import Proposal, Question, ThemeRound
from networks.queries.round_page import round_page
from tests.conftest import sign_in
from tests.factories.networks import (
    ThemeRoundFactory,
    make_draft,
    make_forwarded,
    make_network,
    make_submitted,
    open_round,
)
from tests.factories.networks.result import make_closed
from tests.house.pages import text_of
from tests.networks.proposal_pages import page
from tests.networks.rooms import queries_of

PAGES = ("round_list", "round_detail", "round_agenda", "round_agenda_word")


def address(name: str, theme_round: ThemeRound) -> str:
    return page(name) if name == "round_list" else page(name, theme_round.pk)


def html_of(client: Client, theme_round: ThemeRound) -> str:
    return text_of(client.get(page("round_detail", theme_round.pk)))


def later_round(**given) -> ThemeRound:
    named = {"name": "Sommer 2031", "proposals_by": "2031-05-01", "decided_on": "2031-06-16"}
    return ThemeRoundFactory(**{**named, **given})


def titles(person, theme_round: ThemeRound) -> list[str]:
    return [item.proposal.title for item in round_page(person, theme_round).items]


# --- Who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["bo", "dorte", "karen", "sanne"])
@pytest.mark.parametrize("name", PAGES)
def test_chiefs_and_the_secretariat_open_it(client, who, name, eva, request):
    make_forwarded(eva)
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(name, open_round())).status_code == 200


@pytest.mark.parametrize("who", ["eva", "mia", "noor", "root"])
@pytest.mark.parametrize("name", PAGES)
def test_for_everybody_else_it_is_as_if_it_were_not_there(client, who, name, eva, request):
    make_forwarded(eva)
    sign_in(client, request.getfixturevalue(who))
    there = client.get(address(name, open_round()))
    assert there.status_code == 404
    if name != "round_list":
        assert there.content == client.get(page(name, 987654)).content


# --- What never gets through ----------------------------------------------------------------------
@pytest.fixture
def marked(eva, karen) -> ThemeRound:
    """A round with one proposal before the chiefs, and every kind of text that isn't theirs."""
    forwarded = make_submitted(eva, title="Vand")
    questions = Question.objects.order_by("pk")
    comment_on_proposal(by=karen, proposal=forwarded, question=None, text="MARK-samtale")
    comment_on_proposal(by=eva, proposal=forwarded, question=questions[0], text="MARK-svar")
    from networks.actions.sharpening import forward_proposal

    forward_proposal(by=karen, proposal=forwarded, note="Stærkt forslag.")
    make_draft(eva, title="MARK-kladde", challenge="MARK-kladde")
    make_submitted(eva, title="MARK-sendt", challenge="MARK-inde")
    returned = make_submitted(eva, title="MARK-tilbage", challenge="MARK-inde")
    return_proposal(by=karen, proposal=returned, text="MARK-hvorfor")
    withdraw_proposal(by=eva, proposal=make_forwarded(eva, title="MARK-fortrudt"))
    return open_round()


def everything(client: Client, theme_round: ThemeRound) -> str:
    """All that the room of the rounds says to whoever is signed in."""
    addresses = [address(name, theme_round) for name in PAGES[:3]]
    addresses.append(page("round_decide", theme_round.pk, Proposal.objects.get(title="Vand").pk))
    return "".join(text_of(client.get(one)) for one in addresses)


def test_a_chief_meets_neither_the_talk_nor_what_is_not_forwarded(client, bo, marked):
    said = everything(sign_in(client, bo), marked)
    assert "Vand" in said
    assert "Stærkt forslag." in said
    assert "MARK" not in said


def test_a_chief_who_wrote_some_of_it_waits_like_the_others(client, bo, marked):
    make_submitted(bo, title="MARK-min-egen")
    make_draft(bo, title="MARK-min-kladde")
    assert "MARK" not in everything(sign_in(client, bo), marked)


def test_the_secretariat_also_sees_the_titles_that_are_on_their_way(client, karen, marked):
    sign_in(client, karen)
    said = html_of(client, marked)
    assert [title for title in ("MARK-sendt", "MARK-tilbage") if title in said] == [
        "MARK-sendt",
        "MARK-tilbage",
    ]
    for hidden in ("samtale", "svar", "hvorfor", "kladde", "fortrudt", "inde"):
        assert f"MARK-{hidden}" not in said, hidden
    assert "MARK" not in text_of(client.get(page("round_agenda", marked.pk)))


def test_another_rounds_proposals_stay_there(bo, eva):
    make_forwarded(eva, title="Vand")
    assert titles(bo, later_round()) == []
    assert titles(bo, open_round()) == ["Vand"]


# --- What stands there ----------------------------------------------------------------------------
def test_the_seven_questions_the_note_and_who_wrote_it(client, bo, eva, ali, health):
    make_forwarded(eva, title="Vand", co_authors=[ali], note="Tal med skolerne.")
    item = round_page(bo, open_round()).items[0]
    assert [one.text for one in item.answers] == [
        f"Vi ved det ikke endnu. {number}" for number in range(1, 8)
    ]
    assert [(one.name, one.unit) for one in item.authors] == [
        (eva.name, health.name),
        (ali.name, health.name),
    ]
    said = html_of(sign_in(client, bo), open_round())
    for words in ("Vand", "Tal med skolerne.", "Vi ved det ikke endnu. 7", eva.name, ali.name):
        assert words in said


def test_a_living_network_that_is_alike_stands_beside_it(client, bo, mia, eva, karen):
    for title in ("Elever med højt fravær", "Fravær i klubben"):
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=title, challenge="?")
    make_closed(make_network(leader=mia, reference_leader=bo, consultant=karen, title="Fraværet"))
    make_forwarded(eva, title="Fravær blandt elever", challenge="Hvem ved det?")
    make_forwarded(eva, title="Vand i kældrene", challenge="Hvor kommer det fra?")
    seen = {
        item.proposal.title: [one.title for one in item.networks]
        for item in round_page(bo, open_round()).items
    }
    assert seen["Fravær blandt elever"] == ["Elever med højt fravær", "Fravær i klubben"]
    assert seen["Vand i kældrene"] == []
    # What came of the proposal itself is no overlap; the other one is.
    assert seen["Elever med højt fravær"] == ["Fravær i klubben"]


def test_proposals_that_touch_the_same_departments_name_each_other(bo, eva, school, health):
    for title, units in (("Vand", [school, health]), ("Luft", [health]), ("Jord", [])):
        Proposal.objects.get(pk=make_forwarded(eva, title=title).pk).units.set(units)
    shared = {
        item.proposal.title: [(one.title, list(one.units)) for one in item.shared]
        for item in round_page(bo, open_round()).items
    }
    health_too = [health.name]
    assert shared == {"Vand": [("Luft", health_too)], "Luft": [("Vand", health_too)], "Jord": []}
    assert OrgUnit.objects.filter(name=health.name).count() == 1


def test_what_was_kept_until_this_round_says_so_before_and_after_it_is_taken_up(client, bo, eva):
    first, later = open_round(), later_round()
    kept = make_forwarded(eva, title="Vand")
    given = {"outcome": "not_now", "reason": "Vi mangler hænder.", "parked_to": later}
    decide_proposal(by=bo, proposal=kept, **given)
    sign_in(client, bo)
    assert "Ikke nu: gemt til Sommer 2031" in " ".join(html_of(client, first).split())
    item = round_page(bo, later).items[0]
    assert (item.is_parked_here, item.is_undecided) == (True, False)
    assert "Gemt til den her runde" in html_of(client, later)
    reopen_decision(by=bo, proposal=kept, reason="Nu er der hænder.")
    item = round_page(bo, later).items[0]
    assert (item.is_parked_here, item.came_from_earlier, item.is_undecided) == (False, True, True)
    assert "gemt hertil fra tidligere" in html_of(client, later)
    assert titles(bo, first) == []


def test_an_empty_round_says_what_will_be_here(client, bo):
    said = html_of(sign_in(client, bo), open_round())
    assert "Her kommer rundens forslag" in said
    assert reverse("networks:round_agenda", args=[open_round().pk]) not in said


def test_the_list_says_how_many_lie_in_each(client, bo, eva):
    make_forwarded(eva)
    make_forwarded(eva)
    make_submitted(eva)
    far, near = later_round(), open_round()
    before = [
        ThemeRoundFactory(name=str(year), proposals_by=f"{year}-05-01", decided_on=f"{year}-06-15")
        for year in (2021, 2020, 2022)
    ]
    rounds = sign_in(client, bo).get(page("round_list")).context["rounds"]
    assert [(one, one.before_chiefs, one.waiting) for one in rounds.coming] == [
        (near, 2, 2),
        (far, 0, 0),
    ]
    assert list(rounds.past) == [before[2], before[0], before[1]]


# --- The ways there -------------------------------------------------------------------------------
def test_the_chiefs_own_pages_lead_to_it(client, bo, eva):
    make_forwarded(eva)
    sign_in(client, bo)
    leadership = client.get(reverse("secretariat:leadership")).content.decode()
    assert page("round_detail", open_round().pk) in leadership
    assert page("round_list") in client.get(page("proposal_list")).content.decode()
    own = sign_in(client, eva).get(page("proposal_list")).content.decode()
    assert page("round_list") not in own


# --- What it costs --------------------------------------------------------------------------------
def test_the_pages_cost_the_same_at_every_size(client, bo, karen, eva, mia):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Højt fravær")
    costs = []
    for size in (2, 4, 13):  # one of them became the network
        while Proposal.objects.count() < size:
            made = make_forwarded(eva, co_authors=[mia])
        theme_round = open_round()
        decide = page("round_decide", theme_round.pk, made.pk)
        sign_in(client, karen)
        by_karen = [queries_of(client, address(name, theme_round)) for name in PAGES[:3]]
        sign_in(client, bo)
        by_bo = [queries_of(client, address(name, theme_round)) for name in PAGES[:3]]
        costs.append((by_karen, by_bo, queries_of(client, decide)))
    # session and person; the rounds, or the round with its proposals and their overlaps
    # (the secretariat: and what is on its way); deciding: and types, chiefs and open rounds
    assert costs == [([3, 6, 6], [3, 5, 5], 8)] * 3
