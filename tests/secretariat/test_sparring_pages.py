"""The pages around a conversation: what is shown, kept when refused, and what they cost."""

import threading
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import OutboxMail
from secretariat.actions.sparring_note import log_sparring
from secretariat.enums import SparringState
from secretariat.models import SparringFormat, SparringSession
from tests.factories.networks import make_member, make_network
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_agreed, make_ask, make_assigned, make_format
from tests.networks.rooms import Cast, cast_of, queries_of

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, monday) -> Cast:
    return cast_of(request)


def page_of(session: SparringSession, page: str = "detail") -> str:
    return reverse(f"secretariat:sparring_{page}", args=[session.pk])


def ask_page(cast: Cast) -> str:
    return reverse("secretariat:sparring_ask", args=[cast.network.slug])


def said(form: SparringFormat, **more) -> dict:
    return {"format": form.pk, "question": "Hvad nu?", "form_key": str(uuid.uuid4()), **more}


# --- Asking -----------------------------------------------------------------------------------
def test_the_formats_say_what_they_are_and_ask_and_who_reads_it(cast):
    make_format("peer", asks="En kort plan.", usually_with="peers", minutes=90)
    make_format("gammel", meaning="Bruges ikke mere", is_active=False)
    page = cast.client("member").get(ask_page(cast)).content.decode()
    assert "En kort plan." in page
    assert "90 minutter, som regel med: andre netværksledere" in page
    assert "Netværket og sekretariatet kan læse spørgsmålet" in page
    assert "Bruges ikke mere" not in page


@pytest.mark.parametrize("name", ["member", "leader", "guest in it"])
def test_members_ask(cast, name):
    assert cast.client(name).post(ask_page(cast), said(make_format())).status_code == 302
    assert SparringSession.objects.get().asked_by == cast.people[name]


@pytest.mark.parametrize(
    "name", ["consultant", "co-driver", "reference leader", "employee outside", "member before"]
)
def test_others_have_no_such_page(cast, name):
    client = cast.client(name)
    assert client.get(ask_page(cast)).status_code == 404
    assert client.post(ask_page(cast), said(make_format())).status_code == 404
    assert SparringSession.objects.count() == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast):
    client, form = cast.client("member"), make_format()
    response = client.post(ask_page(cast), {"question": "Et langt spørgsmål", "form_key": "x"})
    assert response.status_code == 422
    assert "Et langt spørgsmål" in response.content.decode()
    response = client.post(ask_page(cast), said(form, question="x" * 301))
    assert response.status_code == 422
    assert "Der er plads til 300." in response.content.decode()
    key = str(uuid.uuid4())
    client.post(ask_page(cast), said(form, form_key=key))
    response = client.post(ask_page(cast), said(form, form_key=key, question="Noget andet?"))
    assert response.status_code == 422
    assert "Noget andet?" in response.content.decode()
    again = {**said(form, question="Noget andet?")}
    again["form_key"] = str(response.context["form"].data["form_key"])
    assert client.post(ask_page(cast), again).status_code == 302
    assert SparringSession.objects.count() == 2


# --- The conversation's own page --------------------------------------------------------------
def test_the_partner_proposes_and_the_leader_picks(cast):
    session = make_assigned(cast.network, partner=cast.people["consultant"])
    partner, leader = cast.client("consultant"), cast.client("leader")
    assert "Foreslå tider" in partner.get(page_of(session)).content.decode()
    times = {"first": "2026-09-09T10:00", "second": "2026-09-10T13:30", "third": ""}
    assert partner.post(page_of(session, "times"), times).status_code == 302
    page = leader.get(page_of(session)).content.decode()
    assert "onsdag 9. september kl. 10.00" in page
    second = session.times.last()
    response = leader.post(page_of(session, "pick"), {"time_id": second.pk}, follow=True)
    assert "Tidspunktet er aftalt." in response.content.decode()
    session.refresh_from_db()
    assert session.takes_place_at == second.begins_at


