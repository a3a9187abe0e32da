"""Sparring arranged, and a network's page of support."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.decision import reopen_decision
from networks.actions.establishment import assign_co_driver
from networks.models import Network
from offerings.actions.booking import book_seats
from offerings.actions.offering import assign_offering, settle_offering
from secretariat.actions.sparring import assign_sparring, withdraw_sparring
from secretariat.actions.sparring_time import SparringIsOver, SparringWithOneself
from secretariat.models import SparringSession
from tests.factories.booking import make_session
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_agreed, make_ask, make_assigned, make_format
from tests.networks.rooms import let_in


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def arrange(network: Network, *, by, partner, in_days: int = 4, question: str = "Hvad nu?"):
    return assign_sparring(
        by=by,
        network=network,
        format=make_format(),
        partner=partner,
        question=question,
        takes_place_at=clock.now() + timedelta(days=in_days),
    )


def in_days(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


def page_of(network: Network) -> str:
    return reverse("secretariat:network_support", args=[network.slug])


def test_leader_and_partner_get_one_letter_each_with_the_question(network, sanne, karen, mia):
    arrange(network, by=sanne, partner=karen, question="Hvad skal vi give slip på?")
    letters = OutboxMail.objects.filter(kind="sparring").order_by("id")
    assert [letter.recipient for letter in letters] == [mia, karen]
    assert all("Hvad skal vi give slip på?" in letter.text for letter in letters)
    assert letters[0].subject.startswith(f"Sparring med {karen.name} ")
    assert letters[1].subject.startswith(f"Sparring med {mia.name} ")


def test_the_same_sparring_sent_twice_is_one(network, sanne, karen):
    at = clock.now() + timedelta(days=4)
    given = {"by": sanne, "network": network, "partner": karen, "takes_place_at": at}
    given["format"] = make_format()
    first = assign_sparring(**given, question="Hvad nu?")
    second = assign_sparring(**given, question="Hvad nu?")
    assert (first, SparringSession.objects.count()) == (second, 1)
    assert OutboxMail.objects.filter(kind="sparring").count() == 2
    assert AuditEntry.objects.filter(verb="assign_sparring").count() == 1


def test_the_trace_holds_no_question(network, sanne, karen):
    session = arrange(network, by=sanne, partner=karen, question="Fortroligt")
    facts = AuditEntry.objects.get(verb="assign_sparring").facts
    assert facts == {"sparring": session.pk, "partner": karen.pk}


def test_sparring_lies_ahead(network, sanne, karen):
    with pytest.raises(SparringIsOver):
        arrange(network, by=sanne, partner=karen, in_days=-1)


def test_the_leader_is_not_their_own_partner(network, sanne, mia):
    with pytest.raises(SparringWithOneself):
        arrange(network, by=sanne, partner=mia)


@pytest.mark.parametrize("who", ["mia", "bo", "ali", "eva"])
def test_only_the_secretariat_arranges(network, karen, who, request):
    with pytest.raises(NotPossibleNow):
        arrange(network, by=request.getfixturevalue(who), partner=karen)
    assert OutboxMail.objects.filter(kind="sparring").count() == 0


def test_a_guest_is_nobodys_sparring_partner(network, sanne, noor):
    with pytest.raises(NotPossibleNow):
        arrange(network, by=sanne, partner=noor)


def test_a_cancelled_network_gets_no_sparring(mia, bo, karen):
    forming = make_network(leader=mia, reference_leader=bo, consultant=karen, direction=False)
    reopen_decision(by=bo, proposal=forming.proposal, reason="Vi ser på det igen.")
    with pytest.raises(NotPossibleNow):
        arrange(forming, by=karen, partner=karen)


@pytest.mark.parametrize("who", ["mia", "ali", "karen", "bo", "sanne"])
def test_the_room_the_reference_leader_and_the_secretariat_see_it(client, network, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_of(network)).status_code == 200


def test_a_co_driver_sees_it(client, network, eva, sanne):
    assign_co_driver(by=sanne, network=network, co_driver=eva)
    client.force_login(eva)
    assert client.get(page_of(network)).status_code == 200


@pytest.mark.parametrize("who", ["eva", "dorte", "noor", "root"])
def test_others_find_nothing(client, network, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_of(network)).status_code == 404


def test_the_page_says_what_was_given_why_and_what_could_help(client, network, karen, mia):
    given = make_offering("Den første dag", phases=["Opstart"])
    make_offering("Et rum", phases=["Opstart"])
    make_offering("Til senere", phases=["Afrunding"])
    assign_offering(by=karen, network=network, offering=given, note="I kommer fra mange steder.")
    client.force_login(mia)
    response = client.get(page_of(network))
    support = response.context["support"]
    assert [one.offering.title for one in support.assigned] == ["Den første dag"]
    assert [one.offering.title for one in support.suggested] == ["Et rum"]
    page = response.content.decode()
    assert "I kommer fra mange steder." in page
    assert f"mailto:{karen.email}" in page
    assert "Fordi netværket er i fasen Opstart." in page


def test_sparring_ahead_and_held_are_told_apart(client, network, sanne, karen, mia):
    with clock.set_to(clock.now() - timedelta(days=30)):
        arrange(network, by=sanne, partner=karen, in_days=10, question="Den gamle")
        arrange(network, by=sanne, partner=karen, in_days=20, question="Den nyere")
    arrange(network, by=sanne, partner=karen, in_days=9, question="Den fjerne")
    arrange(network, by=sanne, partner=karen, in_days=4, question="Den næste")
    client.force_login(mia)
    support = client.get(page_of(network)).context["support"]
    assert [one.session.question for one in support.ahead] == ["Den næste", "Den fjerne"]
    assert [one.session.question for one in support.behind] == ["Den nyere", "Den gamle"]


def test_a_question_that_waits_stands_first_and_a_withdrawn_one_is_gone(
    client, network, karen, sanne, ali
):
    make_ask(network, by=ali, question="Hvem er vi til for?")
    make_assigned(network, partner=karen, question="Hvad tør vi?", times=[in_days(3)])
    gone = make_ask(network, question="Glem det")
    withdraw_sparring(by=network.leader, session=gone, because="Vi fandt selv ud af det.")
    client.force_login(ali)
    response = client.get(page_of(network))
    waiting = response.context["support"].waiting
    assert [(one.session.question, one.has_times) for one in waiting] == [
        ("Hvem er vi til for?", False),
        ("Hvad tør vi?", True),
    ]
    assert "Glem det" not in response.content.decode()


def test_what_is_expected_in_return_is_of_what_is_still_to_be_used(client, network, karen, mia):
    workshop, course = make_offering("Et værksted"), make_offering("Et kursus")
    assign_offering(by=karen, network=network, offering=workshop, note="Fordi.")
    assigned = assign_offering(by=karen, network=network, offering=course, note="Fordi.")
    settle_offering(by=mia, assigned=assigned, used_on=clock.today(), unused_because="")
    make_ask(network)
    client.force_login(mia)
    response = client.get(page_of(network))
    assert [one.of for one in response.context["support"].expected] == [
        "Sparring: konsulent",
        "Et værksted",
    ]
    assert "Det forventer vi af jer" in response.content.decode()


def test_what_the_network_has_booked_is_counted_and_nobody_is_named(client, network, mia, ali):
    session = make_session(begins_at=in_days(5))
    book_seats(by=mia, session=session, people=[ali, mia], network=network)
    client.force_login(mia)
    (one,) = client.get(page_of(network)).context["support"].seats
    assert (one.session_id, one.title, one.seats) == (session.pk, session.offering.title, 2)
    assert one.begins_at == session.begins_at


def test_a_guest_is_led_to_no_page_that_is_not_theirs(client, network, karen, mia, noor):
    """The catalogue is the employees'; what it could give stands there, with a way to ask."""
    let_in(network, noor)
    given, could_help = make_offering("Den første dag"), make_offering("Et rum", phases=["Opstart"])
    assign_offering(by=karen, network=network, offering=given, note="Fordi.")
    book_seats(by=mia, session=make_session(begins_at=in_days(5)), people=[mia], network=network)
    client.force_login(noor)
    page = client.get(page_of(network)).content.decode()
    assert "Den første dag" in page
    assert reverse("offerings:request_new", args=[network.slug, could_help.pk]) in page
    assert 'href="/tilbud/' not in page.replace('href="/tilbud/mine/"', "")
    client.force_login(mia)
    assert reverse("offerings:offering_list") in client.get(page_of(network)).content.decode()


