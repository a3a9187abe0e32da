"""Assumptions: written, lifted from the proposal, edited, settled, and seen on the board."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import Refusal
from networks.actions.assumption import write_assumption
from networks.enums import Audience, NetworkStatus, Outcome
from networks.models import Assumption, Network, Proposal, ProposalAnswer
from tests.factories.networks import make_network
from tests.factories.networks.assumption import (
    make_assumption,
    make_fallen,
    make_settled,
    make_trial,
)
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

FALLEN = "/laering/faldne/"


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def board(cast: Cast) -> str:
    return reverse("networks:assumption_list", args=[cast.network.slug])


@pytest.fixture
def new(cast: Cast) -> str:
    return reverse("networks:assumption_new", args=[cast.network.slug])


def page(name: str, assumption: Assumption) -> str:
    return reverse(f"networks:{name}", args=[assumption.network.slug, assumption.pk])


def written(**words: str) -> dict[str, str]:
    return {
        "sentence": "Forældrene læser vores beskeder.",
        "held_by": "Lærerne",
        "weight": "crucial",
        "certainty": "belief",
        "would_show": "At de ringer og spørger.",
        "audience": "network",
        "form_key": str(uuid.uuid4()),
        **words,
    }


def edited(assumption: Assumption, **words: str | int) -> dict[str, str | int]:
    return {**written(), "based_on": assumption.version, **words}


def columns(client, address: str) -> dict[str, list[str]]:
    shown = client.get(address).context["columns"]
    return {one.key: [card.assumption.sentence for card in one.cards] for one in shown}


def test_saving_says_who_can_read_it(cast: Cast, new: str):
    answer = cast.client("member").post(new, written(audience="employees"), follow=True)
    assert "Antagelsen er gemt. Alle medarbejdere kan læse det." in answer.content.decode()
    assert Assumption.objects.get().audience == Audience.EMPLOYEES


def test_only_the_network_reads_it_unless_somebody_chooses_otherwise(cast: Cast, new: str):
    html = html_of(cast.client("member"), new)
    assert "checked" in html[html.index('value="network"') :].split(">")[0]
    button = html.index('<button class="button button-primary" type="submit">Gem</button>')
    assert 0 < html.index("Kun netværket kan læse det.") - button < 600


def test_a_second_click_is_one_assumption(cast: Cast, new: str):
    client, sent = cast.client("member"), written()
    assert [client.post(new, sent).status_code for _click in range(2)] == [302, 302]
    assert Assumption.objects.count() == 1
    assert AuditEntry.objects.filter(verb="write_assumption").count() == 1


def test_other_words_under_a_used_key_are_kept_and_can_be_saved(cast: Cast, new: str):
    client, sent = cast.client("member"), written()
    client.post(new, sent)
    answer = client.post(new, {**sent, "would_show": "MARK-noget-andet"})
    html = answer.content.decode()
    assert (answer.status_code, "MARK-noget-andet</textarea>" in html) == (422, True)
    assert sent["form_key"] not in html
    assert Assumption.objects.get().would_show == sent["would_show"]


def test_a_key_of_somebody_elses_is_refused_without_showing_it(cast: Cast, new: str):
    theirs = make_assumption(cast.network, sentence="MARK-deres")
    answer = cast.client("member").post(new, written(form_key=str(theirs.form_key)))
    assert (answer.status_code, Assumption.objects.count()) == (422, 1)
    assert "MARK-deres" not in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence": " "},
        {"sentence": "x" * 301},
        {"held_by": ""},
        {"held_by": "x" * 121},
        {"weight": "meget"},
        {"certainty": ""},
        {"audience": "alle"},
        {"sentence": "a\0b"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, new: str, wrong: dict[str, str]):
    answer = cast.client("member").post(new, written(would_show="MARK-beholdes", **wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-beholdes</textarea>" in html, "nv-error-summary" in html) == (True, True)
    assert not Assumption.objects.exists()


def test_ten_megabytes_come_back_with_an_error(cast: Cast, new: str):
    text = "x" * 10 * 1024 * 1024
    answer = cast.client("member").post(new, written(would_show=text))
    assert (answer.status_code, text in answer.content.decode()) == (422, True)


def test_an_answer_of_the_proposal_lies_beside_and_is_remembered(cast: Cast, new: str):
    ProposalAnswer.objects.filter(question=4).update(text="MARK-fire")
    ProposalAnswer.objects.filter(question=6).update(text="MARK-seks")
    client = cast.client("member")
    shown = {
        asked: [mark for mark in ("MARK-fire", "MARK-seks") if mark in html_of(client, new + asked)]
        for asked in ("", "?svar=4", "?svar=6", "?svar=5", "?svar=x")
    }
    assert shown == {
        **{asked: [] for asked in ("", "?svar=5", "?svar=x")},
        "?svar=4": ["MARK-fire"],
        "?svar=6": ["MARK-seks"],
    }
    client.post(new + "?svar=6", written())
    client.post(new + "?svar=5", written())
    lifted = Assumption.objects.order_by("pk").values_list("lifted_from__question", flat=True)
    assert list(lifted) == [6, None]


def test_no_other_answer_is_shown_here(cast: Cast, new: str):
    """The five other answers, and those of another network's proposal, stay where they are."""
    ProposalAnswer.objects.exclude(question__in=[4, 6]).update(text="MARK-andre-svar")
    client = cast.client("guest in it")
    pages = [html_of(client, f"{new}?svar={number}") for number in range(9)]
    assert [one for one in pages if "MARK-andre-svar" in one] == []