@pytest.mark.parametrize("first", ["", "2026-09-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_time_that_does_not_do_is_said(cast, first):
    session = make_assigned(cast.network, partner=cast.people["consultant"])
    response = cast.client("consultant").post(
        page_of(session, "times"), {"first": first, "second": "2026-09-09T10:00"}
    )
    assert response.status_code == 422
    assert 'value="2026-09-09T10:00"' in response.content.decode()


def test_a_refused_time_keeps_what_was_typed(cast):
    taken = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    session = make_assigned(cast.network, partner=cast.people["consultant"])
    response = cast.client("consultant").post(
        page_of(session, "times"), {"first": f"{taken.takes_place_at:%Y-%m-%dT%H:%M}"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Karen Lund har sparring med »Elever med højt fravær« tirsdag 8. september" in page
    assert 'value="2026-09-08T10:00"' in page


def test_the_network_does_not_propose_and_the_partner_does_not_pick(cast):
    session = make_assigned(cast.network, partner=cast.people["consultant"], times=[MONDAY + DAY])
    assert cast.client("leader").get(page_of(session, "times")).status_code == 404
    cast.client("consultant").post(page_of(session, "pick"), {"time_id": session.times.get().pk})
    session.refresh_from_db()
    assert session.state == SparringState.ASSIGNED


@pytest.mark.parametrize("time_id", ["", "x", "0", "99999999999999999999999", "7\0"])
def test_a_time_that_is_none_changes_nothing(cast, time_id):
    session = make_assigned(cast.network, partner=cast.people["consultant"], times=[MONDAY + DAY])
    response = cast.client("leader").post(page_of(session, "pick"), {"time_id": time_id})
    assert response.status_code == 302
    session.refresh_from_db()
    assert session.state == SparringState.ASSIGNED


def test_none_of_them_fits_moves_and_withdraws_ask_for_words(cast):
    session = make_agreed(cast.network, partner=cast.people["consultant"])
    leader = cast.client("leader")
    for page in ("reopen", "withdraw"):
        assert leader.get(page_of(session, page)).status_code == 200
        assert leader.post(page_of(session, page), {"because": " "}).status_code == 422
    assert leader.post(page_of(session, "reopen"), {"because": "Syg."}).status_code == 302
    assert leader.post(page_of(session, "withdraw"), {"because": "Løst."}).status_code == 302
    session.refresh_from_db()
    assert session.state == SparringState.WITHDRAWN
    for page in ("reopen", "withdraw", "move", "times"):
        assert leader.get(page_of(session, page)).status_code == 404


def test_who_moves_on_an_old_page_sees_what_stands(cast):
    session = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    old = {"takes_place_at": "2026-09-10T10:00", "where": "Mit", "based_on": session.sequence}
    leader = cast.client("leader")
    assert leader.post(page_of(session, "move"), {**old, "where": "Først"}).status_code == 302
    response = cast.client("consultant").post(page_of(session, "move"), old)
    page = response.content.decode()
    assert response.status_code == 422
    assert ("Det står der nu" in page, "Først" in page, 'value="Mit"' in page) == (True,) * 3
    on_top = {**old, "based_on": response.context["form"].data["based_on"]}
    assert cast.client("consultant").post(page_of(session, "move"), on_top).status_code == 302


def test_a_member_who_is_not_in_it_reads_and_does_nothing(cast):
    session = make_agreed(cast.network, partner=cast.people["consultant"])
    member = cast.client("member")
    page = member.get(page_of(session)).content.decode()
    assert session.question in page
    assert "Træk sparringen tilbage" not in page
    for name in ("move", "withdraw", "reopen"):
        assert member.get(page_of(session, name)).status_code == 404


@pytest.mark.parametrize("name", ["leader", "consultant", "member", "secretariat lead"])
@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_at_most_eight_queries_however_much_there_is(cast, name, rows, monday):
    peers = [PersonFactory() for _ in range(rows)]
    session = make_agreed(
        cast.network,
        by=cast.people["member"],
        partner=cast.people["consultant"],
        people=peers,
        at=MONDAY + DAY,
    )
    assigned = make_assigned(
        cast.network, partner=cast.people["consultant"], times=[MONDAY + 3 * DAY], people=peers
    )
    monday.shift(2 * DAY)
    for number in range(rows):
        log_sparring(
            by=cast.network.leader, session=session, outcome="held", sentence=f"Note {number}"
        )
    client = cast.client(name)
    is_there = name in {"leader", "consultant", "member"}
    assert queries_of(client, page_of(session)) == (6 if is_there else 5)
    is_to_be_there = name in {"leader", "consultant"}
    assert queries_of(client, page_of(assigned)) == (7 if is_to_be_there else 6)


def test_the_page_to_ask_takes_five_queries(cast):
    for key in ("a", "b", "c"):
        make_format(key)
    assert queries_of(cast.client("member"), ask_page(cast)) == 5


# --- At once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_who_pick_at_once_agree_on_one_time():
    bo = PersonFactory(roles=[Role.EMPLOYEE, Role.CHIEF])
    karen = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
    mia, ali = PersonFactory(), PersonFactory()
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    make_member(network, ali)
    times = [clock.now() + n * DAY for n in (3, 4)]
    session = make_assigned(network, by=ali, partner=karen, times=times)
    ready = threading.Barrier(2)

    def pick(person, time) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(person)
        try:
            ready.wait()
            client.post(page_of(session, "pick"), {"time_id": time.pk})
        finally:
            connection.close()

    threads = [
        threading.Thread(target=pick, args=pair)
        for pair in zip((mia, ali), session.times.all(), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.refresh_from_db()
    assert session.state == SparringState.AGREED
    agreed = OutboxMail.objects.filter(kind="sparring").exclude(calendar="")
    assert sorted(agreed.values_list("recipient", flat=True)) == sorted([mia.pk, ali.pk, karen.pk])


@pytest.mark.django_db(transaction=True)
def test_two_networks_that_pick_the_same_hour_of_one_partner_at_once_get_one_each():
    bo = PersonFactory(roles=[Role.EMPLOYEE, Role.CHIEF])
    karen = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
    at, ready, sessions = clock.now() + 3 * DAY, threading.Barrier(4), []
    for _number in range(4):
        network = make_network(leader=PersonFactory(), reference_leader=bo, consultant=karen)
        sessions.append(make_assigned(network, partner=karen, times=[at]))

    def pick(session) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(session.network.leader)
        try:
            ready.wait()
            client.post(page_of(session, "pick"), {"time_id": session.times.get().pk})
        finally:
            connection.close()

    threads = [threading.Thread(target=pick, args=(one,)) for one in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SparringSession.objects.filter(state=SparringState.AGREED).count() == 1


def test_a_question_asked_is_seen_by_the_secretariat_with_a_way_to_find_somebody(cast):
    session = make_ask(cast.network)
    page = cast.client("secretariat lead").get(page_of(session)).content.decode()
    assert "Find en sparringspartner" in page
    assert (
        "Find en sparringspartner"
        not in cast.client("leader").get(page_of(session)).content.decode()
    )
