"""Beginning a proposal and writing its sections, with and without JavaScript."""

import uuid

import pytest

from netvaerk.people.models import AuditEntry, OutboxMail
from networks.actions.proposal import save_outline
from networks.models import Proposal, ProposalAnswer
from tests.conftest import sign_in
from tests.factories.networks import (
    content,
    make_draft,
    make_ready,
    make_submitted,
    open_round,
)
from tests.networks.proposal_pages import errors, hidden_value, page, said, values_in, written

TEN_MEGABYTES = "x" * (10 * 1024 * 1024)
NUL = "Der er et usynligt tegn i teksten, som vi ikke kan gemme. Skriv det sted igen."


@pytest.fixture(autouse=True)
def _content(db):
    content()
    open_round()


def begin(client, **fields):
    given = {"key": str(uuid.uuid4()), "title": "Vand i kælderen", "challenge": "Hvem ser det?"}
    return client.post(page("proposal_new"), {**given, **fields})


def answers(proposal) -> dict[int, str]:
    return dict(ProposalAnswer.objects.filter(proposal=proposal).values_list("question_id", "text"))


def test_an_employee_begins_a_draft_and_is_led_to_the_first_question(client, eva):
    response = begin(sign_in(client, eva))
    draft = Proposal.objects.get()
    assert (draft.title, draft.proposer, draft.status) == ("Vand i kælderen", eva, "draft")
    assert response.url == page("proposal_section", draft.pk, "1")


def test_a_double_click_begins_one_draft(client, eva):
    key = str(uuid.uuid4())
    first, second = begin(sign_in(client, eva), key=key), begin(client, key=key)
    assert first.url == second.url
    assert (Proposal.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_the_key_of_somebody_elses_draft_begins_nothing_and_shows_nothing(client, eva, ali):
    draft = make_draft(ali, title="Alis hemmelighed")
    before = written()
    response = begin(sign_in(client, eva), key=str(draft.pk))
    assert (response.status_code, written()) == (422, before)
    assert "Alis hemmelighed" not in response.content.decode()


def test_an_empty_title_is_asked_for_and_the_rest_is_kept(client, eva):
    response = begin(sign_in(client, eva), title="  ", challenge="Hvem ser vandet?")
    assert response.status_code == 422
    assert errors(response) == {"title": ["Giv forslaget et navn. Du kan altid ændre det."]}
    assert response.context["form"]["challenge"].value() == "Hvem ser vandet?"
    assert Proposal.objects.count() == 0


def test_a_guest_cannot_begin_a_proposal(client, noor):
    assert sign_in(client, noor).get(page("proposal_new")).status_code == 404
    assert begin(client).status_code == 404
    assert Proposal.objects.count() == 0


def test_an_answer_is_saved_and_the_next_section_opens(client, eva):
    draft = make_draft(eva)
    address = page("proposal_section", draft.pk, "1")
    response = sign_in(client, eva).post(address, {"text": "Trygge børn.", "goto": "2"})
    assert response.url == page("proposal_section", draft.pk, "2")
    assert answers(draft) == {1: "Trygge børn."}


def test_save_stays_on_the_section(client, eva):
    draft = make_draft(eva)
    address = page("proposal_section", draft.pk, "4")
    response = sign_in(client, eva).post(address, {"text": "Vi ringer."})
    assert response.url == address


def test_walking_through_an_unwritten_section_writes_nothing(client, eva):
    draft = make_draft(eva)
    before = written()
    address = page("proposal_section", draft.pk, "4")
    response = sign_in(client, eva).post(address, {"text": "", "based_on": "", "goto": "laes"})
    assert response.url == page("proposal_section", draft.pk, "laes")
    assert written() == before


def test_saving_the_same_text_twice_leaves_one_trace(client, eva):
    draft = make_draft(eva)
    address = page("proposal_section", draft.pk, "1")
    for _ in range(2):
        sign_in(client, eva).post(address, {"text": "Trygge børn."})
    assert AuditEntry.objects.filter(verb="save_answer").count() == 1


def test_units_and_voices_are_saved_with_their_answers(client, eva, school, health):
    draft = make_draft(eva)
    sign_in(client, eva).post(
        page("proposal_section", draft.pk, "3"),
        {"text": "Begge ser dem.", "units": [str(school.pk), str(health.pk)]},
    )
    voices = client.get(page("proposal_section", draft.pk, "7")).context["form"]["voices"]
    chosen = voices.field.queryset.filter(key__in=["citizen", "association"])
    client.post(
        page("proposal_section", draft.pk, "7"),
        {"text": "De ved det.", "voices": [kind.pk for kind in chosen]},
    )
    assert set(draft.units.all()) == {school, health}
    assert set(draft.voices.all()) == set(chosen)
    areas = client.get(page("proposal_section", draft.pk, "3")).context["areas"]
    chosen_names = [one.name for area in areas for one in area.pickables if one.is_chosen]
    assert chosen_names == ["Skole & Dagtilbud", "Sundhed & Omsorg"]


@pytest.mark.parametrize("garbage", ["ikke-en-nøgle", "\0", str(uuid.uuid4())])
def test_a_unit_that_does_not_exist_is_named_and_the_text_is_kept(client, eva, garbage):
    draft = make_draft(eva)
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, "3"), {"text": "Begge ser dem.", "units": [garbage]}
    )
    assert (response.status_code, list(errors(response))) == (422, ["units"])
    assert response.context["form"]["text"].value() == "Begge ser dem."
    assert answers(draft) == {}


