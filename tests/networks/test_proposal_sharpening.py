"""The secretariat's talk with those who wrote: comment, send back, forward."""

import uuid

import pytest

from netvaerk.people.models import OutboxMail
from networks.models import ProposalComment
from tests.conftest import sign_in
from tests.factories.networks import make_draft, make_forwarded, make_submitted
from tests.networks.proposal_pages import errors, page, said, statuses, written

MOVED_ON = "Det kan ikke lade sig gøre lige nu. Måske er der sket noget, siden du åbnede siden."
SECRET = "Skriv ikke, at skolelederen er imod"


def letters(kind: str) -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind=kind).order_by("recipient")
    return list(found.values_list("recipient__first_name", "subject"))


def test_the_consultant_comments_on_a_question_and_the_authors_read_it_there(client, karen, eva):
    sent = make_submitted(eva)
    response = sign_in(client, karen).post(
        page("proposal_comment", sent.pk), {"question": "4", "text": "Hvem ringer?"}
    )
    assert said(response) == [
        "Din kommentar er gemt. Forslagsstilleren får besked, "
        "når du sender forslaget tilbage eller videre."
    ]
    reading = sign_in(client, eva).get(page("proposal_detail", sent.pk)).context["reading"]
    remarks = {one.number: [remark.text for remark in one.remarks] for one in reading.questions}
    assert remarks == {**{number: [] for number in range(1, 8)}, 4: ["Hvem ringer?"]}


def test_the_proposer_answers_in_the_same_talk(client, karen, eva):
    sent = make_submitted(eva)
    sign_in(client, eva).post(page("proposal_comment", sent.pk), {"text": "Jeg spørger dem."})
    reading = sign_in(client, karen).get(page("proposal_detail", sent.pk)).context["reading"]
    assert [(one.by, one.text) for one in reading.remarks] == [("Eva Lund", "Jeg spørger dem.")]


def test_comments_never_reach_a_chief_or_anybody_else(client, karen, bo, dorte, eva, ali):
    sent = make_submitted(eva, co_authors=[ali])
    for question in ("", "4"):
        sign_in(client, karen).post(
            page("proposal_comment", sent.pk), {"question": question, "text": SECRET}
        )
    client.post(page("proposal_forward", sent.pk), {"note": "Stærkt forslag"})
    assert statuses() == ["forwarded"]
    for person in (bo, dorte):
        response = sign_in(client, person).get(page("proposal_detail", sent.pk))
        assert response.status_code == 200
        assert SECRET not in response.content.decode()
        assert SECRET not in sign_in(client, person).get(page("proposal_list")).content.decode()
    for person in (eva, ali, karen):
        text = sign_in(client, person).get(page("proposal_detail", sent.pk)).content.decode()
        assert text.count(SECRET) == 2


def test_a_chief_cannot_comment(client, bo, eva):
    forwarded = make_forwarded(eva)
    before = written()
    response = sign_in(client, bo).post(page("proposal_comment", forwarded.pk), {"text": "Hej"})
    assert (response.status_code, written()) == (404, before)


def test_an_empty_comment_is_asked_for_under_its_own_question(client, karen, eva):
    sent = make_submitted(eva)
    response = sign_in(client, karen).post(
        page("proposal_comment", sent.pk), {"question": "4", "text": " "}
    )
    assert response.status_code == 422
    assert [bool(form.errors) for _question, form in response.context["lines"]] == [
        *(False, False, False, True, False, False, False)
    ]
    assert response.content.decode().count('href="#kommentar4_text"') == 1


@pytest.mark.parametrize("question", ["8", "\0", "fire"])
def test_a_comment_on_no_question_at_all_is_refused(client, karen, eva, question):
    sent = make_submitted(eva)
    response = sign_in(client, karen).post(
        page("proposal_comment", sent.pk), {"question": question, "text": "Hvem?"}
    )
    assert (response.status_code, ProposalComment.objects.count()) == (422, 0)
    assert response.context["general_form"]["text"].value() == "Hvem?"


