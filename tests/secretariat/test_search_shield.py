"""Nobody finds, counts or senses by searching what they may not read."""

import pytest

from netvaerk import clock
from networks.actions.leaving import leave_network
from networks.enums import Audience
from networks.models import LearningEntry
from networks.queries.search import PARTS
from secretariat.queries.search import asked_in, found_by
from tests.conftest import sign_in
from tests.factories.networks import make_draft, make_learning, make_network
from tests.factories.networks.assumption import make_assumption, make_settled, make_trial
from tests.factories.networks.learning import make_comment, make_draft_card, make_edit
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_receiver, make_result
from tests.networks.rooms import html_of, let_in

WORD = "xylofon"
OPEN, DESK = Audience.EMPLOYEES, Audience.SECRETARIAT


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def shield(network, shared=None) -> None:
    """The word in every text of the room that others may not read; around a card they may."""
    for audience in (Audience.NETWORK, DESK):
        make_learning(network, learned=f"{WORD} {audience}", audience=audience)
        make_assumption(network, sentence=f"{WORD} {audience}", audience=audience)
        make_result(network, title=f"{WORD} {audience}", audience=audience)
    fallen = make_assumption(network, sentence=f"{WORD} faldt", audience=Audience.NETWORK)
    make_trial(fallen, what=WORD, saw=WORD)
    fallen.refresh_from_db()
    make_settled(fallen, outcome_words=WORD)
    make_draft_card(network.leader, network, learned=WORD)
    make_draft(network.leader, title=WORD, challenge=WORD)
    make_meeting(network, question=WORD)
    if shared:
        make_comment(shared, text=WORD, by=network.leader)
        said = shared.learned
        hidden = make_edit(shared, learned=WORD, audience=Audience.NETWORK)
        make_edit(hidden, learned=said, audience=OPEN)


def count(person, words: str = WORD) -> int:
    return found_by(person, asked_in({"q": words})).hits.total


def test_the_word_is_found_by_those_who_may_read_it(network, request):
    shield(network)
    # Three texts for the network, three that the desk reads too, and what fell.
    inside, outside = ["mia", "ali", "karen"], ["eva", "bo", "dorte", "noor", "root"]
    expected = {**dict.fromkeys(inside, 7), "sanne": 3, **dict.fromkeys(outside, 0)}
    found = {name: count(request.getfixturevalue(name)) for name in expected}
    assert found == expected


def test_whoever_left_finds_what_everybody_finds(ali, network):
    shield(network)
    leave_network(by=ali, network=network)
    assert count(ali) == 0


def test_a_guest_finds_own_networks_and_no_other(noor, network, eva, dorte):
    shield(network)
    other = make_network(leader=eva, reference_leader=dorte, title="Klubben")
    let_in(other, noor)
    make_learning(other, learned=f"{WORD} i klubben")
    make_learning(network, learned=f"{WORD} for alle", audience=OPEN)
    assert count(noor) == 1
    assert count(noor, "klubben") == 2


def test_whoever_was_in_it_to_the_end_still_finds_it(ali, eva, network):
    shield(network)
    found = count(ali)
    network.memberships.update(ended_at=clock.now(), ended_because="closed")
    assert (count(ali), count(eva)) == (found, 0)


def test_a_receiver_finds_what_they_are_asked_to_take_over(eva, dorte, network):
    make_receiver(make_result(network, title=WORD, audience=Audience.NETWORK), eva)
    assert (count(eva), count(dorte)) == (1, 0)


def test_a_network_that_came_to_nothing_is_not_found(eva, mia, bo, network):
    make_learning(network, learned=WORD, audience=OPEN)
    forming = make_network(leader=mia, reference_leader=bo, title=f"{WORD} 2", direction=False)
    assert count(eva) == 2
    type(network).objects.filter(pk=forming.pk).update(status="cancelled")
    assert count(eva) == 1


@pytest.mark.parametrize("role", ["eva", "bo", "dorte", "noor"])
def test_shielded_text_changes_nothing_of_what_others_get(client, request, network, role):
    """Same hits, order, counts and highlights, byte for byte."""
    for number in range(3):
        make_learning(network, learned=f"{WORD} delt {number}", audience=OPEN)
    shared = make_learning(network, learned="Delt og uskyldigt.", audience=OPEN)
    sign_in(client, request.getfixturevalue(role))
    addresses = [
        *(f"/soeg/?q={WORD}", f"/soeg/?q={WORD}&slags=laering", f"/soeg/?q={WORD}+delt"),
        *("/soeg/?q=uskyldigt", f"/laering/?q={WORD}", "/soeg/?q=xylo&tid=aar"),
    ]
    before = [html_of(client, address) for address in addresses]
    shield(network, shared)
    assert [html_of(client, address) for address in addresses] == before


@pytest.mark.parametrize("role", ["eva", "noor", "dorte"])
def test_a_log_full_of_shielded_hits_gives_others_theirs(request, network, role):
    """More hits than are weighed, none of them for the reader: no step gives one away."""
    rows = [
        LearningEntry(
            network=network,
            author_id=network.leader_id,
            believed="-",
            saw="-",
            learned=f"{WORD} {number}",
        )
        for number in range(2100)
    ]
    LearningEntry.objects.bulk_create(rows)
    person = request.getfixturevalue(role)
    assert count(person) == 0
    make_learning(network, learned=WORD, audience=OPEN)
    assert count(person) == (0 if role == "noor" else 1)
    assert found_by(network.leader, asked_in({"q": WORD})).hits.is_cut


def test_words_are_in_no_log(client, eva, network, caplog):
    caplog.set_level("DEBUG")
    sign_in(client, eva).get(f"/soeg/?q={WORD}")
    assert WORD not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert set(PARTS) == {"netvaerk", "laering", "antagelser", "resultater"}
