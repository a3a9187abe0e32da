"""The secretariat's ledger: who may read it, how it is ordered, and what it costs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import AuditEntry
from networks.models import Network
from offerings.enums import Usefulness
from offerings.models import Feedback
from secretariat.enums import SparringState
from secretariat.models import Absence, ConsultantProfile
from tests.factories.ledger import (
    given_offering,
    make_hold,
    request_for,
    seat,
    timed_sparring,
)
from tests.factories.networks import make_network
from tests.factories.networks.result import make_closed, make_result, make_taken
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
PAGE = reverse("secretariat:ledger")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def around(mia, bo, karen):
    return {"leader": mia, "reference_leader": bo, "consultant": karen}


def lines_of(client, vis: str, **chosen) -> dict[str, tuple[str, ...]]:
    response = client.get(PAGE, {"vis": vis, **chosen})
    return {one.label: one.cells for one in response.context["lines"]}


@pytest.mark.parametrize("vis", ["", "netvaerk", "konsulenter", "tilbud", "noget-andet"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("karen", 200),
        ("sanne", 200),
        ("bo", 404),
        ("dorte", 404),
        ("mia", 404),
        ("noor", 404),
        ("root", 404),
    ],
)
def test_only_the_secretariat_reads_it(client, around, who, status, vis, request):
    make_network(**around)
    client.force_login(request.getfixturevalue(who))
    assert client.get(PAGE, {"vis": vis}).status_code == status


def test_networks_stand_by_the_alphabet_however_much_they_got(client, around, karen, sanne):
    make_network(title="Ærlige samtaler", **around)
    busy = make_network(title="Zebrastriber", **around)
    make_network(title="Absalons skole", **around)
    timed_sparring(busy, karen, NOW - timedelta(days=9), minutes=60)
    client.force_login(sanne)
    lines = lines_of(client, "netvaerk")
    assert list(lines) == ["Absalons skole", "Zebrastriber", "Ærlige samtaler"]
    assert lines["Zebrastriber"] == (
        "1 samtale",
        "",
        "1 samtale (1 time)",
        "",
        "lørdag 14. november",
    )


def test_a_period_holds_the_networks_that_lived_in_it(client, around, sanne, eva):
    make_network(title="Lever", **around)
    closed = make_network(title="Lukket i dag", **around)
    make_taken(make_result(closed), eva)
    make_closed(closed)
    before = make_network(title="Lukket før sommer", **around)
    make_taken(make_result(before), eva)
    make_closed(before)
    Network.objects.filter(pk=before.pk).update(
        decided_at=NOW - timedelta(days=400), closed_at=NOW - timedelta(days=200)
    )
    client.force_login(sanne)
    assert list(lines_of(client, "netvaerk")) == ["Lever", "Lukket i dag"]
    assert list(lines_of(client, "netvaerk", fra="2026-01-01")) == ["Lukket før sommer"]
    assert len(lines_of(client, "netvaerk", fra="alt")) == 3
    assert list(lines_of(client, "netvaerk", fra="nonsens")) == ["Lever", "Lukket i dag"]


def test_a_consultants_hours_stand_beside_those_there_are(client, around, karen, sanne):
    network = make_network(**around)
    make_network(**around)
    timed_sparring(network, karen, NOW - timedelta(days=9), minutes=90)
    timed_sparring(network, karen, NOW + timedelta(days=9), state=SparringState.AGREED)
    timed_sparring(network, karen, NOW - timedelta(days=200), minutes=45)
    ConsultantProfile.objects.create(person=karen, knows="skole", hours_a_week=12)
    Absence.objects.create(person=karen, first_on=date(2026, 11, 20), last_on=date(2026, 11, 25))
    Absence.objects.create(person=karen, first_on=date(2026, 11, 2), last_on=date(2026, 11, 5))
    client.force_login(sanne)
    lines = lines_of(client, "konsulenter")
    assert lines[str(karen)] == (
        *("2", "1", "1", "2,5", "12"),
        "til og med onsdag 25. november",
    )


def test_an_offering_tells_what_became_of_it(client, around, karen, sanne, ali, eva):
    network = make_network(**around)
    course = make_offering("Kursus i nysgerrighed")
    given_offering(network, karen, at=NOW, offering=course, used_on=NOW.date(), settled_at=NOW)
    hold = make_hold(karen, NOW - timedelta(days=5), offering=course)
    ahead = make_hold(karen, NOW + timedelta(days=5), offering=course)
    for person, came in [(ali, True), (eva, False)]:
        seat(hold, person, has_attended=came)
        seat(ahead, person)
    client.force_login(sanne)
    assert lines_of(client, "tilbud")["Kursus i nysgerrighed"] == ("1", "1", "0", "1", "2", "1", "")


def test_an_offering_leads_to_its_page_while_it_has_one(client, sanne):
    there, gone = make_offering("Her endnu"), make_offering("Ikke mere")
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    client.force_login(sanne)
    page = client.get(reverse("secretariat:ledger"), {"vis": "tilbud"}).content.decode()
    assert "Ikke mere" in page
    assert f'href="{reverse("offerings:offering_detail", args=[there.pk])}"' in page
    assert reverse("offerings:offering_detail", args=[gone.pk]) not in page


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["now", "now"], ""),
        (["now", "now", "no"], "2 kunne bruge det med det samme og 1 ikke rigtigt"),
    ],
)
def test_feedback_is_told_when_three_have_answered_and_never_in_their_words(
    client, around, karen, sanne, answers, said
):
    course = make_offering("Kursus")
    hold = make_hold(karen, NOW - timedelta(days=5), offering=course, capacity=9)
    for number, answer in enumerate(answers):
        guest = PersonFactory(first_name="Ukendt", email=f"ukendt{number}@demo.example")
        booking = seat(hold, guest, has_attended=True)
        Feedback.objects.create(booking=booking, usefulness=Usefulness(answer), words="MARK-ord")
    client.force_login(sanne)
    assert lines_of(client, "tilbud")["Kursus"][-1] == said
    page = client.get(PAGE, {"vis": "tilbud"}).content.decode()
    assert ("MARK-ord" in page, "Ukendt" in page) == (False, False)


def test_one_answer_is_not_told_by_taking_the_others_away(client, around, karen, sanne):
    """Three on one session stand on its page; a fourth on another would be the difference."""
    course = make_offering("Kursus")
    for days, answers in [(9, ["now", "now", "later"]), (5, ["no"])]:
        hold = make_hold(karen, NOW - timedelta(days=days), offering=course, capacity=9)
        for number, answer in enumerate(answers):
            guest = PersonFactory(email=f"ukendt{days}{number}@demo.example")
            booking = seat(hold, guest, has_attended=True)
            Feedback.objects.create(booking=booking, usefulness=Usefulness(answer))
    client.force_login(sanne)
    said = lines_of(client, "tilbud")["Kursus"][-1]
    assert said == "2 kunne bruge det med det samme og 1 først senere"


def test_no_question_and_no_reason_stands_in_it(client, around, karen, sanne):
    network = make_network(**around)
    timed_sparring(network, karen, NOW - timedelta(days=9), question="MARK-spørgsmål")
    request_for(network, words="MARK-ønske")
    given_offering(network, karen, at=NOW, unused_because="MARK-grund", settled_at=NOW)
    client.force_login(sanne)
    pages = [client.get(PAGE, {"vis": vis}) for vis in ("netvaerk", "konsulenter", "tilbud")]
    assert [one for one in pages if "MARK" in one.content.decode()] == []


EXPORT = reverse("secretariat:ledger_export")


@pytest.mark.parametrize(("vis", "model"), [("netvaerk", "network"), ("konsulenter", "person")])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_leaves_as_a_file_and_is_remembered(client, around, sanne, vis, model, kind):
    make_network(**around)
    client.force_login(sanne)
    response = client.post(EXPORT, {"vis": vis, "fra": "alt", "kind": kind})
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    facts = AuditEntry.objects.get(verb="export_list", by=sanne).facts
    assert (facts["list"].rpartition(".")[2], facts["kind"]) == (model, kind)


def test_a_file_has_one_figure_in_each_column(client, around, karen, sanne):
    network = make_network(title="=Et netværk", **around)
    timed_sparring(network, karen, NOW - timedelta(days=9), minutes=90)
    client.force_login(sanne)
    response = client.post(EXPORT, {"vis": "netvaerk", "fra": "", "kind": "csv"})
    note, headings, row = b"".join(response).decode().splitlines()
    assert "Andet halvår 2026" in note
    assert headings.split(";")[:2] == ["Netværk", "Samtaler, bedt om"]
    assert row == "'=Et netværk;1;0;0;0;1;1,5;0;0;0;0;0;14-11-2026"


@pytest.mark.parametrize("who", ["bo", "mia", "noor", "root"])
def test_nobody_else_takes_it_along(client, around, who, request):
    make_network(**around)
    client.force_login(request.getfixturevalue(who))
    assert client.post(EXPORT, {"kind": "csv"}).status_code == 404
    assert client.get(EXPORT).status_code == 405
    assert AuditEntry.objects.filter(verb="export_list").count() == 0


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize(("vis", "queries"), [("netvaerk", 4), ("konsulenter", 5), ("tilbud", 4)])
def test_each_sheet_takes_the_same_queries_however_long(
    client, around, karen, sanne, vis, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        network = make_network(title=f"Netværk {number}", **around)
        timed_sparring(network, karen, NOW - timedelta(days=9))
        given_offering(network, karen, at=NOW)
        Absence.objects.create(
            person=PersonFactory(roles=["employee", "consultant"]),
            first_on=NOW.date(),
            last_on=NOW.date(),
        )
    client.force_login(sanne)
    with django_assert_num_queries(queries):
        client.get(PAGE, {"vis": vis})


def test_the_fifty_first_is_on_the_next_page(client, sanne):
    for number in range(51):
        make_offering(f"Tilbud nr. {number:02}")
    client.force_login(sanne)
    assert len(lines_of(client, "tilbud")) == 50
    assert list(lines_of(client, "tilbud", page="2")) == ["Tilbud nr. 50"]
