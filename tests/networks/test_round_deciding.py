"""In the meeting: one proposal after the other, and nothing decided twice or lost."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from netvaerk.people.enums import Role
from networks.actions.decision import decide_proposal
from networks.models import Decision, Proposal
from tests.conftest import sign_in
from tests.factories.networks import ThemeRoundFactory, make_forwarded, make_submitted, open_round
from tests.factories.people import PersonFactory
from tests.house.pages import Page
from tests.networks.proposal_pages import errors, page, said, statuses, written

NO = {"outcome": "no", "reason": "Det er i gang."}
MOVED_ON = "Det kan ikke lade sig gøre lige nu. Måske er der sket noget, siden du åbnede siden."


def place(proposal: Proposal) -> str:
    return page("round_decide", open_round().pk, proposal.pk)


@pytest.fixture
def three(eva) -> list[Proposal]:
    return [make_forwarded(eva, title=title) for title in ("Vand", "Luft", "Jord")]


def test_the_meeting_walks_from_one_to_the_next_and_back_to_what_was_skipped(client, bo, three):
    water, air, earth = three
    sign_in(client, bo)
    assert client.post(place(water), NO).url == place(air)
    step = client.get(place(air)).context["step"]
    assert (step.item.number, step.total, step.skip_to.proposal) == (2, 3, earth)
    # Skipping is only going on; what was skipped comes back when the rest is decided.
    assert client.post(place(earth), NO).url == place(air)
    last = client.post(place(air), NO)
    assert last.url == page("round_detail", open_round().pk)
    assert said(last)[-1] == "I har besluttet alle forslag i runden."
    assert statuses() == ["rejected"] * 3


def test_the_page_of_the_last_one_leads_back_to_the_round(client, bo, three):
    step = sign_in(client, bo).get(place(three[-1])).context["step"]
    assert (step.after, step.skip_to, step.before.proposal) == (None, None, three[1])
    links = Page("/", client.get(place(three[-1])).content.decode()).links
    assert page("round_detail", open_round().pk) in links


def test_a_decision_says_who_has_been_told(client, bo, three, eva):
    told = said(sign_in(client, bo).post(place(three[0]), NO))
    assert told == [f"Chefforum har sagt nej til »Vand«. {eva.name} har fået begrundelsen på mail."]


def test_what_is_missing_is_said_and_what_was_typed_stands(client, bo, three):
    response = sign_in(client, bo).post(place(three[0]), {"outcome": "yes", "reason": "Fordi."})
    assert response.status_code == 422
    assert sorted(errors(response, "decide_form")) == [
        "network_leader",
        "network_type",
        "reference_leader",
    ]
    assert response.context["decide_form"]["reason"].value() == "Fordi."
    assert statuses() == ["forwarded"] * 3


def test_who_comes_second_reads_the_first_decision_and_keeps_the_words(client, bo, dorte, three):
    decide_proposal(by=dorte, proposal=three[0], outcome="no", reason="Dortes ord.")
    before = written()
    second = sign_in(client, bo).post(place(three[0]), {"outcome": "no", "reason": "Bos ord."})
    assert (second.status_code, written()) == (422, before)
    assert errors(second, "decide_form") == {"__all__": [MOVED_ON]}
    html = second.content.decode()
    assert ("Dortes ord." in html, second.context["kept"]) == (True, "Bos ord.")
    assert Page("/", html).forms[-1].action != place(three[0])


def test_what_is_decided_is_read_and_not_asked_again(client, bo, three):
    decide_proposal(by=bo, proposal=three[1], outcome="no", reason="Det er i gang.")
    sign_in(client, bo)
    assert client.get(place(three[1])).context["item"].is_undecided is False
    assert client.post(place(three[0]), NO).url == place(three[2])


@pytest.mark.parametrize("who", ["karen", "sanne", "eva", "noor", "root"])
def test_only_chiefs_decide(client, who, three, request):
    sign_in(client, request.getfixturevalue(who))
    before = written()
    for address in (place(three[0]), page("round_decide", open_round().pk, uuid.uuid4())):
        assert (client.get(address).status_code, client.post(address, NO).status_code) == (404, 404)
    assert (statuses(), written()) == (["forwarded"] * 3, before)


def test_what_is_not_on_the_rounds_agenda_is_not_decided_there(client, bo, eva, three):
    other = ThemeRoundFactory(
        name="Vinter 2020", proposals_by="2020-12-01", decided_on="2021-01-20"
    )
    unsent = make_submitted(eva)
    before = written()
    sign_in(client, bo)
    for address in (page("round_decide", other.pk, three[0].pk), place(unsent)):
        assert (client.get(address).status_code, client.post(address, NO).status_code) == (404, 404)
    assert written() == before


@pytest.mark.django_db(transaction=True)
def test_two_chiefs_at_the_same_moment_decide_once():
    chiefs = [PersonFactory(roles=[Role.EMPLOYEE, Role.CHIEF]) for _number in range(2)]
    address = place(make_forwarded(PersonFactory(), title="Vand"))
    ready, answers = threading.Barrier(len(chiefs)), []

    def post(chief) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(chief)
        try:
            ready.wait()
            answers.append(client.post(address, NO).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=(chief,)) for chief in chiefs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(answers), Decision.objects.count()) == ([302, 422], 1)
