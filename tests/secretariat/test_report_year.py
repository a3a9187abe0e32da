"""The year report: what lived, what was learned, what became of it; shared texts only."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from netvaerk import clock
from netvaerk.people.models import AuditEntry, Person
from networks.actions.look_again import answer_look_again
from networks.enums import Audience, Outcome
from networks.models import LearningEntry, LookAgain, Network
from secretariat.queries.report.year import year_report
from secretariat.queries.report.year_paper import year_paper
from tests.factories.ledger import timed_sparring
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_learning,
    make_network,
)
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.promise import make_answered, make_promise
from tests.factories.networks.result import make_closed, make_result, make_taken
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.rooms import MARKS, as_seen, marks_in, queries_of
from tests.secretariat.reporting import (
    missing,
    missing_words,
    page_text,
    pdf_text,
    signed_in,
    texts_in,
)

CPH = ZoneInfo("Europe/Copenhagen")
YEAR = 2031
PAGE = reverse("secretariat:report_year", args=[YEAR])
PDF = reverse("secretariat:report_year_pdf", args=[YEAR])


@pytest.fixture(autouse=True)
def time(db):
    with time_machine.travel(datetime(YEAR, 9, 3, 10, tzinfo=CPH)) as traveller:
        yield traveller


@pytest.fixture
def network(mia, bo, karen) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def lived_through(network: Network, lone: Person, time) -> None:
    """A year's worth of everything, all of it shared."""
    theme = StrategicThemeFactory(title="Alle børn hører til")
    StrategicThemeFactory(title="En grønnere by")
    make_direction(network, themes=[theme])
    make_learning(network, learned="De vil spørges først.", audience=Audience.EMPLOYEES)
    make_settled(make_assumption(network, audience=Audience.EMPLOYEES), outcome=Outcome.FELL)
    result = make_result(network)
    make_taken(result, lone)
    make_answered(make_promise(network))
    timed_sparring(network, network.consultant, clock.now(), minutes=90)
    make_closed(network)
    time.move_to(datetime(YEAR, 12, 10, 10, tzinfo=CPH))
    look = LookAgain.objects.get(result=result, months=3)
    answer_look_again(by=lone, look=look, answer="lives", words="De ringer stadig.")


def report_of(person: Person, year: int = YEAR):
    found = year_report(person, year)
    assert found
    return found


def test_chiefs_and_the_secretariat_read_it_and_nobody_else(request, network):
    readers = {"bo", "dorte", "karen", "sanne"}
    for name in ("bo", "dorte", "karen", "sanne", "mia", "ali", "eva", "noor", "root"):
        client = signed_in(request.getfixturevalue(name))
        wanted = 200 if name in readers else 404
        assert (name, client.get(PAGE).status_code) == (name, wanted)
        assert (name, client.post(PDF).status_code) == (name, wanted)
    assert signed_in(None).get(PAGE).status_code == 302


def test_a_pdf_is_asked_for_and_leaves_a_trace(network, bo):
    assert signed_in(bo).get(PDF).status_code == 405
    signed_in(bo).post(PDF)
    entry = AuditEntry.objects.get(verb="export_report")
    assert (entry.subject_id, entry.facts["year"]) == (str(bo.pk), YEAR)


@pytest.mark.parametrize("year", [0, 1, 1899, 2030, 2032, 9999, 10_000, 2**31, 2**63])
def test_a_year_before_the_first_network_or_not_begun_is_not_found(network, bo, year):
    for name in ("report_year", "report_year_pdf"):
        address = reverse(f"secretariat:{name}", args=[year])
        client = signed_in(bo)
        assert (client.post if name.endswith("pdf") else client.get)(address).status_code == 404


def test_a_year_without_networks_says_so(bo):
    assert "Dervarikkenogetnetværkigangdetår." in page_text(
        signed_in(bo).get(PAGE).content.decode()
    )


def test_a_year_that_is_not_over_says_so(bo, network, time):
    running = "Åreterikkeslut"
    assert running in page_text(signed_in(bo).get(PAGE).content.decode())
    time.move_to(datetime(YEAR + 1, 1, 1, 1, tzinfo=CPH))
    assert running not in page_text(signed_in(bo).get(PAGE).content.decode())


def test_page_and_pdf_say_the_same_word_for_word(network, bo, time):
    lone = PersonFactory(first_name="Lone", unit=OrgUnitFactory(name="Kultur & Fritid"))
    lived_through(network, lone, time)
    with translation.override("da"):
        paper = year_paper(report_of(bo))
    html, answer = signed_in(bo).get(PAGE).content.decode(), signed_in(bo).post(PDF)
    assert len(texts_in(paper)) > 50
    assert missing(paper, page_text(html)) == []
    assert missing_words(paper, pdf_text(answer.content)) == []


def test_it_tells_what_became_of_everything_and_names_departments_not_people(network, bo, time):
    lone = PersonFactory(first_name="MARK-Lone", unit=OrgUnitFactory(name="Kultur & Fritid"))
    lived_through(network, lone, time)
    html = signed_in(bo).get(PAGE).content.decode()
    text = page_text(html)
    for words in (
        *("Begyndtei2031", "Sluttedei2031", "Devilspørgesførst.", "TagetimodafKultur&Fritid"),
        *("efter3måneder", "Detlever.»Deringerstadig.«", "Detlykkedes:»Defikfriimarts.«"),
        *("AllebørnhørertilElevermedhøjtfravær", "UdenetnetværkdetårEngrønnereby"),
        "1samtale(1,5timer)",
    ):
        assert words in text
    assert "MARK-Lone" not in html