def test_the_reference_leader_who_talks_with_them_reads_that_one_question(
    client, network, karen, bo
):
    make_agreed(network, partner=bo, question="MARK-med-dig")
    make_agreed(network, partner=karen, question="MARK-med-karen")
    client.force_login(bo)
    page = client.get(page_of(network)).content.decode()
    assert ("MARK-med-dig" in page, "MARK-med-karen" in page) == (True, False)


@pytest.mark.parametrize(("who", "reads"), [("ali", True), ("sanne", True), ("bo", False)])
def test_the_reference_leader_sees_that_there_is_sparring_not_what_it_is_about(
    client, network, sanne, karen, who, reads, request
):
    arrange(network, by=sanne, partner=karen, question="Hvad tør vi sige?")
    assign_offering(
        by=sanne, network=network, offering=make_offering("Coaching"), note="Det knager."
    )
    client.force_login(request.getfixturevalue(who))
    page = client.get(page_of(network)).content.decode()
    assert karen.name in page
    assert "Coaching" in page
    assert ("Hvad tør vi sige?" in page, "Det knager." in page) == (reads, reads)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_eight_queries(
    client, network, sanne, karen, ali, rows, django_assert_num_queries
):
    for number in range(rows):
        arrange(network, by=sanne, partner=karen, in_days=number + 1)
        assign_offering(by=karen, network=network, offering=make_offering(), note="Fordi.")
        make_offering(phases=["Opstart"])
        make_assigned(network, partner=karen, times=[in_days(40 + number)])
    client.force_login(ali)
    with django_assert_num_queries(8):
        client.get(page_of(network))
