"""What must be true of an assumption and a trial holds in the database too."""

import pytest
from django.db import IntegrityError, transaction

from netvaerk import clock
from networks.models import Assumption, Trial
from tests.factories.networks import make_network
from tests.factories.networks.assumption import make_assumption, make_fallen, make_trial


@pytest.fixture
def network(mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome_words": ""},
        {"settled_at": None},
        {"settled_by": None},
        {"outcome": ""},
    ],
)
def test_an_outcome_says_how_when_and_by_whom(network, wrong: dict):
    make_fallen(network)
    with pytest.raises(IntegrityError, match="assumption_settled_says_how"), transaction.atomic():
        Assumption.objects.update(**wrong)


def test_an_open_one_may_keep_what_was_said_of_it(network):
    make_fallen(network)
    Assumption.objects.update(outcome="", settled_at=None, settled_by=None)
    assert Assumption.objects.get().outcome_words


@pytest.mark.parametrize("wrong", [{"saw": "Noget."}, {"seen_at": clock.now()}])
def test_what_was_seen_has_a_moment_and_the_other_way_round(network, wrong: dict):
    make_trial(make_assumption(network))
    with pytest.raises(IntegrityError, match="trial_seen_says_what"), transaction.atomic():
        Trial.objects.update(**wrong)


@pytest.mark.parametrize("model", [Assumption, Trial])
def test_a_form_key_is_used_once(network, model):
    row = make_trial(make_assumption(network))
    row = row if model is Trial else row.assumption
    row.pk = None
    with pytest.raises(IntegrityError, match="form_key"), transaction.atomic():
        row.save(force_insert=True)
