"""What support a network has asked for, got and used, counted from what happened."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk import clock
from networks.models import Network
from secretariat.enums import SparringState
from secretariat.queries.ledger.network import NetworkLedger, ledger_of, with_ledger
from secretariat.queries.ledger.period import EVER, Period, half_year_with
from tests.factories.ledger import (
    asked_sparring,
    given_offering,
    make_hold,
    request_for,
    seat,
    timed_sparring,
)
from tests.factories.networks import make_network

HOME = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=HOME)
SPRING, AUTUMN = (datetime(2026, month, 10, 10, 0, tzinfo=HOME) for month in (3, 9))
NOTHING = dict.fromkeys(NetworkLedger.__dataclass_fields__, 0) | {"last_on": None}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def network_ledger(network: Network, period: Period = EVER) -> NetworkLedger:
    return ledger_of(with_ledger(Network.objects.filter(pk=network.pk), period).get())


def in_period(network: Network, first_on: date) -> NetworkLedger:
    return network_ledger(network, half_year_with(first_on))


def much_support(network, karen, ali):
    """In the spring one of each that was used; in the autumn one of each that was not."""
    timed_sparring(network, karen, SPRING, minutes=90)
    timed_sparring(network, karen, AUTUMN, state=SparringState.NOT_HELD)
    timed_sparring(network, karen, AUTUMN, state=SparringState.AGREED)
    timed_sparring(network, karen, NOW + timedelta(days=3), state=SparringState.AGREED)
    asked_sparring(network, at=AUTUMN, state=SparringState.WITHDRAWN)
    request_for(network, at=SPRING)
    request_for(network, at=AUTUMN, withdrawn_at=AUTUMN)
    given_offering(network, karen, at=SPRING, used_on=SPRING.date(), settled_at=SPRING)
    given_offering(network, karen, at=AUTUMN, unused_because="Nåede det ikke", settled_at=AUTUMN)
    given_offering(network, karen, at=AUTUMN)
    hold = make_hold(karen, SPRING + timedelta(days=4), attendance_noted_at=SPRING)
    seat(hold, ali, network=network, has_attended=True)
    seat(hold, network.leader, network=network, has_attended=False)


def test_a_network_without_support_has_an_empty_ledger(network):
    assert network_ledger(network) == NetworkLedger(**NOTHING)


def test_everything_is_counted_once(network, karen, ali, mia, bo):
    much_support(network, karen, ali)
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Et andet")
    timed_sparring(other, karen, SPRING)
    assert network_ledger(network) == NetworkLedger(
        sparring_asked=5,
        offerings_asked=2,
        sparring_agreed=2,
        offerings_given=3,
        sparring_held=1,
        minutes_held=90,
        offerings_used=1,
        seats_attended=1,
        sparring_unused=2,
        offerings_unused=1,
        requests_withdrawn=1,
        sparring_unlogged=1,
        offerings_unsettled=1,
        last_on=date(2026, 3, 14),
    )


def test_a_half_year_holds_what_happened_in_it_and_tells_when_there_last_was_any(
    network, karen, ali
):
    much_support(network, karen, ali)
    spring, autumn = in_period(network, date(2026, 1, 1)), in_period(network, date(2026, 7, 1))
    assert spring == NetworkLedger(
        **NOTHING
        | {
            "sparring_asked": 1,
            "offerings_asked": 1,
            "offerings_given": 1,
            "sparring_held": 1,
            "minutes_held": 90,
            "offerings_used": 1,
            "seats_attended": 1,
            "last_on": date(2026, 3, 14),
        }
    )
    assert (autumn.sparring_held, autumn.sparring_unused, autumn.offerings_unused) == (0, 2, 1)
    assert autumn.last_on == date(2026, 3, 14)


def test_new_years_night_lies_in_one_half_year(network, karen):
    timed_sparring(network, karen, datetime(2026, 1, 1, 0, 30, tzinfo=HOME))
    assert in_period(network, date(2025, 7, 1)).sparring_held == 0
    assert in_period(network, date(2026, 1, 1)).sparring_held == 1


def test_it_is_said_as_people_say_it(network, karen, ali):
    much_support(network, karen, ali)
    ledger = network_ledger(network)
    assert ledger.asked == "5 samtaler og 2 tilbud"
    assert ledger.offered == "2 samtaler og 3 tilbud"
    assert ledger.given == "1 samtale (1,5 timer), 1 tilbud og 1 plads på et hold"
    assert ledger.unused == "2 samtaler og 2 tilbud"
    assert ledger.open_ended == "1 samtale og 1 tilbud"


def test_a_networks_ledger_takes_one_query(network, karen, ali, django_assert_num_queries):
    much_support(network, karen, ali)
    with django_assert_num_queries(1):
        network_ledger(network)


def test_the_clock_of_the_half_year_is_copenhagens(network, karen):
    timed_sparring(network, karen, clock.now() - timedelta(days=1))
    assert network_ledger(network).last_on == date(2026, 11, 22)
