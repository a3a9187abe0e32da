"""The round report: what was decided and what came of it, shared texts only, nobody counted."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from pypdf import PdfReader

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OrgUnit
from networks.actions.decision import decide_proposal
from networks.actions.phase import move_phase
from networks.enums import Audience, DecisionOutcome
from networks.models import Phase, ThemeRound
from secretariat.queries.report.round import round_report
from secretariat.queries.report.round_paper import round_paper
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_forwarded,
    make_learning,
    make_member,
    make_network,
    open_round,
)
from tests.factories.networks.result import make_result, make_taken
from tests.factories.people import AreaFactory, OrgUnitFactory, PersonFactory
from tests.networks.rooms import MARKS, as_seen, marks_in, queries_of
from tests.secretariat.reporting import (
    missing,
    missing_words,
    page_text,
    pdf_text,
    signed_in,
    texts_in,
)


@pytest.fixture
def round(db) -> ThemeRound:
    return open_round()


@pytest.fixture
def network(round, mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


@pytest.fixture
def page(round) -> str:
    return reverse("secretariat:report_round", args=[round.pk])


@pytest.fixture
def pdf(round) -> str:
    return reverse("secretariat:report_round_pdf", args=[round.pk])


def test_chiefs_and_the_secretariat_read_it_and_nobody_else(request, network, page, pdf):
    readers = {"bo", "dorte", "karen", "sanne"}
    for name in ("bo", "dorte", "karen", "sanne", "mia", "ali", "eva", "noor", "root"):
        client = signed_in(request.getfixturevalue(name))
        wanted = 200 if name in readers else 404
        assert (name, client.get(page).status_code) == (name, wanted)
        assert (name, client.post(pdf).status_code) == (name, wanted)
    assert signed_in(None).get(page).status_code == 302


def test_a_pdf_is_asked_for_and_leaves_a_trace(network, bo, pdf, round):
    assert signed_in(bo).get(pdf).status_code == 405
    assert not AuditEntry.objects.filter(verb="export_report").exists()
    signed_in(bo).post(pdf)
    entry = AuditEntry.objects.get(verb="export_report")
    assert (entry.subject_type, entry.subject_id) == ("networks.themeround", str(round.pk))


@pytest.mark.parametrize("round_id", [0, 2**31, 2**63, 10**30])
def test_a_round_that_never_was_is_not_found(bo, round_id):
    for name in ("report_round", "report_round_pdf"):
        address = reverse(f"secretariat:{name}", args=[round_id])
        client = signed_in(bo)
        ask = client.post if name.endswith("pdf") else client.get
        assert ask(address).status_code == 404


def test_an_empty_round_says_so(bo, page, round):
    with clock.set_to(clock.now() + timedelta(days=400)):
        text = page_text(signed_in(bo).get(page).content.decode())
    assert "Ingenforslagharliggethoschefforum" in text
    assert "Dererikkekommetetnetværkafrunden." in text


def test_before_the_decision_nothing_is_said_to_be_decided(ali, bo, karen, page):
    empty = signed_in(bo).get(page).content.decode()
    assert "Der ligger ikke nogen forslag hos chefforum i den her runde endnu." in empty
    make_forwarded(ali, forwarded_by=karen, title="Et nyt")
    html = signed_in(bo).get(page).content.decode()
    assert "Det er foreslået</h2>" in html
    for untrue in ("Det blev foreslået og besluttet", "De netværk, der kom af det"):
        assert untrue not in html


def test_it_is_said_that_small_departments_stand_on_the_networks_own_pages(bo, network, page, pdf):
    sentence = "Netværkenes egne sider nævner også dem med færre."
    assert sentence in signed_in(bo).get(page).content.decode()
    assert sentence.replace(" ", "") in pdf_text(signed_in(bo).post(pdf).content)


def test_every_decision_stands_with_its_reason(round, ali, bo, karen, page):
    reasons = {DecisionOutcome.NO: "MARK-nej", DecisionOutcome.NOT_NOW: "MARK-ikke-nu"}
    later = ThemeRound.objects.create(
        name="Senere",
        proposals_by=round.decided_on,
        decided_on=round.decided_on + (round.decided_on - round.proposals_by),
    )
    for outcome, reason in reasons.items():
        proposal = make_forwarded(ali, forwarded_by=karen, title=f"Forslag {outcome}")
        decide_proposal(
            by=bo,
            proposal=proposal,
            outcome=outcome,
            reason=reason,
            parked_to=later if outcome == DecisionOutcome.NOT_NOW else None,
        )
    make_forwarded(ali, forwarded_by=karen, title="Forslag tre")
    text = page_text(signed_in(bo).get(page).content.decode())
    for words in ("MARKnej", "MARKikkenu", "GemttilSenere.", "Ikkebesluttetendnu"):
        assert words in text
    assert "ForeslåetfraSundhed&Omsorg" in text


def test_page_and_pdf_say_the_same_word_for_word(network, mia, bo, ali, round, page, pdf):
    theme = StrategicThemeFactory(title="Alle børn hører til")
    make_direction(network, themes=[theme])
    make_learning(network, learned="De vil spørges først.", audience=Audience.EMPLOYEES)
    make_taken(make_result(network), ali)
    to = Phase.objects.get(name="Undersøg")
    move_phase(by=mia, network=network, to=to, sentence="Vi går ud.")
    with translation.override("da"):
        paper = round_paper(round_report(bo, round))
    html = signed_in(bo).get(page).content.decode()
    answer = signed_in(bo).post(pdf)
    assert len(texts_in(paper)) > 30
    assert missing(paper, page_text(html)) == []
    assert missing_words(paper, pdf_text(answer.content)) == []


def test_the_pdf_is_tagged_danish_and_its_pictures_are_told_also_for_an_english_reader(
    network, bo, round, pdf
):
    bo.language = "en"
    bo.save()
    answer = signed_in(bo).post(pdf)
    paper = PdfReader(io.BytesIO(answer.content))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("da")
    assert paper.metadata.title == f"Rapport: {round.name}"
    tagged = (paper.get_object(number + 1) for number in range(paper.trailer["/Size"] - 1))
    told = [one["/Alt"] for one in tagged if isinstance(one, dict) and "/Alt" in one]
    assert [words for words in told if words.startswith("Netværkenes vej. Fra chefforums ja")]
    name = f'attachment; filename="rapport-{slugify(round.name)}.pdf"'
    assert answer.headers["Content-Disposition"] == name


@pytest.mark.parametrize("who", ["bo", "dorte", "karen", "sanne"])
def test_shielded_text_is_nowhere_also_for_those_who_are_inside(request, network, who, page, pdf):
    for audience, mark in MARKS.items():
        make_learning(network, learned=mark, audience=audience)
        make_taken(
            make_result(network, audience=audience, title=mark), request.getfixturevalue("ali")
        )
    client = signed_in(request.getfixturevalue(who))
    assert marks_in(client.get(page).content.decode()) == {Audience.EMPLOYEES}
    text = pdf_text(client.post(pdf).content)
    found = {audience for audience, mark in MARKS.items() if mark.replace("-", "") in text}
    assert found == {Audience.EMPLOYEES}


def test_shielded_text_changes_nothing_for_a_chief(network, dorte, ali, page, pdf):
    with clock.set_to(clock.now()):
        before = as_seen(signed_in(dorte).get(page).content)
        file_before = signed_in(dorte).post(pdf).content
        make_learning(network, audience=Audience.NETWORK)
        make_learning(network, audience=Audience.SECRETARIAT)
        make_taken(make_result(network, audience=Audience.NETWORK), ali)
        assert as_seen(signed_in(dorte).get(page).content) == before
        assert pdf_text(signed_in(dorte).post(pdf).content) == pdf_text(file_before)


def taking_part(network, unit: OrgUnit, size: int = 3) -> None:
    for _number in range(size):
        make_member(network, PersonFactory(unit=unit))


def test_departments_stand_in_the_organisations_order_and_count_networks(
    network, mia, bo, karen, round, page
):
    last = AreaFactory(name="Ældre & By")
    units = {name: OrgUnitFactory(name=name, parent=last) for name in ("Åben By", "Anlæg")}
    outside = OrgUnitFactory(name="Aktivering", parent=None)
    culture = OrgUnitFactory(name="Kultur", parent=AreaFactory(name="Børn"))
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Det andet")
    taking_part(network, units["Åben By"], size=5)
    taking_part(other, units["Åben By"])
    for unit in (units["Anlæg"], outside, culture):
        taking_part(network, unit)
    found = round_report(bo, round).departments
    assert [(one.name, one.networks) for one in found] == [
        ("Kultur", 1),
        ("Anlæg", 1),
        ("Åben By", 2),
        ("Aktivering", 1),
    ]


def test_a_department_of_one_or_two_or_of_those_who_opted_out_is_not_told(network, bo, round):
    unit = OrgUnitFactory(name="Lille")
    taking_part(network, unit, size=2)
    assert round_report(bo, round).departments == ()
    make_member(network, PersonFactory(unit=unit, is_in_relations=False))
    assert round_report(bo, round).departments == ()
    make_member(network, PersonFactory(unit=unit))
    assert [one.name for one in round_report(bo, round).departments] == ["Lille"]


def test_the_pictures_tables_hold_what_the_pictures_show(network, bo, round, page):
    taking_part(network, OrgUnitFactory(name="Kultur"))
    html = signed_in(bo).get(page).content.decode()
    picture = re.search(
        r'<svg [^>]*aria-labelledby="departments-title".*?</svg>\s*</div>', html, re.S
    )
    table = html.split('id="departments-table"')[1].split("</table>")[0]
    assert picture
    for words in ("Kultur", "1"):
        assert words in picture[0]
        assert f">{words}<" in table


def test_networks_stand_by_alphabet_however_much_they_have_learned(mia, bo, karen, round, page):
    for title, cards in (("Ål", 3), ("Bi", 1), ("Ø", 2)):
        network = make_network(leader=mia, reference_leader=bo, consultant=karen, title=title)
        for _number in range(cards):
            make_learning(network, audience=Audience.EMPLOYEES)
    assert [one.title for one in round_report(bo, round).networks] == ["Bi", "Ø", "Ål"]


def test_more_cards_than_there_is_room_for_are_said(network, bo, page):
    for number in range(6):
        make_learning(network, learned=f"MARK-{number}", audience=Audience.EMPLOYEES)
    html = signed_in(bo).get(page).content.decode()
    assert [n for n in range(6) if f">MARK-{n}</a>" in html] == [2, 3, 4, 5]
    assert ">Og flere</a>" in html


def test_it_costs_the_same_at_every_size(mia, bo, karen, page):
    costs, unit = [], OrgUnitFactory(name="Kultur")
    for size in (1, 3, 25):
        for number in range(size):
            network = make_network(
                leader=mia, reference_leader=bo, consultant=karen, title=f"Nr. {size} {number}"
            )
            make_learning(network, audience=Audience.EMPLOYEES)
        taking_part(network, unit)
        costs.append(queries_of(signed_in(bo), page))
    # session, person, round, proposals, networks, seats, departments
    assert costs == [7, 7, 7]
