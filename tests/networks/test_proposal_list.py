"""The list of proposals: what waits for whom, in which order, at which cost."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from netvaerk.people.enums import Role
from networks.actions.decision import decide_proposal
from networks.actions.proposal import withdraw_proposal
from networks.actions.sharpening import comment_on_proposal, return_proposal
from networks.models import Proposal, Question
from tests.conftest import sign_in
from tests.factories.networks import (
    answer_all,
    make_draft,
    make_forwarded,
    make_network,
    make_submitted,
)
from tests.networks.proposal_pages import page


def overview_of(client, person):
    response = sign_in(client, person).get(page("proposal_list"))
    assert response.status_code == 200
    return response.context["overview"]


def titles(proposals) -> list[str]:
    return [proposal.title for proposal in proposals]


def sent_days_ago(proposal: Proposal, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    Proposal.objects.filter(pk=proposal.pk).update(submitted_at=moment, forwarded_at=moment)


def test_a_person_sees_own_and_co_authored_proposals_the_last_saved_first(client, eva, ali):
    make_draft(eva, title="Først")
    make_draft(ali, title="Sammen", co_authors=[eva])
    make_draft(ali, title="Alis egen")
    make_submitted(eva, title="Sidst")
    overview = overview_of(client, eva)
    assert titles(overview.own) == ["Sidst", "Sammen", "Først"]
    assert (overview.to_sharpen, overview.to_decide, overview.others) == (None, None, None)


def test_an_empty_list_says_how_to_begin(client, eva):
    text = sign_in(client, eva).get(page("proposal_list")).content.decode()
    assert text.count("Skriv den første linje") == 1
    assert text.count(f'href="{page("proposal_new")}"') == 2


def test_a_guest_has_no_list_of_proposals(client, noor, ali):
    make_submitted(ali, title="Alis forslag")
    answer = sign_in(client, noor).get(page("proposal_list"))
    assert (answer.status_code, answer.content.decode().count("Alis forslag")) == (404, 0)


def test_the_secretariat_sees_what_waits_the_longest_first_and_then_the_rest(
    client, karen, sanne, bo, eva
):
    for title, days in [("Ny", 1), ("Gammel", 9), ("Midt", 4)]:
        sent_days_ago(make_submitted(eva, title=title), days)
    make_draft(eva, title="Kladde")
    make_forwarded(eva, title="Videre", forwarded_by=karen)
    return_proposal(by=karen, proposal=make_submitted(eva, title="Tilbage"), text="Hvem?")
    for person in (karen, sanne):
        overview = overview_of(client, person)
        assert titles(overview.to_sharpen) == ["Gammel", "Midt", "Ny"]
        assert titles(overview.others) == ["Tilbage", "Videre"]
        assert overview.to_decide is None


def test_the_chiefs_see_what_awaits_them_and_then_what_they_have_decided(
    client, bo, dorte, karen, eva
):
    for title, days in [("Ny", 1), ("Gammel", 9)]:
        sent_days_ago(make_forwarded(eva, title=title), days)
    decided = make_forwarded(eva, title="Nej tak")
    decide_proposal(by=bo, proposal=decided, outcome="no", reason="Det er i gang.")
    make_submitted(eva, title="Hos sekretariatet")
    withdraw_proposal(by=eva, proposal=make_forwarded(eva, title="Trukket"))
    for person in (bo, dorte):
        overview = overview_of(client, person)
        assert titles(overview.to_decide) == ["Gammel", "Ny"]
        assert titles(overview.others) == ["Nej tak"]


def test_somebody_with_two_hats_sees_each_proposal_once(client, bo, karen, eva):
    bo.roles = [*bo.roles, Role.CONSULTANT]
    bo.save()
    make_submitted(eva, title="Skærp")
    make_forwarded(eva, title="Beslut")
    make_draft(bo, title="Egen")
    overview = overview_of(client, bo)
    assert titles(overview.to_sharpen) == ["Skærp"]
    assert titles(overview.to_decide) == ["Beslut"]
    assert titles(overview.own) == ["Egen"]
    assert titles(overview.others) == []


def test_each_own_proposal_says_what_happens_next(client, bo, karen, mia):
    network = make_network(leader=mia, reference_leader=bo, title="Vand")
    text = sign_in(client, mia).get(page("proposal_list")).content.decode()
    assert text.count("Chefforum sagde ja.") == 1
    assert text.count(page("network_detail", network.slug)) == 1


@pytest.mark.parametrize(("who", "queries"), [("eva", 4), ("karen", 7), ("bo", 7), ("sanne", 7)])
def test_the_list_costs_the_same_with_one_three_and_twenty_five(
    client, django_assert_num_queries, request, karen, bo, dorte, ali, eva, who, queries
):
    person = request.getfixturevalue(who)
    sign_in(client, person)
    made = 0
    for wanted in (1, 3, 25):
        for number in range(made, wanted):
            make_forwarded(ali, title=f"Videre {number}", co_authors=[eva])
            make_submitted(ali, title=f"Sendt {number}", co_authors=[eva])
            decided = make_forwarded(ali, title=f"Besluttet {number}")
            decide_proposal(by=dorte, proposal=decided, outcome="no", reason="Det er i gang.")
        made = wanted
        with django_assert_num_queries(queries):
            assert client.get(page("proposal_list")).status_code == 200


@pytest.mark.parametrize(("who", "queries"), [("ali", 5), ("eva", 5), ("karen", 5), ("bo", 8)])
def test_a_proposal_costs_the_same_with_little_and_much_talk(
    client, django_assert_num_queries, request, karen, bo, ali, eva, school, health, who, queries
):
    submitted = make_submitted(ali, co_authors=[eva])
    forwarded = make_forwarded(ali, title="Vand", co_authors=[eva])
    shown = forwarded if who == "bo" else submitted
    sign_in(client, request.getfixturevalue(who))
    for wanted in (1, 3, 25):
        for question in Question.objects.all()[:wanted]:
            comment_on_proposal(by=karen, proposal=submitted, question=question, text="Hvem?")
        submitted.units.set([school, health][:wanted])
        with django_assert_num_queries(queries):
            assert client.get(page("proposal_detail", shown.pk)).status_code == 200


@pytest.mark.parametrize(
    ("section", "queries"), [("om", 7), ("1", 7), ("3", 8), ("7", 8), ("laes", 6)]
)
def test_writing_costs_the_same_however_much_there_is(
    client, django_assert_num_queries, bo, karen, ali, eva, section, queries
):
    draft = make_draft(ali, co_authors=[eva], title="Vandløb og kældre")
    address = f"{page('proposal_section', draft.pk, section)}?lignende=1"
    sign_in(client, ali)
    for number in (1, 2, 3, 4):
        make_network(leader=eva, reference_leader=bo, title=f"Vandløb {number}", direction=False)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    answer_all(draft)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_proposal_that_does_not_exist_looks_like_one_that_may_not_be_read(client, eva, ali, noor):
    sent = make_submitted(ali, title="Alis forslag")
    for person in (eva, noor):
        foreign = sign_in(client, person).get(page("proposal_detail", sent.pk))
        missing = client.get(page("proposal_detail", uuid.uuid4()))
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.content == missing.content