@pytest.mark.parametrize("section", ["1", "3", "7"])
def test_ten_megabytes_come_back_with_a_sentence_and_the_text(client, eva, section):
    draft = make_draft(eva)
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, section), {"text": TEN_MEGABYTES}
    )
    assert response.status_code == 422
    assert errors(response) == {
        "text": [
            "Svaret er på 10485760 tegn, og der er plads til 5000. "
            "Kort det af; det vigtigste er nok."
        ]
    }
    assert response.context["form"]["text"].value() == TEN_MEGABYTES
    assert response.content.count(TEN_MEGABYTES.encode()) == 1
    assert answers(draft) == {}


@pytest.mark.parametrize(
    ("section", "field"),
    [("om", "title"), ("om", "challenge"), ("om", "co_authors"), ("1", "text")],
)
def test_a_nul_byte_never_breaks_anything(client, eva, section, field):
    draft = make_draft(eva)
    fields = {"title": "Vand", "challenge": "Hvem?", "co_authors": "", "text": "Ord"}
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, section), {**fields, field: "Før\0efter"}
    )
    assert (response.status_code, list(errors(response))) == (422, [field])
    if field != "co_authors":
        assert errors(response) == {field: [NUL]}
    assert response.context["form"][field].value() == "Før\0efter"


def test_autosave_answers_with_the_status_and_what_lies_beside(client, eva):
    draft = make_draft(eva)
    address = page("proposal_section", draft.pk, "1")
    response = sign_in(client, eva).post(
        address, {"text": "Trygge børn."}, headers={"HX-Request": "true"}
    )
    fresh = client.get(f"{address}?lignende=1").content.decode()
    fragment = response.content.decode()
    assert response.status_code == 200
    assert answers(draft) == {1: "Trygge børn."}
    status, _aside, beside = fragment.partition("<aside")
    assert status.strip()
    assert fresh.count(status.strip()) == 1
    assert fresh.count(beside.replace(' hx-swap-oob="true"', "").strip()) == 1


def test_autosave_says_what_keeps_it_from_saving(client, eva):
    draft = make_draft(eva)
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, "om"),
        {"title": "", "challenge": "Hvem?", "based_on": "abc"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 422
    assert "Giv forslaget et navn." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_two_authors_who_write_at_once_see_both_texts_and_lose_neither(client, eva, ali):
    draft = make_draft(eva, co_authors=[ali])
    address = page("proposal_section", draft.pk, "1")
    seen_by_eva = hidden_value(sign_in(client, eva), address, "based_on")
    sign_in(client, ali).post(address, {"text": "Alis tekst", "based_on": seen_by_eva})

    conflict = sign_in(client, eva).post(address, {"text": "Evas tekst", "based_on": seen_by_eva})
    assert conflict.status_code == 422
    assert conflict.context["theirs"].text == "Alis tekst"
    assert conflict.context["form"]["text"].value() == "Evas tekst"
    assert answers(draft) == {1: "Alis tekst"}

    together = {"text": "Alis og Evas tekst", "based_on": conflict.context["based_on"]}
    client.post(address, together)
    assert answers(draft) == {1: "Alis og Evas tekst"}


def test_two_authors_who_pick_units_at_once_see_both(client, eva, ali, school, health):
    draft = make_draft(eva, co_authors=[ali])
    address = page("proposal_section", draft.pk, "3")
    sign_in(client, eva).post(address, {"text": "Her", "units": [school.pk]})
    seen = hidden_value(client, address, "based_on")
    sign_in(client, ali).post(address, {"text": "Her", "units": [health.pk], "based_on": seen})
    conflict = sign_in(client, eva).post(
        address, {"text": "Her", "units": [school.pk], "based_on": seen}
    )
    assert conflict.status_code == 422
    assert list(draft.units.all()) == [health]


def test_autosave_in_a_conflict_keeps_what_the_writer_saw(client, eva, ali):
    draft = make_draft(eva, co_authors=[ali])
    address = page("proposal_section", draft.pk, "1")
    sign_in(client, ali).post(address, {"text": "Alis tekst"})
    response = sign_in(client, eva).post(
        address, {"text": "Evas tekst", "based_on": ""}, headers={"HX-Request": "true"}
    )
    assert (response.status_code, values_in(response)["based_on"]) == (422, "")
    assert answers(draft) == {1: "Alis tekst"}


def test_two_authors_who_change_the_outline_at_once_see_both(client, eva, ali):
    draft = make_draft(eva, title="Vand", co_authors=[ali])
    address = page("proposal_section", draft.pk, "om")
    seen = hidden_value(sign_in(client, eva), address, "based_on")
    fields = {"challenge": draft.challenge, "co_authors": ali.email, "based_on": seen}
    sign_in(client, ali).post(address, {**fields, "title": "Alis vand"})
    conflict = sign_in(client, eva).post(address, {**fields, "title": "Evas vand"})
    assert conflict.status_code == 422
    assert conflict.context["theirs"].title == "Alis vand"
    assert conflict.context["form"]["title"].value() == "Evas vand"
    client.post(
        address, {**fields, "title": "Vores vand", "based_on": conflict.context["based_on"]}
    )
    draft.refresh_from_db()
    assert draft.title == "Vores vand"


def test_a_co_author_can_write_and_leave_again(client, eva, ali):
    draft = make_draft(eva)
    address = page("proposal_section", draft.pk, "om")
    outline = {"title": draft.title, "challenge": draft.challenge}
    seen = hidden_value(sign_in(client, eva), address, "based_on")
    client.post(address, {**outline, "co_authors": ali.email, "based_on": seen})
    assert list(draft.co_authors.all()) == [ali]

    seen = hidden_value(sign_in(client, ali), address, "based_on")
    left = client.post(address, {**outline, "co_authors": "", "based_on": seen})
    assert left.url == page("proposal_list")
    assert said(left) == ["Gemt. Du skriver ikke længere med på forslaget."]
    assert client.get(page("proposal_detail", draft.pk)).status_code == 404


def test_a_new_co_author_is_told_once(eva, ali, mia):
    draft = make_draft(eva, title="Vand")
    outline = {"title": "Vand", "challenge": "Hvem?"}
    for co_authors in ([ali], [ali, mia], [mia], [ali, mia]):
        save_outline(by=eva, proposal=draft, co_authors=co_authors, **outline)
    told = OutboxMail.objects.filter(subject="Vil du skrive med på »Vand«?")
    assert sorted(told.values_list("recipient__first_name", flat=True)) == ["Ali", "Mia"]


def test_an_unknown_co_author_is_named_and_the_rest_is_kept(client, eva):
    draft = make_draft(eva)
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, "om"),
        {"title": "Nyt navn", "challenge": "Hvem?", "co_authors": "ukendt@demo.example"},
    )
    assert (response.status_code, list(errors(response))) == (422, ["co_authors"])
    assert response.context["form"]["title"].value() == "Nyt navn"


