"""A waiting list at random: RUNS lists of STEPS acts each; `make prove` lives a thousand."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.factories.people import PersonFactory
from tests.offerings.line import NAMES, LivedLine

RUNS, STEPS = (int(os.environ.get(name, few)) for name, few in [("RUNS", 12), ("STEPS", 25)])


@pytest.mark.django_db
def test_whatever_people_do_each_free_seat_is_offered_once_and_in_order(karen):
    LivedLine.people = {name: PersonFactory(first_name=name) for name in NAMES}
    LivedLine.planner = karen
    run_state_machine_as_test(
        LivedLine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