def test_an_answer_of_another_proposal_is_never_lifted(cast: Cast, mia, bo, karen):
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Hærværk")
    sent = written()
    for answer in (
        other.proposal.answers.get(question=4),
        cast.network.proposal.answers.get(question=5),
    ):
        with pytest.raises(Refusal):
            write_assumption(by=mia, network=cast.network, lifted_from=answer, **sent)
    assert not Assumption.objects.exists()


def test_the_board_shows_each_in_its_state_the_newest_first(cast: Cast, board: str):
    make_assumption(cast.network, sentence="Gammel")
    make_assumption(cast.network, sentence="Ny")
    make_trial(make_assumption(cast.network, sentence="Prøves"))
    for outcome in Outcome.values:
        make_settled(make_assumption(cast.network, sentence=outcome), outcome=outcome)
    assert columns(cast.client("member"), board) == {
        "untried": ["Ny", "Gammel"],
        "trying": ["Prøves"],
        **{outcome: [outcome] for outcome in Outcome.values},
    }


def test_a_card_shows_the_next_trial_and_else_the_newest(cast: Cast, board: str):
    today = clock.today()
    one, two = make_assumption(cast.network), make_assumption(cast.network)
    for days, assumption in ((20, one), (3, one), (-9, two), (-2, two)):
        saw = "" if days > 0 else "Intet."
        make_trial(assumption, on=today + timedelta(days=days), what=f"{days}", saw=saw)
    make_trial(one, on=today - timedelta(days=1), what="-1", saw="Noget.")
    shown = cast.client("member").get(board).context["columns"][1].cards
    assert [card.trial.what for card in shown] == ["-2", "3"]


def test_an_edit_keeps_what_it_was_and_says_who_reads_it_now(cast: Cast):
    assumption = make_assumption(cast.network)
    sent = edited(assumption, sentence="De åbner dem ikke.", audience="employees")
    answer = cast.client("member").post(page("assumption_edit", assumption), sent, follow=True)
    assert "Alle medarbejdere kan læse det." in answer.content.decode()
    stands = Assumption.objects.get()
    assert (stands.sentence, stands.version, stands.written_by) == (
        "De åbner dem ikke.",
        2,
        cast.network.leader,
    )
    assert AuditEntry.objects.get(verb="edit_assumption").facts["audience"] == "employees"


