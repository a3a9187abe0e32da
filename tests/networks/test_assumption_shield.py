"""Who reads an assumption, its trials and what came of it; and who may do something with it."""

import uuid

import pytest
from django.urls import reverse

from netvaerk.people.models import AuditEntry
from networks.enums import Audience, NetworkStatus
from networks.models import Assumption, Network, Trial
from tests.factories.networks import make_learning
from tests.factories.networks.assumption import make_assumption, make_settled, make_trial
from tests.networks.rooms import MARKS, Cast, as_seen, cast_of, html_of, marks_in
from tests.networks.test_network_shield import READS, SEES_NETWORK, E

WRITERS = {"leader", "member", "guest in it"}
FALLEN = "/laering/faldne/"


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def marked(cast: Cast) -> list[Assumption]:
    """One fallen assumption for each audience, with its mark in every text of it."""
    return [_marked(cast.network, audience, mark) for audience, mark in MARKS.items()]


def _marked(network: Network, audience: str, mark: str) -> Assumption:
    words = {"sentence": mark, "held_by": mark, "would_show": mark}
    assumption = make_assumption(network, audience=audience, **words)
    make_trial(assumption, what=mark, who=mark, saw=mark)
    card = make_learning(network, learned=mark, audience=audience)
    type(card).objects.filter(pk=card.pk).update(assumption=assumption)
    return make_settled(assumption, outcome_words=mark)


def page(name: str, assumption: Assumption, *more: int) -> str:
    slug = assumption.network.slug
    return reverse(f"networks:{name}", args=[slug, assumption.pk, *more])


def board(network: Network) -> str:
    return reverse("networks:assumption_list", args=[network.slug])


def pages_of(assumptions: list[Assumption]) -> list[str]:
    addresses = [board(assumptions[0].network), FALLEN]
    for one in assumptions:
        names = ("assumption_detail", "assumption_edit", "assumption_settle", "trial_new")
        addresses += [page(name, one) for name in names]
        trial = one.trials.get()
        addresses += [page(name, one, trial.pk) for name in ("trial_edit", "trial_note")]
    return addresses


def test_an_assumption_is_read_by_its_audience_and_nobody_else(
    cast: Cast, marked: list[Assumption]
):
    read = {
        who: marks_in(*(html_of(cast.client(who), address) for address in pages_of(marked)))
        for who in READS
    }
    assert read == READS


def test_the_board_shows_all_that_the_person_may_read(cast: Cast, marked: list[Assumption]):
    address = board(cast.network)
    assert {who: marks_in(html_of(cast.client(who), address)) for who in READS} == READS


def test_its_own_page_opens_for_its_readers(cast: Cast, marked: list[Assumption]):
    opened = {
        who: {
            one.audience
            for one in marked
            if cast.client(who).get(page("assumption_detail", one)).status_code == 200
        }
        for who in READS
    }
    assert opened == READS


def test_the_fallen_page_holds_only_what_every_employee_may_read(
    cast: Cast, marked: list[Assumption]
):
    read = {who: marks_in(html_of(cast.client(who), FALLEN)) for who in READS}
    assert read == {who: audiences & {E} for who, audiences in READS.items()}


def test_a_card_of_a_shared_assumption_keeps_its_own_audience(cast: Cast):
    assumption = make_assumption(cast.network, audience=Audience.EMPLOYEES)
    card = make_learning(cast.network, learned="MARK-skjult", audience=Audience.NETWORK)
    type(card).objects.filter(pk=card.pk).update(assumption=assumption)
    address = page("assumption_detail", assumption)
    seen_by = {who for who in READS if "MARK-skjult" in html_of(cast.client(who), address)}
    assert seen_by == {"leader", "member", "guest in it", "consultant", "co-driver"}


@pytest.mark.parametrize("who", ["reference leader", "chief elsewhere", "director", "superuser"])
def test_a_shielded_assumption_changes_nothing_that_a_chief_sees(cast: Cast, who: str):
    client = cast.client(who)
    shared = make_assumption(cast.network, audience=Audience.EMPLOYEES)
    addresses = [board(cast.network), FALLEN, page("assumption_detail", shared)]
    before = [html_of(client, address) for address in addresses]
    for audience in (Audience.NETWORK, Audience.SECRETARIAT):
        make_settled(make_assumption(cast.network, audience=audience))
    assert [html_of(client, address) for address in addresses] == before


