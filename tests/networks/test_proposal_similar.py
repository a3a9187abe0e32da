"""Networks that look like the draft somebody is writing."""

import pytest

from networks.queries.similar import similar_networks
from tests.conftest import sign_in
from tests.factories.networks import make_draft, make_network
from tests.networks.proposal_pages import page


@pytest.fixture
def networks(bo, mia):
    given = [
        ("Elever med højt fravær", "Hvorfor bliver nogle børn væk, og hvem ser det først?"),
        ("Unges mod på uddannelse", "Hvad gør, at et valg føles som ens eget?"),
        ("Grønne tage", "Hvem passer planterne, når det regner?"),
    ]
    return [
        make_network(leader=mia, reference_leader=bo, title=title, challenge=challenge)
        for title, challenge in given
    ]


def found(person, title: str, challenge: str = "") -> list[str]:
    return [one.title for one in similar_networks(person=person, title=title, challenge=challenge)]


@pytest.mark.parametrize(
    ("title", "similar"),
    [
        ("Fravær i udskolingen", ["Elever med højt fravær"]),
        ("Hver elev skal ses", ["Elever med højt fravær"]),
        ("Uddannelsesvejledning", []),
        ("Uddannelse til unge", ["Unges mod på uddannelse"]),
        ("Regn", ["Grønne tage"]),
        ("Hvorfor bliver nogle", []),
        ("", []),
        ("a & b | ! <-> :* '", []),
    ],
)
def test_networks_that_share_telling_words_are_found(eva, networks, title, similar):
    assert found(eva, title) == similar


def test_the_challenge_counts_too_but_less_than_the_title(eva, networks):
    assert found(eva, "Grønne planter", "Hvor mange elever er væk?") == [
        "Grønne tage",
        "Elever med højt fravær",
    ]


def test_at_most_three_are_shown(eva, bo, mia):
    for number in range(5):
        make_network(leader=mia, reference_leader=bo, title=f"Vandløb {number}")
    assert len(found(eva, "Vandløb")) == 3


def test_a_guest_is_shown_only_networks_that_a_guest_may_see(noor, networks):
    assert found(noor, "Fravær i udskolingen") == []


def test_they_stand_beside_the_question_one_is_writing(client, eva, networks):
    draft = make_draft(eva, title="Fravær i udskolingen", challenge="Hvem ved det?")
    text = sign_in(client, eva).get(page("proposal_section", draft.pk, "1")).content.decode()
    assert text.count("Elever med højt fravær") == 1
