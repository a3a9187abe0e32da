"""Two networks want the same place at the same moment, in real threads: one gets it."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from netvaerk import clock
from netvaerk.people.enums import Role
from networks.models import Network
from offerings.actions.place import PlaceTaken, reserve_place
from offerings.models import Reservation
from tests.factories.networks import make_network
from tests.factories.offerings import make_place
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
TWO, ROUNDS = 2, 5


@pytest.fixture
def networks() -> list[Network]:
    bo = PersonFactory(roles=[Role.EMPLOYEE, Role.CHIEF])
    karen = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
    return [
        make_network(
            leader=PersonFactory(), reference_leader=bo, consultant=karen, title=f"Netværk {one}"
        )
        for one in range(TWO)
    ]


def together(
    act: Callable[[int], None], refusal: type[Exception] | tuple[type[Exception], ...]
) -> list[str]:
    """What came of two that are let go at once."""
    ready, outcomes = threading.Barrier(TWO), []

    def run(number: int) -> None:
        try:
            ready.wait()
            act(number)
            outcomes.append("got it")
        except refusal:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(TWO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_gets_the_place_and_the_other_is_told(networks):
    place = make_place()
    for number in range(ROUNDS):
        begins = clock.now() + timedelta(days=number + 1)

        def reserve(one: int, begins=begins) -> None:
            reserve_place(
                by=networks[one].leader,
                place=place,
                network=networks[one],
                # Not quite the same while: what overlaps is enough.
                begins_at=begins + one * timedelta(minutes=30),
                ends_at=begins + timedelta(hours=2),
            )

        assert together(reserve, PlaceTaken) == ["got it", "refused"]
    assert Reservation.objects.count() == ROUNDS


def test_the_database_alone_lets_one_through(networks):
    """Two transactions that both write before either ends; no lock, no action."""
    place, written = make_place(), threading.Barrier(TWO)
    begins = clock.now() + timedelta(days=1)

    def insert(one: int) -> None:
        with transaction.atomic():
            Reservation.objects.count()  # the transaction has begun
            written.wait()
            Reservation.objects.create(
                place=place,
                network=networks[one],
                reserved_by=networks[one].leader,
                begins_at=begins,
                ends_at=begins + timedelta(hours=1),
            )

    # Waiting for each other, PostgreSQL ends one of them: also then only one stands.
    outcomes = together(insert, (IntegrityError, OperationalError))
    assert outcomes == ["got it", "refused"]
    assert Reservation.objects.count() == 1