def test_what_may_not_be_read_answers_like_what_is_not_there(cast: Cast):
    hidden = make_assumption(cast.network, sentence="MARK-skjult")
    trial = make_trial(hidden)
    for who in sorted(SEES_NETWORK - WRITERS - {"consultant", "co-driver"}):
        client = cast.client(who)
        for name, more in (("assumption_detail", []), ("assumption_edit", []), ("trial_note", [1])):
            refused = client.get(page(name, hidden, *(more and [trial.pk])))
            address = reverse(
                f"networks:{name}", args=[cast.network.slug, 999_999, *(more and [999_999])]
            )
            missing = client.get(address)
            assert (refused.status_code, missing.status_code) == (404, 404), who
            assert as_seen(refused.content) == as_seen(missing.content), who


def test_only_members_write_edit_try_and_settle(cast: Cast):
    assumption = make_assumption(cast.network, audience=Audience.EMPLOYEES)
    trial = make_trial(assumption)
    before = list(Assumption.objects.values()), list(Trial.objects.values())
    trail = AuditEntry.objects.count()
    for who in set(cast.people) - WRITERS:
        client, expected = cast.client(who), (302, 403) if who == "anonymous" else (404, 404)
        for address, sent in doors(cast.network, assumption, trial):
            answers = client.get(address).status_code, client.post(address, sent).status_code
            is_a_button = address.endswith("/aabn/") and who != "anonymous"
            assert answers == ((405, 404) if is_a_button else expected), (who, address)
    assert (list(Assumption.objects.values()), list(Trial.objects.values())) == before
    assert AuditEntry.objects.count() == trail


@pytest.mark.parametrize("who", sorted(WRITERS))
def test_every_member_does_all_of_it(cast: Cast, who: str):
    assumption = make_assumption(cast.network)
    trial = make_trial(assumption)
    client = cast.client(who)
    answers = [
        client.post(address, sent).status_code
        for address, sent in doors(cast.network, assumption, trial)
    ]
    assert answers == [302] * 7


@pytest.mark.parametrize("who", sorted(WRITERS))
def test_a_closed_network_is_read_but_no_longer_written_in(cast: Cast, who: str):
    assumption = make_assumption(cast.network)
    trial = make_trial(assumption)
    # Closed behind the action's back: who is in it stays in it.
    Network.objects.update(status=NetworkStatus.CLOSED, closed_at=assumption.written_at)
    client = cast.client(who)
    assert client.get(page("assumption_detail", assumption)).status_code == 200
    answers = {
        client.post(address, sent).status_code
        for address, sent in doors(cast.network, assumption, trial)
    }
    assert answers == {404}
    assert "Planlæg" not in html_of(client, page("assumption_detail", assumption))


def doors(network: Network, assumption: Assumption, trial: Trial) -> list[tuple[str, dict]]:
    """Every door that writes, with a form that would do something."""
    written = {
        "sentence": "De læser det ikke.",
        "held_by": "Klubben",
        "weight": "minor",
        "certainty": "guess",
        "would_show": "At de svarer.",
        "audience": "network",
    }
    planned = {"what": "Vi spørger.", "who": "To lærere", "on": "2026-12-01"}
    new = reverse("networks:assumption_new", args=[network.slug])
    return [
        (new, {**written, "form_key": str(uuid.uuid4())}),
        (page("assumption_edit", assumption), {**written, "based_on": 1}),
        (page("trial_new", assumption), {**planned, "form_key": str(uuid.uuid4())}),
        (page("trial_edit", assumption, trial.pk), {**planned, "based_on": 1}),
        (page("trial_note", assumption, trial.pk), {"saw": "Ingenting.", "based_on": 2}),
        (
            page("assumption_settle", assumption),
            {"outcome": "holds", "outcome_words": "De svarede.", "based_on": 2},
        ),
        (page("assumption_reopen", assumption), {}),
    ]
