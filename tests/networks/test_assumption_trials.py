"""Trials: agreed, moved, noted; by many hands and in any order."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from netvaerk.people.models import AuditEntry
from networks.enums import Audience
from networks.models import Assumption, Trial
from tests.factories.networks.assumption import (
    make_assumption,
    make_fallen,
    make_settled,
    make_trial,
)
from tests.networks.rooms import Cast, cast_of, html_of


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def assumption(cast: Cast) -> Assumption:
    return make_assumption(cast.network)


@pytest.fixture
def new(assumption: Assumption) -> str:
    return reverse("networks:trial_new", args=[assumption.network.slug, assumption.pk])


def page(name: str, trial: Trial) -> str:
    assumption = trial.assumption
    return reverse(f"networks:{name}", args=[assumption.network.slug, assumption.pk, trial.pk])


def planned(**words: str | int) -> dict[str, str | int]:
    return {
        "what": "Vi ringer til ti forældre.",
        "who": "Klubben",
        "on": "2026-12-01",
        "form_key": str(uuid.uuid4()),
        **words,
    }


def test_a_second_click_is_one_trial(cast: Cast, new: str):
    client, sent = cast.client("member"), planned()
    assert [client.post(new, sent).status_code for _click in range(2)] == [302, 302]
    assert Trial.objects.get().on == date(2026, 12, 1)
    assert AuditEntry.objects.filter(verb="plan_trial").count() == 1


def test_other_words_under_a_used_key_are_kept(cast: Cast, new: str):
    client, sent = cast.client("member"), planned()
    client.post(new, sent)
    answer = client.post(new, {**sent, "what": "MARK-noget-andet"})
    html = answer.content.decode()
    assert (answer.status_code, "MARK-noget-andet</textarea>" in html) == (422, True)
    assert sent["form_key"] not in html


def test_a_key_of_somebody_elses_trial_is_refused_without_showing_it(cast: Cast, new: str):
    theirs = make_trial(make_assumption(cast.network), what="MARK-deres")
    answer = cast.client("member").post(new, planned(form_key=str(theirs.form_key)))
    assert (answer.status_code, Trial.objects.count()) == (422, 1)
    assert "MARK-deres" not in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"what": ""}, {"who": "x" * 121}, {"on": "i morgen"}, {"on": ""}]
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, new: str, wrong: dict[str, str]):
    answer = cast.client("member").post(new, {**planned(), "what": "MARK-beholdes", **wrong})
    assert answer.status_code == 422
    assert "what" in wrong or "MARK-beholdes</textarea>" in answer.content.decode()
    assert not Trial.objects.exists()


def test_what_has_an_outcome_is_not_tried_until_it_is_opened_again(cast: Cast, new: str):
    make_settled(Assumption.objects.get())
    answer = cast.client("member").post(new, planned(what="MARK-beholdes"))
    html = answer.content.decode()
    assert (answer.status_code, "Åbn den igen" in html) == (422, True)
    assert "MARK-beholdes</textarea>" in html
    assert not Trial.objects.exists()


def test_the_page_says_who_reads_it_beside_the_button(cast: Cast, assumption: Assumption, new: str):
    html = html_of(cast.client("member"), new)
    assert "Kun netværket kan læse det." in html
    Assumption.objects.update(audience=Audience.EMPLOYEES)
    assert "Alle medarbejdere kan læse det." in html_of(cast.client("member"), new)


def test_what_we_saw_is_noted_and_can_be_corrected(cast: Cast, assumption: Assumption):
    trial = make_trial(assumption)
    address, client = page("trial_note", trial), cast.client("member")
    assert client.post(address, {"saw": " ", "based_on": 1}).status_code == 422
    assert client.post(address, {"saw": "To svarede.", "based_on": 1}).status_code == 302
    first = Trial.objects.get()
    assert client.post(address, {"saw": "Tre svarede.", "based_on": 2}).status_code == 302
    stands = Trial.objects.get()
    assert (stands.saw, stands.seen_at) == ("Tre svarede.", first.seen_at)
    assert "Tre svarede.</textarea>" in html_of(client, address)


def test_a_trial_can_be_noted_after_the_assumption_fell(cast: Cast, assumption: Assumption):
    trial = make_trial(assumption)
    make_settled(assumption)
    answer = cast.client("member").post(page("trial_note", trial), {"saw": "Sent.", "based_on": 1})
    assert (answer.status_code, Trial.objects.get().saw) == (302, "Sent.")


@pytest.mark.parametrize(
    ("name", "field", "hers", "his"),
    [
        ("trial_note", "saw", {"saw": "MARK-hendes"}, {"saw": "MARK-hans"}),
        ("trial_edit", "what", planned(what="MARK-hendes"), planned(what="MARK-hans")),
    ],
)
def test_two_at_once_see_both_texts_and_lose_neither(
    cast: Cast, assumption: Assumption, name: str, field: str, hers: dict, his: dict
):
    trial = make_trial(assumption)
    address = page(name, trial)
    cast.client("leader").post(address, {**hers, "based_on": 1})
    answer = cast.client("member").post(address, {**his, "based_on": 1})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-hendes" in html, "MARK-hans</textarea>" in html) == (True, True)
    assert getattr(Trial.objects.get(), field) == "MARK-hendes"
    assert cast.client("member").post(address, {**his, "based_on": 2}).status_code == 302


def test_a_trial_moves_to_another_day(cast: Cast, assumption: Assumption):
    trial = make_trial(assumption)
    address = page("trial_edit", trial)
    sent = planned(on="2027-01-15", based_on=1)
    client = cast.client("guest in it")
    assert [client.post(address, sent).status_code for _click in range(2)] == [302, 302]
    assert (Trial.objects.get().on, Trial.objects.get().version) == (date(2027, 1, 15), 2)
    assert 'value="2027-01-15"' in html_of(client, address)


def test_a_trial_is_found_under_its_own_assumption_only(cast: Cast, assumption: Assumption):
    trial, other = make_trial(assumption), make_fallen(cast.network)
    for name in ("trial_edit", "trial_note"):
        args = [cast.network.slug, other.pk, trial.pk]
        address = reverse(f"networks:{name}", args=args)
        assert cast.client("member").get(address).status_code == 404
