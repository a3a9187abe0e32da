"""Chefforum decides, with a reason; a decision can be taken up again."""

import uuid

import pytest

from netvaerk.people.models import OutboxMail
from networks.actions.decision import decide_proposal
from networks.enums import NetworkStatus
from networks.models import Decision, Network, NetworkType, ThemeRound
from tests.conftest import sign_in
from tests.factories.networks import (
    ThemeRoundFactory,
    make_forwarded,
    make_network,
    make_submitted,
    open_round,
)
from tests.networks.proposal_pages import errors, page, said, statuses, written

MOVED_ON = "Det kan ikke lade sig gøre lige nu. Måske er der sket noget, siden du åbnede siden."
REASON = "Det kan ingen afdeling løse alene."


def yes(bo, mia, **other) -> dict:
    given = {
        "outcome": "yes",
        "reason": REASON,
        "network_type": NetworkType.objects.get(key="velfaerd").pk,
        "reference_leader": bo.pk,
        "network_leader": mia.email,
    }
    return {**given, **other}


def letters(kind: str) -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind=kind)
    return sorted(found.values_list("recipient__first_name", "subject"))


def test_yes_makes_a_network_and_everyone_concerned_gets_one_letter_with_the_reason(
    client, dorte, bo, mia, eva, ali
):
    forwarded = make_forwarded(eva, title="Vand", co_authors=[ali])
    response = sign_in(client, dorte).post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    assert response.url == page("proposal_detail", forwarded.pk)
    network = Network.objects.get()
    assert (network.title, network.leader, network.reference_leader) == ("Vand", mia, bo)
    assert network.status == NetworkStatus.FORMING
    assert letters("decision") == [(name, "Ja til »Vand«") for name in ("Ali", "Bo", "Eva", "Mia")]
    texts = OutboxMail.objects.filter(kind="decision").values_list("text", flat=True)
    assert [text.count(REASON) for text in texts] == [1, 1, 1, 1]
    told = said(response)[0]
    assert told.startswith("Chefforum har sagt ja til »Vand«.")
    assert all(f"{person.name}" in told for person in (ali, bo, eva, mia))


def test_the_chief_who_decides_is_not_written_to(client, bo, mia, eva):
    forwarded = make_forwarded(eva)
    sign_in(client, bo).post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    assert [name for name, _subject in letters("decision")] == ["Eva", "Mia"]


def test_not_now_parks_the_proposal_in_the_chosen_round(client, bo, eva):
    forwarded = make_forwarded(eva, title="Vand")
    later = ThemeRoundFactory(
        name="Sommer 2031", proposals_by="2031-05-01", decided_on="2031-06-16"
    )
    response = sign_in(client, bo).post(
        page("proposal_decide", forwarded.pk),
        {"outcome": "not_now", "reason": "Vi mangler hænder.", "parked_to": later.pk},
    )
    assert said(response) == [
        "»Vand« er gemt til en senere runde. Eva Lund har fået begrundelsen på mail."
    ]
    assert (statuses(), Decision.objects.get().parked_to) == (["parked"], later)
    own = sign_in(client, eva).get(page("proposal_list")).content.decode()
    assert own.count("Chefforum ser på det igen i Sommer 2031.") == 1


def test_no_says_why(client, bo, eva):
    forwarded = make_forwarded(eva, title="Vand")
    sign_in(client, bo).post(
        page("proposal_decide", forwarded.pk), {"outcome": "no", "reason": "Det er i gang."}
    )
    assert statuses() == ["rejected"]
    assert letters("decision") == [("Eva", "Nej til »Vand«, og hvorfor")]
    seen = sign_in(client, eva).get(page("proposal_detail", forwarded.pk))
    assert [(one.outcome, one.reason) for one in seen.context["reading"].decisions] == [
        ("no", "Det er i gang.")
    ]


