"""The life of a network at random; `make prove` lives a thousand of them."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from networks.models import NetworkType
from tests.factories.networks import content, make_network
from tests.factories.people import PersonFactory
from tests.networks.machine import LivedNetwork

RUNS, STEPS = (int(os.environ.get(name, few)) for name, few in [("RUNS", 10), ("STEPS", 30)])


@pytest.mark.django_db
def test_whatever_people_do_the_network_holds(mia, ali, eva, bo, karen, sanne, school):
    named = {"mia": mia, "ali": ali, "eva": eva, "bo": bo, "karen": karen, "sanne": sanne}
    LivedNetwork.people = {**named, "sofie": PersonFactory(first_name="Sofie", unit=school)}
    content()
    # A type of both kinds: it has a horizon, and may hold sub-networks.
    NetworkType.objects.filter(key="innovation").update(months=6)
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, type_key="innovation")
    LivedNetwork.network_id = network.pk
    run_state_machine_as_test(
        LivedNetwork,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