def test_networks_stand_where_they_began_closed_and_lived_on(mia, bo, karen, time):
    made = {}
    for title, day in (("Før", (2029, 3, 1)), ("Gammel", (2030, 3, 1)), ("Ny", (2031, 2, 1))):
        time.move_to(datetime(*day, 10, tzinfo=CPH))
        made[title] = make_network(leader=mia, reference_leader=bo, consultant=karen, title=title)
    time.move_to(datetime(2030, 12, 31, 23, 30, tzinfo=CPH))
    make_closed(made["Før"])
    time.move_to(datetime(2031, 12, 31, 23, 30, tzinfo=CPH))
    make_closed(made["Ny"])
    titles = {
        year: tuple(
            [one.title for one in some.shown]
            for some in (report.began, report.closed, report.going_on)
        )
        for year in (2029, 2030, 2031)
        for report in [report_of(bo, year)]
    }
    assert titles == {
        2029: (["Før"], [], []),
        2030: (["Gammel"], ["Før"], []),
        2031: (["Ny"], ["Ny"], ["Gammel"]),
    }


def test_the_picture_of_new_networks_and_its_table_are_one(mia, bo, karen, time):
    for day in ((2030, 6, 30), (2030, 7, 1), (2031, 2, 1), (2031, 3, 1)):
        time.move_to(datetime(*day, 10, tzinfo=CPH))
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=f"{day}")
    time.move_to(datetime(2031, 9, 1, tzinfo=CPH))
    report = report_of(bo)
    halves = [(one.year, one.number, one.networks, one.is_running) for one in report.halves]
    assert halves == [
        (2030, 1, 1, False),
        (2030, 2, 1, False),
        (2031, 1, 2, False),
        (2031, 2, 0, True),
    ]
    with translation.override("da"):
        charts = [one.chart for one in year_paper(report).blocks if hasattr(one, "chart")]
    assert [(str(row[0]), row[1]) for row in charts[0].table.rows][-2:] == [
        ("1. halvår 2031", 2),
        ("2. halvår 2031 (ikke slut endnu)", 0),
    ]


@pytest.mark.parametrize("who", ["bo", "dorte", "karen", "sanne"])
def test_shielded_text_is_nowhere_also_for_those_who_are_inside(request, network, who, ali):
    for audience, mark in MARKS.items():
        make_learning(network, learned=mark, audience=audience)
        make_taken(make_result(network, audience=audience, title=mark), ali)
        assumption = make_assumption(network, audience=audience, sentence=mark)
        make_settled(assumption, outcome=Outcome.FELL, outcome_words=mark)
    client = signed_in(request.getfixturevalue(who))
    assert marks_in(client.get(PAGE).content.decode()) == {Audience.EMPLOYEES}
    text = pdf_text(client.post(PDF).content)
    found = {audience for audience, mark in MARKS.items() if mark.replace("-", "") in text}
    assert found == {Audience.EMPLOYEES}


def test_shielded_text_changes_nothing_for_a_chief(network, dorte, ali):
    before = as_seen(signed_in(dorte).get(PAGE).content)
    file_before = pdf_text(signed_in(dorte).post(PDF).content)
    make_learning(network, audience=Audience.NETWORK)
    make_taken(make_result(network, audience=Audience.SECRETARIAT), ali)
    make_settled(make_assumption(network, audience=Audience.NETWORK), outcome=Outcome.FELL)
    assert as_seen(signed_in(dorte).get(PAGE).content) == before
    assert pdf_text(signed_in(dorte).post(PDF).content) == file_before


def test_networks_stand_by_alphabet_and_a_lively_one_has_its_rest_on_its_page(mia, bo, karen):
    for title, cards in (("Ål", 5), ("Bi", 1), ("Ø", 2)):
        network = make_network(leader=mia, reference_leader=bo, consultant=karen, title=title)
        for number in range(cards):
            make_learning(network, learned=f"Nr. {number}", audience=Audience.EMPLOYEES)
    report = report_of(bo)
    assert [one.title for one in report.began.shown] == ["Bi", "Ø", "Ål"]
    learned = [(one.title, [card["beginning"] for card in one.cards]) for one in report.learned]
    assert learned == [
        ("Bi", ["Nr. 0"]),
        ("Ø", ["Nr. 1", "Nr. 0"]),
        ("Ål", ["Nr. 4", "Nr. 3", "Nr. 2"]),
    ]
    assert [one.has_more for one in report.learned] == [False, False, True]
    assert ">Og flere</a>" in signed_in(bo).get(PAGE).content.decode()


def test_many_networks_are_cut_and_it_says_how_many_more(mia, bo, karen):
    for number in range(27):
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=f"Nr. {number:02}")
    began = report_of(bo).began
    assert (len(began.shown), began.shown[-1].title, began.more) == (25, "Nr. 24", 2)
    assert "Og 2 netværk mere" in signed_in(bo).get(PAGE).content.decode()


def test_it_costs_the_same_at_every_size(mia, bo, karen):
    costs = []
    for size in (1, 3, 25):
        while LearningEntry.objects.count() < size:
            network = make_network(leader=mia, reference_leader=bo, consultant=karen)
            make_learning(network, audience=Audience.EMPLOYEES)
            make_result(network)
            make_promise(network)
            StrategicThemeFactory()
        costs.append(queries_of(signed_in(bo), PAGE))
    # session, person, told, networks, cards, themes, support
    assert costs == [7, 7, 7]