def test_sending_back_tells_each_author_once_and_opens_the_draft_again(client, karen, eva, ali):
    sent = make_submitted(eva, title="Vand", co_authors=[ali])
    response = sign_in(client, karen).post(
        page("proposal_return", sent.pk), {"text": "Hvem ser vandet først?"}
    )
    assert said(response) == [
        "Forslaget er sendt tilbage. Eva Lund og Ali Lund har fået dit spørgsmål på mail."
    ]
    subject = "Et spørgsmål til dit forslag »Vand«"
    assert sorted(letters("proposal")) == [("Ali", subject), ("Eva", subject)]
    assert statuses() == ["returned"]
    section = sign_in(client, eva).get(page("proposal_section", sent.pk, "1"))
    assert [remark.text for remark in section.context["page"].remarks] == ["Hvem ser vandet først?"]


def test_forwarding_tells_each_author_once_and_shows_the_note_to_the_chiefs(
    client, karen, bo, eva, ali
):
    sent = make_submitted(eva, title="Vand", co_authors=[ali])
    response = sign_in(client, karen).post(
        page("proposal_forward", sent.pk), {"note": "Ingen afdeling kan løse det."}
    )
    assert said(response) == [
        "Forslaget ligger nu hos chefforum. Eva Lund og Ali Lund har fået en mail om det."
    ]
    subject = "»Vand« ligger nu hos chefforum"
    assert sorted(letters("proposal")) == [("Ali", subject), ("Eva", subject)]
    text = sign_in(client, bo).get(page("proposal_detail", sent.pk)).content.decode()
    assert text.count("Ingen afdeling kan løse det.") == 1


@pytest.mark.parametrize(
    ("name", "field"), [("proposal_return", "text"), ("proposal_forward", "note")]
)
def test_an_empty_word_is_asked_for_and_nothing_happens(client, karen, eva, name, field):
    sent = make_submitted(eva)
    response = sign_in(client, karen).post(page(name, sent.pk), {field: ""})
    assert (response.status_code, statuses()) == (422, ["submitted"])
    assert list(errors(response, "came_back")) == [field]


@pytest.mark.parametrize(
    ("name", "field"), [("proposal_return", "text"), ("proposal_forward", "note")]
)
def test_a_second_click_does_nothing_more_and_keeps_the_words(client, karen, eva, name, field):
    sent = make_submitted(eva)
    sign_in(client, karen).post(page(name, sent.pk), {field: "Mine ord"})
    before = written()
    again = client.post(page(name, sent.pk), {field: "Mine ord igen"})
    assert (again.status_code, written()) == (422, before)
    assert errors(again, "came_back") == {"__all__": [MOVED_ON]}
    assert again.context["kept"] == "Mine ord igen"


@pytest.mark.parametrize("name", ["proposal_comment", "proposal_return", "proposal_forward"])
def test_sharpening_is_for_the_secretariat_and_a_foreign_proposal_does_not_exist(
    client, bo, eva, ali, noor, mia, name
):
    sent = make_submitted(eva, title="Evas hemmelighed")
    fields = {"text": "Indbrud", "note": "Indbrud"}
    before = written()
    for person in (bo, ali, noor, mia):
        sign_in(client, person)
        foreign = client.post(page(name, sent.pk), fields)
        missing = client.post(page(name, uuid.uuid4()), fields)
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.content == missing.content
    assert (statuses(), written()) == (["submitted"], before)


@pytest.mark.parametrize("name", ["proposal_return", "proposal_forward"])
def test_the_author_cannot_forward_or_return_the_proposal(client, eva, name):
    sent = make_submitted(eva)
    before = written()
    response = sign_in(client, eva).post(page(name, sent.pk), {"text": "Ja", "note": "Ja"})
    assert (response.status_code, written()) == (404, before)


def test_the_secretariat_cannot_read_a_draft(client, karen, eva):
    draft = make_draft(eva, title="Evas kladde")
    assert sign_in(client, karen).get(page("proposal_detail", draft.pk)).status_code == 404
    assert "Evas kladde" not in client.get(page("proposal_list")).content.decode()


def test_a_chief_cannot_read_what_has_not_been_forwarded(client, bo, eva):
    sent = make_submitted(eva, title="Evas forslag")
    assert sign_in(client, bo).get(page("proposal_detail", sent.pk)).status_code == 404
    assert "Evas forslag" not in client.get(page("proposal_list")).content.decode()
