"""What lies beside a draft: networks like it, what others have learned, and who knows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.actions.proposal import save_answer
from networks.enums import Audience
from networks.models import Question
from networks.queries.known import known_about
from networks.queries.similar import similar_to_each
from tests.conftest import sign_in
from tests.factories.networks import make_draft, make_learning, make_network
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.result import make_result, make_taken
from tests.networks.proposal_pages import page

HTMX = {"HX-Request": "true"}


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


@pytest.fixture
def lived(bo, mia, karen, ali):
    """A running network that has learned something, seen something fall, and left something."""
    network = make_network(
        leader=mia, reference_leader=bo, consultant=karen, title="Elever med højt fravær"
    )
    make_learning(network, learned="Fravær begynder i 2. klasse.", audience=Audience.EMPLOYEES)
    sentence = "Fravær er de unges eget valg."
    make_settled(make_assumption(network, sentence=sentence, audience=Audience.EMPLOYEES))
    make_taken(make_result(network, title="Opkald ved fravær"), ali)
    return network


def known(person, title: str, challenge: str = "", answers: list[str] | None = None):
    return known_about(person=person, title=title, challenge=challenge, answers=answers or [])


def found(person, title: str, challenge: str = "") -> list[str]:
    return [one.line for one in known(person, title, challenge).networks]


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


def test_five_hundred_outlines_are_asked_about_at_once(eva, networks, django_assert_num_queries):
    letters = "abcdefghijklmnopqrstuvwxyz"
    outlines = [
        (" ".join(f"ord{a}{b}{c}" for c in letters[:16]), "") for a in letters for b in letters[:20]
    ]
    assert len(outlines) == 520
    with django_assert_num_queries(1):
        *nothing, one, none = similar_to_each(
            person=eva, outlines=[*outlines, ("Fravær i udskolingen", ""), ("", "")]
        )
    assert ([one.title for one in one], none) == (["Elever med højt fravær"], [])
    assert nothing == [[]] * 520


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


def test_what_others_have_shared_is_found_by_the_answers_too(eva, lived):
    learned = known(eva, "Skolestart", "", ["Vi ser fravær allerede i indskolingen."]).learned
    assert {one.line for one in learned} == {
        "Fravær begynder i 2. klasse.",
        "Fravær er de unges eget valg.",
        "Opkald ved fravær",
    }


def test_what_is_not_shared_is_not_there_even_for_who_may_read_it(eva, mia, lived):
    make_learning(lived, learned="Hemmeligt fravær.")
    make_assumption(lived, sentence="Fravær er usynligt.", audience=Audience.EMPLOYEES)
    make_result(lived, title="Skjult fravær", audience=Audience.SECRETARIAT)
    for person in (eva, mia):
        lines = {one.line for one in known(person, "Fravær").learned}
        assert len(lines) == 3
        assert not lines & {"Hemmeligt fravær.", "Fravær er usynligt.", "Skjult fravær"}


def test_the_leader_and_the_receiver_may_be_asked(eva, mia, ali, lived):
    knowers = known(eva, "Fravær").knowers
    assert {(one.mail, str(one.why), one.about) for one in knowers} == {
        (mia.email, "Leder", "Elever med højt fravær"),
        (ali.email, "Lever med", "Opkald ved fravær"),
    }


def test_nobody_is_told_to_ask_themselves_or_who_has_left(mia, ali, lived):
    ali.is_active = False
    ali.save()
    assert known(mia, "Fravær").knowers == ()


def test_a_receiver_of_what_one_may_not_read_is_not_named(eva, mia, ali, lived, bo):
    lived.results.update(audience=Audience.NETWORK)
    assert [one.mail for one in known(eva, "Fravær").knowers] == [mia.email]


def test_they_are_looked_for_when_the_page_is_there_or_without_scripts(client, eva, networks):
    draft = make_draft(eva, title="Fravær i udskolingen", challenge="Hvem ved det?")
    address = page("proposal_section", draft.pk, "1")
    opened = sign_in(client, eva).get(address).content.decode()
    assert "Elever med højt fravær" not in opened
    assert '<a href="?lignende=1" hx-get="?lignende=1" hx-trigger="load, click"' in opened
    whole = client.get(f"{address}?lignende=1").content.decode()
    part = client.get(f"{address}?lignende=1", headers=HTMX).content.decode()
    assert part.count('">Elever med højt fravær</a>') == 1
    assert "hx-swap-oob" not in part
    assert part.strip() in whole


def test_nobody_but_its_authors_is_told_what_a_draft_is_like(client, eva, ali, networks):
    draft = make_draft(eva, title="Fravær i udskolingen", challenge="Hvem ved det?")
    address = f"{page('proposal_section', draft.pk, '1')}?lignende=1"
    assert sign_in(client, ali).get(address, headers=HTMX).status_code == 404


def test_it_is_fresh_when_the_draft_is_saved(client, eva, lived):
    draft = make_draft(eva, title="Skolestart", challenge="Hvem ved det?")
    sign_in(client, eva)
    address = f"{page('proposal_section', draft.pk, '4')}?lignende=1"
    assert "Opkald ved fravær" not in client.get(address).content.decode()
    typed = {"text": "Ingen taler om fravær.", "based_on": ""}
    saved = client.post(address, typed, headers=HTMX).content.decode()
    fragment = saved[saved.index("<aside") : saved.index("</aside>")]
    whole = client.get(address).content.decode()
    again = whole[whole.index("<aside") : whole.index("</aside>")]
    assert fragment.replace(' hx-swap-oob="true"', "") == again
    assert again.count("Opkald ved fravær") == 2


@pytest.mark.parametrize("section", ["om", "1", "3", "7", "laes"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_section_asks_as_often_however_much_is_known(client, eva, lived, section, count):
    for number in range(count):
        make_learning(lived, learned=f"Fravær {number}", audience=Audience.EMPLOYEES)
        make_taken(make_result(lived, title=f"Fravær {number}"), lived.reference_leader)
    draft = make_draft(eva)
    question = Question.objects.get(pk=4)
    save_answer(by=eva, proposal=draft, question=question, text="Fravær", based_on=None)
    sign_in(client, eva)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{page('proposal_section', draft.pk, section)}?lignende=1")
    assert len(queries) == {"3": 8, "7": 8, "laes": 6}.get(section, 7)
    if section != "laes":
        with CaptureQueriesContext(connection) as queries:
            client.get(page("proposal_section", draft.pk, section))
        assert len(queries) == {"3": 6, "7": 6}.get(section, 5)