def test_each_outcome_asks_only_for_what_it_needs(client, bo, eva):
    forwarded = make_forwarded(eva)
    sign_in(client, bo)

    def asked(**fields) -> list[str]:
        response = client.post(page("proposal_decide", forwarded.pk), fields)
        assert response.status_code == 422
        return sorted(errors(response, "came_back"))

    assert asked() == ["outcome", "reason"]
    assert asked(outcome="måske", reason="Tja") == ["outcome"]
    assert asked(outcome="no") == ["reason"]
    assert asked(outcome="not_now", reason="Vent") == ["parked_to"]
    needed = ["network_leader", "network_type", "reference_leader"]
    assert asked(outcome="yes", reason="Ja!", network_leader="") == needed
    assert (statuses(), Decision.objects.count()) == (["forwarded"], 0)


def test_what_another_outcome_would_need_is_not_read(client, bo, eva):
    forwarded = make_forwarded(eva)
    sign_in(client, bo).post(
        page("proposal_decide", forwarded.pk),
        {
            "outcome": "no",
            "reason": "Nej",
            "network_leader": "ukendt@demo.example",
            "parked_to": "x",
        },
    )
    assert statuses() == ["rejected"]


def test_a_reference_leader_must_be_a_chief_and_a_leader_must_be_known(client, bo, mia, eva):
    forwarded = make_forwarded(eva)
    response = sign_in(client, bo).post(
        page("proposal_decide", forwarded.pk),
        yes(bo, mia, reference_leader=mia.pk, network_leader="ukendt@demo.example"),
    )
    assert response.status_code == 422
    assert sorted(errors(response, "came_back")) == ["network_leader", "reference_leader"]
    assert response.context["decide_form"]["reason"].value() == REASON


@pytest.mark.parametrize("reason", ["x" * 10_000_000, "Før\0efter"])
def test_a_reason_that_cannot_be_saved_comes_back(client, bo, eva, reason):
    forwarded = make_forwarded(eva)
    response = sign_in(client, bo).post(
        page("proposal_decide", forwarded.pk), {"outcome": "no", "reason": reason}
    )
    assert (response.status_code, list(errors(response, "came_back"))) == (422, ["reason"])
    assert response.context["decide_form"]["reason"].value() == reason


def test_a_double_click_decides_once_and_keeps_the_second_reason_on_the_page(client, bo, mia, eva):
    forwarded = make_forwarded(eva)
    sign_in(client, bo).post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    before = written()
    again = client.post(
        page("proposal_decide", forwarded.pk), {"outcome": "no", "reason": "Eller nej"}
    )
    assert (again.status_code, written()) == (422, before)
    assert errors(again, "came_back") == {"__all__": [MOVED_ON]}
    assert again.context["kept"] == "Eller nej"


@pytest.mark.parametrize("name", ["proposal_decide", "proposal_reopen"])
def test_deciding_is_for_the_chiefs_and_a_foreign_proposal_does_not_exist(
    client, karen, eva, ali, noor, bo, mia, name
):
    forwarded, unsent = make_forwarded(eva), make_submitted(ali)
    before = written()
    for person in (karen, eva, ali, noor, mia):
        sign_in(client, person)
        foreign = client.post(page(name, forwarded.pk), yes(bo, mia))
        missing = client.post(page(name, uuid.uuid4()), yes(bo, mia))
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.content == missing.content
    # Before it is forwarded, not even a chief knows it.
    assert sign_in(client, bo).post(page(name, unsent.pk), yes(bo, mia)).status_code == 404
    assert (statuses(), written()) == (["forwarded", "submitted"], before)


