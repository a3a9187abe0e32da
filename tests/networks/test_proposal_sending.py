"""Sending a proposal, into which round, and taking it back."""

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from netvaerk.people.models import AuditEntry
from networks.enums import PROPOSAL_MOVES, ProposalStatus
from networks.models import Proposal, ThemeRound
from tests.conftest import sign_in
from tests.factories.networks import (
    ThemeRoundFactory,
    make_draft,
    make_ready,
    make_submitted,
    open_round,
)
from tests.networks.proposal_pages import page, said, statuses, written

BEFORE, AFTER = "2026-11-30T12:00:00+01:00", "2026-12-02T12:00:00+01:00"
MOVED_ON = "Det kan ikke lade sig gøre lige nu. Måske er der sket noget, siden du åbnede siden."


def two_rounds() -> tuple[ThemeRound, ThemeRound]:
    return (
        ThemeRoundFactory(name="Vinter", proposals_by="2026-12-01", decided_on="2027-01-20"),
        ThemeRoundFactory(name="Sommer", proposals_by="2027-05-01", decided_on="2027-06-16"),
    )


def test_a_complete_proposal_is_sent_and_the_person_is_told_what_happens(client, eva):
    with time_machine.travel(BEFORE, tick=False):
        winter, _summer = two_rounds()
        draft = make_ready(eva)
        response = sign_in(client, eva).post(page("proposal_submit", draft.pk))
        assert response.url == page("proposal_detail", draft.pk)
        assert said(response) == [
            "Forslaget er sendt. Sekretariatet læser det inden for fem arbejdsdage, "
            "og chefforum beslutter i januar 2027."
        ]
    draft.refresh_from_db()
    assert (draft.status, draft.round) == (ProposalStatus.SUBMITTED, winter)


def test_after_the_deadline_it_lands_in_the_next_round_and_that_is_said_plainly(client, eva):
    with time_machine.travel(AFTER, tick=False):
        _winter, summer = two_rounds()
        draft = make_ready(eva)
        sign_in(client, eva)
        sentence = (
            "Fristen 1. december er passeret. Sender du nu, kommer dit forslag med i den næste "
            "runde: Fristen er 1. maj, og chefforum beslutter i juni."
        )
        for address in (
            page("proposal_list"),
            page("proposal_new"),
            page("proposal_section", draft.pk, "laes"),
        ):
            assert client.get(address).content.decode().count(sentence) == 1
        client.post(page("proposal_submit", draft.pk))
    draft.refresh_from_db()
    assert draft.round == summer


def test_before_the_deadline_the_pages_name_it(client, eva):
    with time_machine.travel(BEFORE, tick=False):
        two_rounds()
        text = sign_in(client, eva).get(page("proposal_list")).content.decode()
    assert text.count("Næste frist er 1. december. Chefforum beslutter i januar.") == 1


def test_without_an_open_round_the_draft_stays_and_the_person_is_told_why(client, eva):
    with time_machine.travel(BEFORE, tick=False):
        draft = make_ready(eva)
        response = sign_in(client, eva).post(page("proposal_submit", draft.pk))
    assert said(response) == [
        "Der er ingen åben temarunde. Skriv til sekretariatet, så opretter de den næste."
    ]
    assert statuses() == ["draft"]


def test_an_unfinished_proposal_names_what_is_missing_and_leads_there(client, eva):
    open_round()
    draft = make_ready(eva)
    draft.answers.filter(question__in=[4, 6]).update(text=" ")
    draft.units.clear()
    response = sign_in(client, eva).post(page("proposal_submit", draft.pk))
    assert response.status_code == 422
    assert str(response.context["refusal"]).startswith("Der mangler 3 svar.")
    assert [question.number for question in response.context["reading"].missing] == [3, 4, 6]
    html = response.content.decode()
    aside = html[html.index("Det mangler, før I kan sende") :]
    assert [
        aside.count(f'href="{page("proposal_section", draft.pk, str(n))}"') for n in range(1, 8)
    ] == [*(0, 0, 1, 1, 0, 1, 0)]
    assert statuses() == ["draft"]


def test_a_draft_without_its_challenge_cannot_be_sent(client, eva):
    open_round()
    draft = make_ready(eva, challenge="")
    response = sign_in(client, eva).post(page("proposal_submit", draft.pk))
    assert (response.status_code, response.context["reading"].lacks_challenge) == (422, True)


def test_a_double_click_sends_once(client, eva):
    open_round()
    draft = make_ready(eva)
    sign_in(client, eva).post(page("proposal_submit", draft.pk))
    again = client.post(page("proposal_submit", draft.pk))
    assert again.url == page("proposal_detail", draft.pk)
    assert said(again)[-1] == MOVED_ON
    assert AuditEntry.objects.filter(verb="submit_proposal").count() == 1


def test_only_the_authors_can_send(client, eva, ali, karen, bo, noor):
    draft = make_ready(eva, co_authors=[ali])
    open_round()
    before = written()
    for person in (karen, bo, noor):
        assert sign_in(client, person).post(page("proposal_submit", draft.pk)).status_code == 404
    assert (statuses(), written()) == (["draft"], before)
    sign_in(client, ali).post(page("proposal_submit", draft.pk))
    assert statuses() == ["submitted"]


def test_the_proposer_withdraws_and_can_still_read_it(client, eva):
    sent = make_submitted(eva, title="Vand i kælderen")
    response = sign_in(client, eva).post(page("proposal_withdraw", sent.pk), follow=True)
    assert statuses() == ["withdrawn"]
    assert response.context["proposal"].title == "Vand i kælderen"
    assert said(response) == ["Forslaget er trukket tilbage. Du kan stadig læse det her."]


def test_a_co_author_cannot_withdraw(client, eva, ali, karen):
    sent = make_submitted(eva, co_authors=[ali])
    before = written()
    for person in (ali, karen):
        assert sign_in(client, person).post(page("proposal_withdraw", sent.pk)).status_code == 404
    assert (statuses(), written()) == (["submitted"], before)


def test_what_has_been_withdrawn_cannot_be_withdrawn_again(client, eva):
    sent = make_submitted(eva)
    sign_in(client, eva).post(page("proposal_withdraw", sent.pk))
    assert said(client.post(page("proposal_withdraw", sent.pk)))[-1] == MOVED_ON


def test_opening_a_page_sends_nothing(client, eva):
    draft = make_ready(eva)
    sign_in(client, eva)
    for name in ("proposal_submit", "proposal_withdraw"):
        assert client.get(page(name, draft.pk)).status_code == 405
    assert statuses() == ["draft"]


WAY_TO = {
    ProposalStatus.SUBMITTED: [],
    ProposalStatus.RETURNED: ["returned"],
    ProposalStatus.FORWARDED: ["forwarded"],
    ProposalStatus.ACCEPTED: ["forwarded", "accepted"],
    ProposalStatus.PARKED: ["forwarded", "parked"],
    ProposalStatus.REJECTED: ["forwarded", "rejected"],
    ProposalStatus.WITHDRAWN: ["withdrawn"],
}


@pytest.mark.parametrize("start", ProposalStatus.values)
def test_the_database_refuses_every_move_that_the_table_does_not_have(eva, start):
    made = make_draft(eva) if start == ProposalStatus.DRAFT else make_submitted(eva)
    one = Proposal.objects.filter(pk=made.pk)
    for status in WAY_TO.get(start, []):
        one.update(status=status)
    allowed = {to for origin, to in PROPOSAL_MOVES if origin == start}
    for wanted in set(ProposalStatus.values) - allowed - {start}:
        with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
            one.update(status=wanted)
    assert statuses() == [start]