def test_two_who_edit_at_once_see_both_texts_and_lose_neither(cast: Cast):
    assumption = make_assumption(cast.network)
    address = page("assumption_edit", assumption)
    cast.client("leader").post(address, edited(assumption, sentence="MARK-hendes"))
    answer = cast.client("member").post(address, edited(assumption, sentence="MARK-hans"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-hendes" in html, "MARK-hans</textarea>" in html) == (True, True)
    assert Assumption.objects.get().sentence == "MARK-hendes"
    again = edited(Assumption.objects.get(), sentence="MARK-begge")
    assert answer.context["form"]["based_on"].value() == str(again["based_on"])
    assert cast.client("member").post(address, again).status_code == 302


def test_the_same_edit_sent_twice_is_nobody_elses(cast: Cast):
    assumption = make_assumption(cast.network)
    address, sent = page("assumption_edit", assumption), edited(assumption, sentence="Ny.")
    client = cast.client("member")
    assert [client.post(address, sent).status_code for _click in range(2)] == [302, 302]
    assert Assumption.objects.get().version == 2


def settled(assumption: Assumption, **words: str | int) -> dict[str, str | int]:
    return {
        "outcome": "fell",
        "outcome_words": "Ingen havde læst dem.",
        "based_on": assumption.version,
        **words,
    }


def test_what_became_of_it_is_said_with_what_showed_it(cast: Cast):
    assumption = make_assumption(cast.network)
    address = page("assumption_settle", assumption)
    client = cast.client("member")
    assert client.post(address, settled(assumption, outcome_words=" ")).status_code == 422
    assert client.post(address, settled(assumption)).status_code == 302
    stands = Assumption.objects.get()
    assert (stands.outcome, stands.outcome_words, stands.settled_by) == (
        Outcome.FELL,
        "Ingen havde læst dem.",
        cast.people["member"],
    )
    assert AuditEntry.objects.get(verb="settle_assumption").facts == {
        "assumption": stands.pk,
        "outcome": "fell",
    }


def test_correcting_the_words_does_not_move_the_moment_it_fell(cast: Cast):
    with clock.set_to(clock.now() - timedelta(days=9)):
        assumption = make_fallen(cast.network)
    sent = settled(assumption, outcome_words="Næsten ingen.")
    cast.client("member").post(page("assumption_settle", assumption), sent)
    stands = Assumption.objects.get()
    assert (stands.outcome_words, stands.settled_at) == ("Næsten ingen.", assumption.settled_at)


def test_two_who_settle_differently_see_both(cast: Cast):
    assumption = make_assumption(cast.network)
    address = page("assumption_settle", assumption)
    cast.client("leader").post(address, settled(assumption, outcome_words="MARK-hendes"))
    sent = settled(assumption, outcome="holds", outcome_words="MARK-hans")
    html = cast.client("member").post(address, sent).content.decode()
    assert ("MARK-hendes" in html, "MARK-hans</textarea>" in html) == (True, True)
    assert Assumption.objects.get().outcome == Outcome.FELL


def test_opened_again_it_keeps_what_was_written(cast: Cast, board: str):
    assumption = make_fallen(cast.network, outcome_words="MARK-da-den-faldt")
    client = cast.client("member")
    for _click in range(2):
        client.post(page("assumption_reopen", assumption))
    stands = Assumption.objects.get()
    assert (stands.outcome, stands.settled_at, stands.version) == ("", None, 3)
    assert AuditEntry.objects.filter(verb="reopen_assumption").count() == 1
    assert "MARK-da-den-faldt" in html_of(client, page("assumption_detail", assumption))
    assert "MARK-da-den-faldt" in html_of(client, page("assumption_settle", assumption))
    assert "MARK-da-den-faldt" not in html_of(client, FALLEN)
    assert columns(client, board)["untried"] == [assumption.sentence]


def test_an_assumption_of_another_network_is_not_found_here(cast: Cast, mia, bo, karen):
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Hærværk")
    elsewhere = make_assumption(other, audience=Audience.EMPLOYEES)
    for name in ("assumption_detail", "assumption_edit", "trial_new"):
        address = reverse(f"networks:{name}", args=[cast.network.slug, elsewhere.pk])
        assert cast.client("leader").get(address).status_code == 404


def test_an_empty_board_says_how_it_begins_and_nothing_of_what_is_hidden(cast: Cast, board: str):
    outside, inside = cast.client("employee outside"), html_of(cast.client("member"), board)
    empty = html_of(outside, board)
    assert ("Skriv den første" in inside, "?svar=4" in inside) == (True, True)
    assert ("Skriv den første" in empty, "?svar=4" in empty) == (False, False)
    make_assumption(cast.network, audience=Audience.NETWORK)
    assert html_of(outside, board) == empty


def test_fallen_ones_come_a_page_at_a_time_from_the_newest(cast: Cast):
    now = clock.now()
    for number in range(60):
        # Three share each moment, so that the key's second half is needed.
        with clock.set_to(now - timedelta(hours=number // 3)):
            make_fallen(cast.network, sentence=str(number))
    make_settled(make_assumption(cast.network, audience="employees"), outcome=Outcome.HOLDS)
    client, address, pages = cast.client("employee outside"), FALLEN, []
    while address:
        shown = client.get(address).context["page"]
        pages.append([one.sentence for one in shown.rows])
        address = f"{FALLEN}?efter={shown.older}" if shown.older else ""
    assert [len(one) for one in pages] == [25, 25, 10]
    expected = Assumption.objects.fallen().values_list("sentence", flat=True)
    assert [sentence for one in pages for sentence in one] == list(expected)


@pytest.mark.parametrize(
    "key", ["x", "-", "20260101-1", "20260101000000000000-x", "20260101000000000000-²", "1" * 400]
)
def test_a_key_that_means_nothing_is_the_first_page(cast: Cast, key: str):
    fallen = make_fallen(cast.network)
    shown = cast.client("employee outside").get(f"{FALLEN}?efter={key}").context["page"]
    assert [one.pk for one in shown.rows] == [fallen.pk]


def test_a_network_that_came_to_nothing_tells_nothing(cast: Cast, mia, bo):
    forming = make_network(leader=mia, reference_leader=bo, direction=False, title="Klubben")
    make_fallen(forming, sentence="MARK-aflyst")
    client = cast.client("employee outside")
    assert "MARK-aflyst" in html_of(client, FALLEN)
    Network.objects.filter(pk=forming.pk).update(status=NetworkStatus.CANCELLED)
    assert "MARK-aflyst" not in html_of(client, FALLEN)


def test_a_subnetwork_has_no_proposal_to_lift_from(cast: Cast, new: str):
    parent = cast.network
    sub = Network.objects.create(
        slug="under",
        title="Under",
        challenge="?",
        parent=parent,
        type=parent.type,
        phase=parent.phase,
        leader=parent.leader,
        reference_leader=parent.reference_leader,
    )
    sub.memberships.create(person=cast.people["member"])
    ProposalAnswer.objects.update(text="MARK-forslag")
    assert Proposal.objects.exists()
    client = cast.client("member")
    html = html_of(client, reverse("networks:assumption_new", args=["under"]) + "?svar=4")
    board = html_of(client, reverse("networks:assumption_list", args=["under"]))
    assert ("MARK-forslag" in html, "?svar=4" in board) == (False, False)


def test_the_pages_cost_the_same_for_everybody_at_every_size(cast: Cast, board: str):
    # The system administrator reads no shared text, so there is no page of one for them.
    nowhere = {"anonymous", "guest outside", "superuser"}
    readers = [name for name in cast.people if name not in nowhere]
    shown = make_fallen(cast.network)
    costs = []
    for size in (1, 3, 25):
        while Assumption.objects.count() < size:
            make_trial(make_assumption(cast.network, audience=Audience.EMPLOYEES))
            make_fallen(cast.network)
        costs.append(
            {
                name: tuple(
                    queries_of(cast.client(name), address)
                    for address in (board, page("assumption_detail", shown), FALLEN)
                )
                for name in readers
            }
        )
    # session, person, network; assumptions and trials; one with its trials and cards; the fallen
    assert costs == [dict.fromkeys(readers, (5, 6, 3))] * 3
