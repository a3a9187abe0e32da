"""The agenda on paper: tagged, in Danish, with room for what is decided."""

import io

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from networks.actions.decision import decide_proposal
from tests.conftest import sign_in
from tests.factories.networks import make_forwarded, open_round
from tests.house.pages import text_of
from tests.networks.proposal_pages import page


def words_of(client: Client) -> str:
    return " ".join(text_of(client.get(page("round_agenda", open_round().pk))).split())


@pytest.fixture
def agenda(eva, ali):
    return make_forwarded(eva, title="Vand", note="Tal med skolerne.", co_authors=[ali])


def test_it_holds_what_the_meeting_needs(client, bo, eva, ali, health, agenda):
    make_forwarded(eva, title="Luft", challenge="Hvem trækker vejret?")
    words = words_of(sign_in(client, bo))
    for said in (
        f"Dagsorden: {open_round().name}",
        "Chefforum beslutter",
        "2 forslag ligger hos chefforum. 2 venter på beslutning.",
        *("1. Vand", "2. Luft", "Hvem trækker vejret?", eva.name, ali.name, health.name),
        *("Tal med skolerne.", "Vi ved det ikke endnu. 1", "Vi ved det ikke endnu. 7"),
        *("Beslutning", "Begrundelse", "____"),
    ):
        assert said in words, said


def test_a_decided_one_has_its_reason_instead_of_room(client, bo, agenda):
    decide_proposal(by=bo, proposal=agenda, outcome="no", reason="Det er i gang.")
    words = words_of(sign_in(client, bo))
    assert ("Det er i gang." in words, "____" in words) == (True, False)


def test_it_is_tagged_and_danish_also_for_an_english_reader(client, bo, agenda):
    bo.language = "en"
    bo.save()
    answer = sign_in(client, bo).get(page("round_agenda", open_round().pk))
    paper = PdfReader(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="dagsorden-')
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(paper.trailer["/Root"]["/StructTreeRoot"]["/K"]) > 0
    assert str(paper.trailer["/Root"]["/Lang"]).startswith("da")
    assert "Sekretariatets ord til chefforum" in words_of(client)


def test_the_secretariat_takes_it_to_word(client, karen, agenda):
    answer = sign_in(client, karen).get(page("round_agenda_word", open_round().pk))
    said = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert "1. Vand" in said