def test_a_whole_address_book_as_co_authors_is_refused_in_one_sentence(client, eva):
    draft = make_draft(eva)
    pasted = "\n".join(f"kollega{number}@demo.example" for number in range(100_000))
    response = sign_in(client, eva).post(
        page("proposal_section", draft.pk, "om"),
        {"title": "Vand", "challenge": "Hvem?", "co_authors": pasted},
    )
    assert response.status_code == 422
    assert errors(response) == {"co_authors": ["Skriv højst 30 adresser."]}
    assert response.context["form"]["co_authors"].value() == pasted


def test_editing_goes_on_at_the_first_unfinished_section(client, eva):
    draft = make_draft(eva)
    sign_in(client, eva)
    assert client.get(page("proposal_edit", draft.pk)).url == page(
        "proposal_section", draft.pk, "1"
    )
    ready = make_ready(eva, title="Klar")
    assert client.get(page("proposal_edit", ready.pk)).url == page(
        "proposal_section", ready.pk, "laes"
    )


def test_a_sent_proposal_leads_back_to_its_page(client, eva):
    sent = make_submitted(eva)
    sign_in(client, eva)
    for address in (page("proposal_edit", sent.pk), page("proposal_section", sent.pk, "1")):
        assert client.get(address).url == page("proposal_detail", sent.pk)


def test_a_text_written_while_somebody_else_sent_the_proposal_is_kept_on_the_page(client, eva):
    sent = make_submitted(eva)
    before = written()
    response = sign_in(client, eva).post(
        page("proposal_section", sent.pk, "1"), {"text": "En sidste tanke"}
    )
    assert (response.status_code, written()) == (422, before)
    assert response.context["form"]["text"].value() == "En sidste tanke"


def test_somebody_elses_draft_does_not_exist_whatever_one_does(client, eva, ali, karen, bo):
    draft, nobody = make_draft(ali, title="Alis hemmelighed"), uuid.uuid4()
    before = written()
    for person in (eva, karen, bo):
        sign_in(client, person)
        for name, *args in [
            ("proposal_detail",),
            ("proposal_edit",),
            ("proposal_section", "1"),
            ("proposal_section", "laes"),
        ]:
            foreign = client.get(page(name, draft.pk, *args))
            missing = client.get(page(name, nobody, *args))
            assert (foreign.status_code, missing.status_code) == (404, 404)
            assert foreign.content == missing.content
        saved = client.post(page("proposal_section", draft.pk, "1"), {"text": "Indbrud"})
        assert saved.status_code == 404
    assert written() == before


def test_a_section_that_does_not_exist_is_not_found(client, eva):
    draft = make_draft(eva)
    sign_in(client, eva)
    for section in ("8", "0", "slut"):
        assert client.get(page("proposal_section", draft.pk, section)).status_code == 404
