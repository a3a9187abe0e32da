"""What somebody finds by their words, and how it stands on the page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from netvaerk import clock
from networks.enums import Audience
from networks.models import LearningEntry
from networks.queries.search import LEARNING, NETWORK
from secretariat.queries.search import OFFERING, PERSON, asked_in, found_by
from tests.conftest import sign_in
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.assumption import make_assumption, make_fallen
from tests.factories.networks.result import make_result
from tests.factories.offerings import make_offering
from tests.networks.rooms import html_of, queries_of

SEARCH = "/soeg/"
OPEN = Audience.EMPLOYEES


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(
        leader=mia,
        reference_leader=bo,
        consultant=karen,
        members=[ali],
        title="Trivsel i udskolingen",
        challenge="Hvem ser, at nogen bliver væk?",
    )


def hits(person, words: str, **asked: str) -> list[tuple[str, str]]:
    found = found_by(person, asked_in({"q": words, **asked}))
    return [(hit.kind, str(hit.line)) for hit in found.shown]


def lines(person, words: str, **asked: str) -> list[str]:
    return [line for _kind, line in hits(person, words, **asked)]


@pytest.mark.parametrize(
    "words",
    [
        *("observationshjul", "observationshjulet", "OBSERVATIONSHJULENE", "observa"),
        *('"bruger observationshjulet"', "»bruger observationshjulet«", "bruger hjemmehjælpen"),
        *("hjemmehjælp -skole", "og det hjemmehjælperne", "hjemmehjælper & | ! :* '"),
    ],
)
def test_words_find_as_danish_bends_and_joins_them(eva, network, words):
    make_learning(network, learned="Hjemmehjælperne bruger observationshjulet.", audience=OPEN)
    assert [kind for kind, _line in hits(eva, words)] == [LEARNING]


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "og det", "og -skole", "-hjemmehjælp", "hjemmehjælp -observationshjul"),
        *('"observationshjulet bruger"', "&|!:*'", "\\", '"', "''", "- -", "<->", "🦆", "hj"),
        *("x" * 10_000, "-" * 500, "' OR 1=1 --", "a:*b & (c", "%s %(a)s {0}", "\ue000\ue001"),
    ],
)
def test_what_finds_nothing_is_a_kind_page(client, eva, network, words):
    make_learning(network, learned="Hjemmehjælperne bruger observationshjulet.", audience=OPEN)
    response = sign_in(client, eva).get(SEARCH, {"q": words})
    assert response.status_code == 200
    assert response.context["found"].shown == ()
    assert response.content.decode().count("nv-empty") == 1


def test_a_nul_is_refused_in_words(client, eva):
    assert sign_in(client, eva).get(f"{SEARCH}?q=a%00b").status_code == 400


def test_only_words_that_must_not_be_there_are_answered_with_what_to_do(client, eva, network):
    page = html_of(sign_in(client, eva), f"{SEARCH}?q=-trivsel")
    assert "Skriv også et ord, der skal være med" in page
    assert "Intet med de ord" not in page


def test_past_the_last_page_it_is_not_said_that_nothing_was_found(client, eva, network):
    page = html_of(sign_in(client, eva), f"{SEARCH}?q=trivsel&slags=netvaerk&side=99")
    assert ("Så langt går listen ikke" in page, "Intet med de ord" in page) == (True, False)
    assert f'href="{SEARCH}?q=trivsel&amp;slags=netvaerk"' in page


def test_what_was_written_in_the_middle_of_a_sentence_gets_its_beginning(eva, network):
    make_learning(network, learned="at børn venter.", audience=OPEN)
    titled = make_learning(network, learned="at de venter.", audience=OPEN)
    LearningEntry.objects.filter(pk=titled.pk).update(title="Børn og tid")
    make_fallen(network, sentence="at børn ikke venter.")
    make_fallen(network, sentence="børn venter aldrig.")
    assert set(lines(eva, "børn")) == {
        "Vi lærte, at <mark>børn</mark> venter.",
        "<mark>Børn</mark> og tid",
        "Vi går ud fra, at <mark>børn</mark> ikke venter.",
        "Vi går ud fra: <mark>børn</mark> venter aldrig.",
    }


def test_an_assumption_that_fell_is_found_with_its_fall(ali, eva, network):
    make_fallen(network, sentence="De læser brevet.", audience=OPEN)
    make_assumption(network, sentence="De åbner brevet.", audience=OPEN)
    make_result(network, title="Et brev", audience=OPEN)
    found = found_by(ali, asked_in({"q": "brevet"}))
    assert {str(hit.label) for hit in found.shown} == {"Faldet antagelse", "Antagelse", "Aftryk"}
    fallen = next(hit for hit in found.shown if hit.label == "Faldet antagelse")
    assert "De læser" in fallen.line


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999", "7"])
def test_a_page_that_is_not_there_is_no_error(client, eva, network, number):
    address = {"q": "trivsel", "side": number, "slags": "?", "netvaerk": "?", "tid": "?"}
    assert sign_in(client, eva).get(SEARCH, address).status_code == 200


def test_every_kind_is_found_by_who_may(eva, mia, network):
    make_learning(network, learned="Trivsel kræver tid.", audience=OPEN)
    make_assumption(network, sentence="Trivsel er et hjemmearbejde.", audience=OPEN)
    make_result(network, title="Trivsel på skemaet")
    make_offering(title="Kursus i trivsel")
    kinds = {kind for kind, _line in hits(eva, "trivsel")}
    assert kinds == {"netvaerk", "laering", "antagelser", "resultater", "tilbud"}
    assert hits(eva, "mia") == [(PERSON, "<mark>Mia</mark> Lund")]
    for kind in kinds:
        assert {one for one, _line in hits(eva, "trivsel", slags=kind)} == {kind}


def test_a_guest_finds_no_colleague_and_no_offering(noor, mia, network):
    make_offering(title="Kursus i trivsel")
    assert hits(noor, "mia") == hits(noor, "trivsel") == []
    assert set(found_by(noor, asked_in({})).kinds).isdisjoint({OFFERING, PERSON})


def test_guests_and_closed_accounts_are_found_by_nobody(eva, noor, ali):
    ali.is_active = False
    ali.save()
    assert hits(eva, "noor") == hits(eva, "ali") == []


def test_a_title_comes_before_a_text_and_new_before_old(eva, network):
    titled = make_learning(network, learned="Ro hjælper.", audience=OPEN)
    old = make_learning(network, learned="Trivsel er gammel nyt.", audience=OPEN)
    long_ago = clock.now() - timedelta(days=2000)
    LearningEntry.objects.filter(pk=titled.pk).update(title="Trivsel i huset", noted_at=long_ago)
    LearningEntry.objects.filter(pk=old.pk).update(noted_at=long_ago)
    make_learning(network, learned="Trivsel er nyt.", audience=OPEN)
    assert lines(eva, "trivsel", slags="laering") == [
        "<mark>Trivsel</mark> i huset",
        "<mark>Trivsel</mark> er nyt.",
        "<mark>Trivsel</mark> er gammel nyt.",
    ]
    assert len(lines(eva, "trivsel", slags="laering", tid="aar")) == 1


def test_the_word_itself_comes_before_a_longer_word(eva, network):
    for learned in ("Skolefest hjælper.", "Skole hjælper.", "Skoleleder hjælper."):
        make_learning(network, learned=learned, audience=OPEN)
    assert lines(eva, "skole")[0] == "<mark>Skole</mark> hjælper."


def test_what_was_written_is_never_html(client, eva, network):
    evil = "<script>alert(1)</script> &lt;b&gt; <mark>x</mark> \ue000x\ue001 trivsel & 'citat'"
    make_learning(network, learned=evil, audience=OPEN)
    assert lines(eva, "trivsel", slags="laering") == [
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt; &lt;mark&gt;x&lt;/mark&gt; x "
        "<mark>trivsel</mark> &amp; &#x27;citat&#x27;"
    ]
    page = html_of(sign_in(client, eva), f"{SEARCH}?q=%22%3E%3Cscript%3Etrivsel")
    assert "<script>trivsel" not in page
    assert "<script>alert" not in page


def test_one_looks_in_a_network_one_is_in(ali, eva, network, bo, dorte):
    other = make_network(leader=eva, reference_leader=dorte, title="Klubben")
    for one in (network, other):
        make_learning(one, learned=f"Trivsel i {one.title}.", audience=OPEN)
    assert len(hits(ali, "trivsel", slags="laering")) == 2
    assert len(hits(ali, "trivsel", slags="laering", netvaerk=network.slug)) == 1
    # Eva's network is none of Ali's: the address narrows nothing.
    assert len(hits(ali, "trivsel", slags="laering", netvaerk=other.slug)) == 2
    assert hits(ali, "mia", netvaerk=network.slug) == []


def test_who_may_read_it_is_said_when_not_everybody(client, ali, network):
    make_learning(network, learned="Trivsel for os.")
    make_learning(network, learned="Trivsel for alle.", audience=OPEN)
    page = html_of(sign_in(client, ali), f"{SEARCH}?q=trivsel&slags=laering")
    assert page.count("Kun netværket") == 1


@pytest.mark.parametrize("address", ["?q=trivsel", "?q=trivsel&slags=laering", "?q=&tid=aar", ""])
def test_the_fragment_is_a_piece_of_the_page(client, eva, network, address):
    sign_in(client, eva)
    part = client.get(SEARCH + address, headers={"HX-Request": "true"})
    assert html_of(client, SEARCH + address).count(part.content.decode().strip()) == 1


def test_the_address_follows_what_is_typed(client, eva):
    sign_in(client, eva)
    ask = {"HX-Request": "true"}
    part = client.get(f"{SEARCH}?q=trivsel&slags=&netvaerk=", headers=ask)
    assert part.headers["HX-Push-Url"] == f"{SEARCH}?q=trivsel"
    ask["HX-Current-URL"] = f"http://testserver{SEARCH}?q=trivsel"
    assert client.get(f"{SEARCH}?q=trivsel", headers=ask).headers["HX-Push-Url"] == "false"


def grown(network, count: int) -> None:
    made = make_learning(network, learned="Trivsel.", audience=OPEN)
    rows = [
        LearningEntry(
            network=network,
            author_id=made.author_id,
            believed="Vi troede.",
            saw="Vi så.",
            learned=f"Trivsel {number}.",
            audience=OPEN,
            noted_at=clock.now() - timedelta(minutes=number),
        )
        for number in range(1, count)
    ]
    LearningEntry.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [1, 3, 25, 2500])
def test_a_search_asks_five_times_whatever_is_found(client, eva, ali, network, count):
    grown(network, count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE networks_learningentry")
    for person in (eva, ali):
        assert queries_of(sign_in(client, person), f"{SEARCH}?q=trivsel") == 5


def test_more_than_can_be_weighed_is_the_newest(eva, network, noor):
    grown(network, 2500)
    found = found_by(eva, asked_in({"q": "trivsel", "slags": LEARNING}))
    assert (found.hits.total, found.hits.is_cut) == (50, True)
    assert {str(hit.line) for hit in found.shown} <= {
        "<mark>Trivsel</mark>.",
        *(f"<mark>Trivsel</mark> {number}." for number in range(1, 50)),
    }
    pages = [
        found_by(eva, asked_in({"q": "trivsel", "slags": LEARNING, "side": str(number)})).hits
        for number in range(1, 3)
    ]
    assert len({hit.pk for page in pages for hit in page.rows}) == 50
    assert [page.next_number for page in pages] == [2, 0]


def test_more_is_a_plain_link(client, eva, network):
    grown(network, 30)
    page = html_of(sign_in(client, eva), f"{SEARCH}?q=trivsel&slags=laering")
    assert f'href="{SEARCH}?q=trivsel&amp;slags=laering&amp;side=2"' in page
    last = html_of(client, f"{SEARCH}?q=trivsel&slags=laering&side=2")
    assert last.count('<p class="nv-eyebrow">') == 5


def test_nothing_found_leads_to_a_proposal(client, eva, noor):
    propose = reverse("networks:proposal_new")
    assert html_of(sign_in(client, eva), f"{SEARCH}?q=zebra").count(propose) == 1
    assert html_of(sign_in(client, noor), f"{SEARCH}?q=zebra").count(propose) == 0


def test_the_field_stands_in_the_header_of_every_other_page(client, eva, network):
    sign_in(client, eva)
    assert html_of(client, "/netvaerk/").count('role="search"') == 1
    assert html_of(client, SEARCH).count('role="search"') == 1
    client.logout()
    assert html_of(client, "/").count('role="search"') == 0
    assert NETWORK in found_by(eva, asked_in({})).kinds
