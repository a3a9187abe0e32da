"""The harvest: shared texts only, nobody by name from outside, the same for every reader."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from netvaerk import clock
from netvaerk.people.models import StakeholderKind
from networks.actions.look_again import answer_look_again
from networks.actions.phase import move_phase
from networks.enums import Audience, Outcome
from networks.models import LearningEntry, LookAgain, Membership, Network, Phase
from networks.queries.harvest import harvest_of
from tests.factories.networks import make_direction, make_learning, make_member
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.factories.networks.result import make_closed, make_result, make_taken
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.papers import may_look, write_marks
from tests.networks.rooms import Cast, as_seen, cast_of, html_of, marks_in, queries_of

CPH = ZoneInfo("Europe/Copenhagen")
ONE = Audience.EMPLOYEES


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("networks:harvest_report", args=[cast.network.slug])


@pytest.fixture
def pdf(cast: Cast) -> str:
    return reverse("networks:harvest_pdf", args=[cast.network.slug])


def text_of(content: bytes) -> str:
    return " ".join(
        "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages).split()
    )


# --- Who and what -----------------------------------------------------------------------------
def test_whoever_may_know_of_the_network_reads_it(cast: Cast, page: str, pdf: str):
    for address in (page, pdf):
        seen = {who: cast.client(who).get(address).status_code for who in cast.people}
        kept_out = {"anonymous": 302, "guest outside": 404, "superuser": 404}
        assert seen == dict.fromkeys(cast.people, 200) | kept_out


def test_it_holds_shared_texts_only_also_for_those_inside(cast: Cast, page: str, pdf: str):
    write_marks(cast)
    for is_closed in (False, True):
        if is_closed:
            make_closed(cast.network)
        for who in may_look(cast):
            assert marks_in(html_of(cast.client(who), page)) == {ONE}
        assert marks_in(text_of(cast.client("leader").get(pdf).content)) == {ONE}


def test_it_is_the_same_for_every_reader(cast: Cast):
    write_marks(cast)
    make_closed(cast.network)
    one, other = harvest_of(cast.network), harvest_of(cast.network)
    assert one == other
    page = reverse("networks:harvest_report", args=[cast.network.slug])
    bodies = {
        who: html_of(cast.client(who), page)
        .split('<div class="nv-harvest">')[1]
        .split("</main>")[0]
        for who in may_look(cast)
    }
    assert len(set(bodies.values())) == 1


def test_shielded_text_changes_nothing(cast: Cast, page: str):
    empty = as_seen(cast.client("chief elsewhere").get(page).content)
    make_result(cast.network, audience=Audience.NETWORK)
    make_learning(cast.network, audience=Audience.SECRETARIAT)
    make_settled(make_assumption(cast.network, audience=Audience.NETWORK))
    assert as_seen(cast.client("chief elsewhere").get(page).content) == empty
    assert "Her kommer høsten" in empty


@pytest.mark.parametrize("is_shared", [True, False])
def test_the_direction_is_told_only_while_its_newest_version_is_shared(
    cast: Cast, page: str, is_shared: bool
):
    make_direction(cast.network, is_shared=True, why="MARK-før")
    make_direction(cast.network, is_shared=is_shared, why="MARK-nu")
    html = html_of(cast.client("leader"), page)
    assert ("MARK-nu" in html, "MARK-før" in html) == (is_shared, False)


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_subnetwork_tells_the_direction_it_lies_under(cast: Cast, is_shared: bool):
    make_direction(cast.network, is_shared=is_shared, why="MARK-arvet")
    lying_under = make_subnetwork(may_hold(cast.network), leader=cast.people["member"])
    direction = harvest_of(lying_under).direction
    assert (direction and direction["why"]) == ("MARK-arvet" if is_shared else None)


def test_the_way_is_told_from_the_first_phase_on(cast: Cast, page: str):
    first, second, third = Phase.objects.all()[:3]
    for phase, sentence in ((second, "MARK-a"), (third, "MARK-b")):
        move_phase(by=cast.network.leader, network=cast.network, to=phase, sentence=sentence)
    told = [step.sentence for step in harvest_of(cast.network).steps]
    assert told == ["MARK-a", "MARK-b"]
    assert first.name not in {step.name for step in harvest_of(cast.network).steps}


def test_results_come_with_their_receiver_and_what_became_of_them(cast: Cast, page: str, pdf: str):
    with time_machine.travel(datetime(2031, 3, 3, 10, tzinfo=CPH)) as clock:
        home = OrgUnitFactory(name="Kultur & Fritid")
        lone = PersonFactory(first_name="Lone", unit=home)
        taken = make_result(cast.network, title="MARK-taget", audience=ONE)
        make_taken(taken, lone)
        make_result(cast.network, title="MARK-ledigt", audience=ONE)
        make_closed(cast.network, words="MARK-ord", why_without="MARK-hvorfor")
        clock.move_to(datetime(2031, 6, 4, 10, tzinfo=CPH))
        look = LookAgain.objects.get(result=taken, months=3)
        answer_look_again(by=lone, look=look, answer="changed", words="MARK-svar")
        outside = cast.client("employee outside")
        told = text_of(outside.get(pdf).content)
        html = " ".join(outside.get(page).content.decode().split())
    sentences = (
        *("MARK-taget", "Lone Lund, Kultur &", "MARK-ledigt", "MARK-ord", "MARK-hvorfor"),
        *("Har ikke fundet sin modtager endnu", "MARK-svar"),
    )
    assert [words for words in sentences if words not in html] == []
    assert [words for words in sentences if words not in told] == []
    assert "Det har ændret sig" in told


# --- People -----------------------------------------------------------------------------------
def test_people_are_departments_and_kinds_and_small_groups_nobody(cast: Cast):
    school = OrgUnitFactory(name="Skole")
    for _number in range(3):
        make_member(cast.network, PersonFactory(unit=school))
    families, firms = (
        StakeholderKind.objects.create(key=key, name=key, plural=key)
        for key in ("familier", "firmaer")
    )
    for kind, size in ((families, 4), (firms, 2)):
        for _number in range(size):
            guest = PersonFactory(roles=[], unit=None, stakeholder_kind=kind)
            Membership.objects.create(network=cast.network, person=guest)
    people = harvest_of(cast.network).people
    assert people.groups == ("4 familier", "3 fra Skole")
    assert people.in_words == "4 familier, 3 fra Skole og enkelte andre"


def test_a_small_network_names_no_group(cast: Cast):
    assert harvest_of(cast.network).people.in_words == "Enkelte fra forskellige steder"


def test_no_guest_is_named(cast: Cast, page: str, pdf: str):
    noor = cast.people["guest in it"]
    noor.first_name = "MARK-gæst"
    noor.save()
    make_learning(cast.network, by=noor, audience=ONE)
    make_result(cast.network, by=noor, audience=ONE)
    make_closed(cast.network)
    outside = cast.client("employee outside")
    assert "MARK-gæst" not in html_of(outside, page) + text_of(outside.get(pdf).content)


# --- How much ---------------------------------------------------------------------------------
def test_a_chief_reads_the_newest_and_is_told_how_much_more_there_is(cast: Cast, page: str):
    for number in range(11):
        make_learning(cast.network, learned=f"MARK-{number:02}", audience=ONE)
    cards = harvest_of(cast.network).cards
    assert [card.learned for card in cards.shown] == [f"MARK-{n:02}" for n in range(10, 2, -1)]
    assert (cards.total, cards.more) == (11, 3)
    assert "Og 3 mere på netværkets side." in html_of(cast.client("director"), page)


def test_a_long_log_is_not_counted_to_its_end(cast: Cast, page: str):
    first = make_learning(cast.network, audience=ONE)
    words = {name: getattr(first, name) for name in ("network", "author", *first.WORDS)}
    LearningEntry.objects.bulk_create(LearningEntry(**words, audience=ONE) for _n in range(149))
    cards = harvest_of(cast.network).cards
    assert (len(cards.shown), cards.total, cards.is_total) == (8, 101, False)
    assert "Og flere på netværkets side." in html_of(cast.client("director"), page)


def test_fallen_and_holding_are_counted_apart(cast: Cast):
    for outcome, size in ((Outcome.FELL, 8), (Outcome.HOLDS, 2), (Outcome.WRONG_QUESTION, 1)):
        for number in range(size):
            assumption = make_assumption(cast.network, audience=ONE, sentence=f"{outcome} {number}")
            make_settled(assumption, outcome=outcome)
    harvest = harvest_of(cast.network)
    assert [one.sentence for one in harvest.fallen.shown] == [f"fell {n}" for n in range(7, 1, -1)]
    assert (harvest.fallen.more, harvest.holding.total, harvest.holding.more) == (2, 2, 0)


def test_the_pages_cost_the_same_for_everybody_at_every_size(cast: Cast, page: str, pdf: str):
    costs = []
    for size in (1, 3, 25):
        while LearningEntry.objects.count() < size:
            make_learning(cast.network, audience=ONE)
            make_taken(make_result(cast.network), PersonFactory())
            make_settled(make_assumption(cast.network, audience=ONE))
        costs.append({who: queries_of(cast.client(who), page) for who in may_look(cast)})
        assert queries_of(cast.client("director"), pdf) == 8
    # session, person, network, story, results, assumptions, cards, people
    assert costs == [dict.fromkeys(may_look(cast), 8)] * 3


# --- On paper ---------------------------------------------------------------------------------
def test_the_pdf_is_tagged_danish_and_has_a_name_also_for_an_english_reader(
    cast: Cast, pdf: str, dorte
):
    make_closed(cast.network)
    dorte.language = "en"
    dorte.save()
    client = Client()
    client.force_login(dorte)
    answer = client.get(pdf)
    paper = PdfReader(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="hoest-{cast.network.slug}.pdf"'
    )
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(paper.trailer["/Root"]["/Lang"]).startswith("da")
    assert paper.metadata.title == cast.network.title
    assert "Det tager vi med os" in text_of(answer.content)


def test_days_are_told_with_their_year_and_a_running_network_is_under_way(cast: Cast, page: str):
    with time_machine.travel(datetime(2027, 9, 8, 10, tzinfo=CPH), tick=False):
        Network.objects.update(established_at=clock.now())
        explore = Phase.objects.get(name="Undersøg")
        move_phase(by=cast.network.leader, network=cast.network, to=explore, sentence="Ud.")
        running = html_of(cast.client("director"), page)
        make_closed(cast.network)
        closed = html_of(cast.client("director"), page)
    assert "I gang siden 8. september 2027" in running
    assert "8. september 2027 – 8. september 2027" in closed
    assert '<p class="nv-timeline__on">8. september 2027</p>' in closed
