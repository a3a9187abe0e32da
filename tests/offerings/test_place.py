"""Places are taken and given back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.meeting import NotAhead
from networks.models import Network
from offerings.actions.place import (
    PlaceTaken,
    TooLong,
    release_place,
    release_places_of_ended,
    reserve_place,
)
from offerings.models import Reservation
from tests.factories.networks import make_network
from tests.factories.offerings import make_place, make_reservation
from tests.networks.rooms import let_in

HOUR = timedelta(hours=1)


@pytest.fixture
def network(mia, bo, karen, ali, noor) -> Network:
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    let_in(network, noor)
    return network


@pytest.fixture
def other(eva, bo, karen) -> Network:
    return make_network(leader=eva, reference_leader=bo, consultant=karen, title="Unge i job")


@pytest.fixture
def tomorrow():
    """At nine."""
    day = clock.local_now() + timedelta(days=1)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def test_a_member_takes_a_place_for_the_network(network, ali, tomorrow):
    place = make_place()
    held = make_reservation(network, place, by=ali, begins_at=tomorrow)
    assert (held.place, held.network, held.reserved_by) == (place, network, ali)
    facts = AuditEntry.objects.get(verb="reserve_place").facts
    assert facts == {"reservation": held.pk, "place": place.pk}


@pytest.mark.parametrize("who", ["eva", "noor", "bo", "karen", "root"])
def test_who_is_no_employee_in_it_takes_nothing(network, who, request):
    with pytest.raises(NotPossibleNow):
        make_reservation(network, make_place(), by=request.getfixturevalue(who))


@pytest.mark.parametrize("state", [{"is_active": False}, {"may_be_reserved": False}])
def test_a_place_that_is_not_lent_is_not_taken(network, state):
    with pytest.raises(NotPossibleNow):
        make_reservation(network, make_place(**state))


def test_it_lies_ahead_and_is_a_days_work_at_most(network, tomorrow):
    place = make_place()
    with pytest.raises(NotAhead):
        make_reservation(network, place, begins_at=clock.now() - HOUR, hours=3)
    with pytest.raises(TooLong):
        make_reservation(network, place, begins_at=tomorrow, hours=15)
    with pytest.raises(NotPossibleNow):
        make_reservation(network, place, begins_at=tomorrow, hours=0)
    assert make_reservation(network, place, begins_at=tomorrow, hours=14).pk


@pytest.mark.parametrize(("starts", "hours"), [(-1, 2), (0, 2), (1, 1), (-1, 9), (3, 4)])
def test_what_overlaps_is_refused_with_when_and_never_who(network, other, tomorrow, starts, hours):
    place = make_place("Loftet")
    make_reservation(other, place, begins_at=tomorrow, hours=4)
    with pytest.raises(PlaceTaken) as refused:
        make_reservation(network, place, begins_at=tomorrow + starts * HOUR, hours=hours)
    assert str(refused.value).startswith("Loftet er optaget ")
    assert "kl. 9.00–13.00. Vælg et andet tidspunkt" in str(refused.value)
    assert "Unge i job" not in str(refused.value)
    assert Reservation.objects.count() == 1


def test_side_by_side_and_elsewhere_is_free(network, other, tomorrow):
    place = make_place()
    make_reservation(other, place, begins_at=tomorrow)
    make_reservation(network, place, begins_at=tomorrow + 2 * HOUR)
    make_reservation(network, place, begins_at=tomorrow - 2 * HOUR)
    make_reservation(network, make_place(), begins_at=tomorrow)
    assert Reservation.objects.count() == 4


def test_the_same_once_more_is_the_same(network, ali, tomorrow):
    place = make_place()
    first = make_reservation(network, place, begins_at=tomorrow)
    assert make_reservation(network, place, by=ali, begins_at=tomorrow) == first
    assert AuditEntry.objects.filter(verb="reserve_place").count() == 1


def test_the_transaction_lives_on_after_a_refusal(network, other, tomorrow):
    place = make_place()
    make_reservation(other, place, begins_at=tomorrow)
    with transaction.atomic():
        with pytest.raises(PlaceTaken):
            make_reservation(network, place, begins_at=tomorrow)
        make_reservation(network, place, begins_at=tomorrow + 2 * HOUR)
    assert Reservation.objects.count() == 2


def test_the_database_alone_refuses(network, other, mia, tomorrow):
    place = make_place()

    def wanted(of: Network, begins, **more) -> Reservation:
        said = {"place": place, "reserved_by": mia, "network": of, **more}
        return Reservation(begins_at=begins, ends_at=begins + 2 * HOUR, **said)

    with (
        pytest.raises(IntegrityError, match="one_thing_at_a_time_in_a_place"),
        transaction.atomic(),
    ):
        Reservation.objects.bulk_create([wanted(network, tomorrow), wanted(other, tomorrow + HOUR)])
    assert Reservation.objects.count() == 0
    gone = wanted(network, tomorrow, cancelled_at=clock.now())
    Reservation.objects.bulk_create([gone, wanted(other, tomorrow + HOUR)])
    assert Reservation.objects.count() == 2


def test_given_back_it_is_free_at_once(network, other, mia, tomorrow):
    place = make_place()
    held = make_reservation(network, place, begins_at=tomorrow)
    at = release_place(by=mia, reservation=held).cancelled_at
    assert release_place(by=mia, reservation=held).cancelled_at == at
    assert AuditEntry.objects.filter(verb="release_place").count() == 1
    assert make_reservation(other, place, begins_at=tomorrow).pk
    assert not OutboxMail.objects.filter(kind="place").exists()


@pytest.mark.parametrize("who", ["mia", "karen", "sanne"])
def test_whoever_took_it_is_told_when_another_gives_it_back(network, ali, who, request, tomorrow):
    held = make_reservation(network, make_place("Loftet"), by=ali, begins_at=tomorrow)
    release_place(by=request.getfixturevalue(who), reservation=held)
    letter = OutboxMail.objects.get(kind="place")
    assert letter.recipient == ali
    assert letter.subject.startswith("Loftet er givet fri ")


def test_another_member_or_a_stranger_gives_nothing_back(network, ali, noor, eva):
    held = make_reservation(network, make_place())
    for person in (ali, noor, eva):
        with pytest.raises(NotPossibleNow):
            release_place(by=person, reservation=held)
    held.refresh_from_db()
    assert held.cancelled_at is None


def test_what_is_over_stays(network, mia, tomorrow):
    held = make_reservation(network, make_place(), begins_at=tomorrow)
    with clock.set_to(tomorrow + 2 * HOUR), pytest.raises(NotPossibleNow):
        release_place(by=mia, reservation=held)


def test_a_closed_network_takes_nothing(network, mia, tomorrow):
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=clock.now())
    with pytest.raises(NotPossibleNow):
        reserve_place(
            by=mia,
            place=make_place(),
            network=network,
            begins_at=tomorrow,
            ends_at=tomorrow + HOUR,
        )


def test_a_network_that_has_ended_gives_back_what_lies_ahead_and_others_keep_theirs(
    network, other, ali, tomorrow
):
    place = make_place()
    held = make_reservation(network, place, by=ali, begins_at=tomorrow)
    kept = make_reservation(other, place, begins_at=tomorrow + 3 * HOUR)
    assert release_places_of_ended() == 0
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=clock.now())
    assert [release_places_of_ended(), release_places_of_ended()] == [1, 0]
    assert list(Reservation.objects.standing()) == [kept]
    assert OutboxMail.objects.get(kind="place").recipient == ali
    assert make_reservation(other, place, begins_at=held.begins_at).pk