def test_reopening_tells_everyone_concerned_why(client, bo, dorte, mia, eva):
    forwarded = make_forwarded(eva, title="Vand")
    sign_in(client, bo).post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    response = sign_in(client, dorte).post(
        page("proposal_reopen", forwarded.pk), {"reason": "Mia er på orlov."}
    )
    told = said(response)[-1]
    assert told.startswith("Beslutningen er genåbnet og venter på jer igen.")
    assert letters("reopening") == [
        (name, "Chefforum ser på »Vand« igen") for name in ("Bo", "Eva", "Mia")
    ]
    letter = OutboxMail.objects.get(kind="reopening", recipient=mia)
    assert letter.text.count("Mia er på orlov.") == 1
    # She was asked to lead, but has no proposal to open.
    assert page("proposal_detail", forwarded.pk) not in letter.text
    assert (statuses(), Network.objects.get().status) == (["forwarded"], "cancelled")


def test_reopening_without_a_reason_is_refused_kindly(client, bo, mia, eva):
    forwarded = make_forwarded(eva)
    sign_in(client, bo).post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    response = client.post(page("proposal_reopen", forwarded.pk), {"reason": ""})
    assert (response.status_code, statuses()) == (422, ["accepted"])
    assert errors(response, "came_back") == {"reason": ["Skriv, hvorfor I ser på det igen."]}


def test_saying_yes_again_wakes_the_same_network_and_keeps_both_decisions(
    client, bo, mia, ali, eva
):
    forwarded = make_forwarded(eva)
    sign_in(client, bo)
    client.post(page("proposal_decide", forwarded.pk), yes(bo, mia))
    first = Network.objects.get()
    client.post(page("proposal_reopen", forwarded.pk), {"reason": "Mia er på orlov."})
    client.post(page("proposal_decide", forwarded.pk), yes(bo, ali, reason="Ali kan."))
    again = Network.objects.get()
    assert (again.pk, again.slug, again.leader, again.status) == (
        *(first.pk, first.slug, ali),
        NetworkStatus.FORMING,
    )
    assert sorted(again.memberships.current().values_list("person__first_name", flat=True)) == [
        "Ali",
        "Eva",
    ]
    seen = client.get(page("proposal_detail", forwarded.pk)).context["reading"].decisions
    assert [(one.reason, one.reopened_reason) for one in seen] == [
        ("Ali kan.", ""),
        (REASON, "Mia er på orlov."),
    ]


def test_a_woken_network_that_lacks_nothing_is_established(bo, mia, karen, eva):
    from networks.actions.decision import reopen_decision
    from networks.actions.establishment import assign_consultant
    from tests.factories.networks import make_direction

    forwarded = make_forwarded(eva)
    chosen = {
        "network_type": NetworkType.objects.get(key="velfaerd"),
        "reference_leader": bo,
        "network_leader": mia,
    }
    decide_proposal(by=bo, proposal=forwarded, outcome="yes", reason=REASON, **chosen)
    make_direction(Network.objects.get())
    reopen_decision(by=bo, proposal=forwarded, reason="Et øjeblik.")
    assign_consultant(by=karen, network=Network.objects.get(), consultant=karen)
    decide_proposal(by=bo, proposal=forwarded, outcome="yes", reason=REASON, **chosen)
    assert Network.objects.get().status == NetworkStatus.ESTABLISHED


def test_an_established_network_is_beyond_reopening(client, bo, mia, karen):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    before = written()
    response = sign_in(client, bo).post(
        page("proposal_reopen", network.proposal_id), {"reason": "Vi fortryder."}
    )
    assert (response.status_code, written()) == (422, before)
    assert errors(response, "came_back") == {"__all__": [MOVED_ON]}
    shown = client.get(page("proposal_detail", network.proposal_id))
    assert shown.context["acts"].may_reopen is False


def test_only_rounds_that_are_still_open_can_be_chosen(client, bo, eva):
    forwarded = make_forwarded(eva)
    past = ThemeRoundFactory(name="Vinter 2020", proposals_by="2020-12-01", decided_on="2021-01-20")
    form = sign_in(client, bo).get(page("proposal_detail", forwarded.pk)).context["decide_form"]
    assert list(form.fields["parked_to"].queryset) == [open_round()]
    assert list(ThemeRound.objects.all()) == [open_round(), past]
