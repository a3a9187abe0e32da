"""One offering's page: what it gives and asks, who holds it, when, and how one asks for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import Offering, OfferingSession
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.offerings import make_assigned, make_offering, make_request
from tests.networks.rooms import queries_of


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def page_of(offering: Offering) -> str:
    return reverse("offerings:offering_detail", args=[offering.pk])


def hold(offering: Offering, by: Person, *, days: int = 5, **more) -> OfferingSession:
    begins = clock.now() + timedelta(days=days)
    said = {"capacity": 8, "elsewhere": "Klub Nord", **more}
    return OfferingSession.objects.create(
        offering=offering,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        book_by=begins,
        held_by=by,
        planned_by=by,
        **said,
    )


def test_it_says_what_it_gives_asks_and_fits(client, eva):
    fits = {"phases": ["Opstart", "Undersøg"], "types": ["velfaerd"]}
    offering = make_offering("Lyt", gives="I hører mere.", asks="To timer.", **fits)
    page = sign_in(client, eva).get(page_of(offering)).content.decode()
    for words in (
        "I hører mere.",
        "To timer.",
        "Faser: Opstart, Undersøg",
        "Netværkstyper: Velfærdsnetværk",
    ):
        assert words in page


def test_a_colleague_who_holds_it_can_be_reached(client, eva, ali):
    page = sign_in(client, eva).get(page_of(make_offering(holder=ali))).content.decode()
    assert f"mailto:{ali.email}" in page
    assert ali.name in page


def test_a_holder_from_outside_is_named(client, eva):
    offering = make_offering(outside_holder="Lyttehuset ApS")
    page = sign_in(client, eva).get(page_of(offering)).content.decode()
    assert "Lyttehuset ApS (udefra)" in page


def test_the_sessions_to_come_say_when_where_and_the_seats(client, eva, karen):
    offering = make_offering()
    later, sooner = hold(offering, karen, days=9), hold(offering, karen, days=2, capacity=1)
    hold(offering, karen, days=-2)
    hold(offering, karen, cancelled_at=clock.now(), cancelled_because="Sygdom")
    hold(make_offering(), karen)
    sessions = sign_in(client, eva).get(page_of(offering)).context["page"].sessions
    assert [(one.id, one.where, one.seats) for one in sessions] == [
        (sooner.pk, "Klub Nord", "1 plads tilbage"),
        (later.pk, "Klub Nord", "8 pladser tilbage"),
    ]


def asking(client, offering: Offering) -> list[tuple[str, bool, bool]]:
    askers = client.get(page_of(offering)).context["page"].askers
    return [(one.network.title, one.is_given, one.is_asked) for one in askers]


def test_each_network_of_mine_stands_with_where_it_is(client, network, mia, bo, karen):
    offering = make_offering()
    titles = ("Bedt om", "Givet", "Uden")
    bedt, givet, _uden = (
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=one) for one in titles
    )
    make_request(bedt, offering)
    make_assigned(givet, offering)
    client.force_login(mia)
    assert asking(client, offering) == [
        ("Bedt om", False, True),
        ("Elever med højt fravær", False, False),
        ("Givet", True, False),
        ("Uden", False, False),
    ]


@pytest.mark.parametrize("who", ["eva", "bo", "karen", "root"])
def test_who_is_in_no_network_asks_for_nothing(client, network, who, request):
    sign_in(client, request.getfixturevalue(who))
    assert asking(client, make_offering()) == []


def test_what_is_not_offered_and_a_guest_find_no_page(client, eva, noor):
    sign_in(client, eva)
    assert client.get(page_of(make_offering(is_active=False))).status_code == 404
    assert client.get(reverse("offerings:offering_detail", args=[999999])).status_code == 404
    assert sign_in(client, noor).get(page_of(make_offering())).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_seven_queries(client, network, mia, karen, rows):
    offering = make_offering(phases=["Opstart"], types=["velfaerd"], holder=karen)
    for number in range(rows):
        hold(offering, karen, days=number + 1)
    client.force_login(mia)
    assert queries_of(client, page_of(offering)) == 7
