"""The network report: each reader's own, and it says who else may read it."""

import pytest
from django.urls import reverse
from django.utils import translation

from netvaerk.people.models import AuditEntry
from networks.actions.phase import move_phase
from networks.enums import Audience
from networks.models import LearningEntry, Phase
from networks.queries.report import MAY_READ, network_report
from networks.queries.report_paper import report_paper
from networks.views.doors import network_or_404
from tests.factories.networks import make_direction, make_learning, make_member, make_network
from tests.factories.networks.alignment import make_answered, make_note
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.promise import make_promise
from tests.factories.networks.result import make_closed, make_result, make_taken
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.papers import may_look, write_marks
from tests.networks.rooms import MARKS, Cast, as_seen, cast_of, html_of, marks_in, queries_of
from tests.secretariat.reporting import missing, missing_words, page_text, pdf_text, texts_in

INSIDE = ("leader", "member", "guest in it", "consultant", "co-driver")
EVERYBODY = "Indeholder kun det, alle medarbejdere må læse."


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("networks:network_report", args=[cast.network.slug])


@pytest.fixture
def pdf(cast: Cast) -> str:
    return reverse("networks:network_report_pdf", args=[cast.network.slug])


def report_for(cast: Cast, who: str):
    person = cast.people[who]
    return network_report(person, network_or_404(person, cast.network.slug))


def marks_in_pdf(text: str) -> set[str]:
    return {audience for audience, mark in MARKS.items() if mark.replace("-", "") in text}


def test_whoever_may_see_the_network_reads_it(cast: Cast, page: str, pdf: str):
    kept_out = {"anonymous": 302, "guest outside": 404, "superuser": 404}
    expected = dict.fromkeys(cast.people, 200) | kept_out
    assert {who: cast.client(who).get(page).status_code for who in cast.people} == expected
    expected["anonymous"] = 403
    assert {who: cast.client(who).post(pdf).status_code for who in cast.people} == expected


def test_each_reads_what_they_may_and_is_told_who_else_may(cast: Cast, page: str, pdf: str):
    write_marks(cast)
    for who in may_look(cast):
        expected = {Audience.EMPLOYEES}
        if who in INSIDE:
            expected = set(MARKS)
        elif who in {"consultant elsewhere", "secretariat lead"}:
            expected |= {Audience.SECRETARIAT}
        html, file = html_of(cast.client(who), page), cast.client(who).post(pdf)
        assert (who, marks_in(html)) == (who, expected)
        assert (who, marks_in_pdf(pdf_text(file.content))) == (who, expected)
        narrowest = next(one for one in MAY_READ if one in expected)
        assert str(MAY_READ[narrowest]) in html


def test_what_chiefs_and_the_network_say_to_each_other_is_theirs(cast: Cast, page: str):
    make_direction(cast.network, is_shared=False, why="MARK-retning")
    make_promise(cast.network, text="MARK-løfte")
    make_answered(make_note(cast.network, reason="MARK-ord"), answer="MARK-svar")
    marks = ("MARK-retning", "MARK-løfte", "MARK-ord", "MARK-svar")
    outside = {"employee outside", "member before"}
    for who in may_look(cast):
        html = html_of(cast.client(who), page)
        found = [mark for mark in marks if mark in html]
        assert (who, found) == (who, [] if who in outside else list(marks))
        assert (who, EVERYBODY in html) == (who, who in outside)


def test_shielded_text_changes_nothing_for_those_outside(cast: Cast, page: str, pdf: str):
    def seen(who: str) -> tuple[str, str]:
        client = cast.client(who)
        return as_seen(client.get(page).content), pdf_text(client.post(pdf).content)

    before = {who: seen(who) for who in ("chief elsewhere", "employee outside")}
    make_learning(cast.network, audience=Audience.NETWORK)
    make_result(cast.network, audience=Audience.NETWORK)
    make_settled(make_assumption(cast.network, audience=Audience.NETWORK))
    assert {who: seen(who) for who in before} == before


def test_a_pdf_is_asked_for_and_leaves_a_trace_of_how_narrow_it_was(cast: Cast, pdf: str):
    write_marks(cast)
    assert cast.client("member").get(pdf).status_code == 405
    for who in ("member", "employee outside"):
        cast.client(who).post(pdf)
    entries = AuditEntry.objects.filter(verb="export_report").order_by("pk")
    assert [one.facts["may_read"] for one in entries] == [Audience.NETWORK, Audience.EMPLOYEES]
    assert {one.subject_id for one in entries} == {str(cast.network.pk)}


def test_page_and_pdf_say_the_same_word_for_word(cast: Cast, page: str, pdf: str):
    write_marks(cast)
    make_promise(cast.network)
    make_answered(make_note(cast.network))
    to = Phase.objects.get(name="Undersøg")
    move_phase(by=cast.network.leader, network=cast.network, to=to, sentence="Vi går ud.")
    with translation.override("da"):
        paper = report_paper(report_for(cast, "member"))
    assert len(texts_in(paper)) > 50
    assert missing(paper, page_text(html_of(cast.client("member"), page))) == []
    text = pdf_text(cast.client("member").post(pdf).content)
    assert missing_words(paper, text) == []


def test_departments_are_named_by_alphabet_and_small_ones_are_not(cast: Cast, page: str):
    for name, size in (("Ældre", 4), ("Kultur", 3), ("Anlæg", 2)):
        unit = OrgUnitFactory(name=name)
        for _number in range(size):
            make_member(cast.network, PersonFactory(unit=unit))
    assert report_for(cast, "director").departments == ("Kultur", "Ældre")
    html = html_of(cast.client("director"), page)
    assert "Netværkets egen side nævner også dem med færre." in html


def test_the_newest_cards_stand_there_and_the_rest_is_a_link(cast: Cast, page: str):
    for number in range(10):
        make_learning(cast.network, learned=f"MARK-{number}", audience=Audience.EMPLOYEES)
    html = html_of(cast.client("director"), page)
    assert [n for n in range(10) if f"MARK-{n}" in html] == list(range(2, 10))
    assert ">Og flere på netværkets side</a>" in html


def test_a_network_that_is_becoming_or_has_closed_has_one_too(cast: Cast, mia, bo, eva):
    becoming = make_network(leader=mia, reference_leader=bo, direction=False, title="Bliver til")
    closed = make_closed(cast.network)
    for network in (becoming, closed):
        address = reverse("networks:network_report", args=[network.slug])
        assert "Rapport om netværket" in html_of(cast.client("employee outside"), address)


def test_it_costs_the_same_for_everybody_at_every_size(cast: Cast, page: str):
    costs = []
    for size in (1, 3, 25):
        while LearningEntry.objects.count() < size:
            make_learning(cast.network, audience=Audience.EMPLOYEES)
            make_taken(make_result(cast.network), PersonFactory())
            make_settled(make_assumption(cast.network, audience=Audience.EMPLOYEES))
            make_promise(cast.network)
        costs.append({who: queries_of(cast.client(who), page) for who in may_look(cast)})
    # session, person, network, direction, what lies around, cards, assumptions, results
    assert costs == [dict.fromkeys(may_look(cast), 8)] * 3
