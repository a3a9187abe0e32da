"""What waits is compiled once a process: the statement must be the one of who asks, and of now."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from netvaerk import clock, compiled
from secretariat.queries.nudges import everything_waiting_for, waiting_for_one
from tests.secretariat.waiting_world import build_waiting_world

MOMENTS = [
    datetime(2026, 11, 23, 22, 59, 59, 123, tzinfo=UTC),
    datetime(2026, 11, 23, 23, 0, tzinfo=UTC),  # midnight in Copenhagen
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # the half hour after summer time began
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the last night of summer time
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_statement_is_the_same_as_when_it_is_built_anew(moment, language):
    with clock.set_to(moment), translation.override(language):
        for person in (1, 4711):
            anew = waiting_for_one(person).query.sql_with_params()
            # Words of JSON are equal to nothing but themselves; as text they can be compared.
            assert repr(compiled.statement(waiting_for_one, person)) == repr(anew)


def test_building_it_reads_nothing_that_could_change(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        waiting_for_one(compiled.SOMEBODY).query.sql_with_params()


def test_each_person_is_told_of_their_own_only(db):
    world = build_waiting_world()
    people = [world["jens"], world["mia"], world["sanne"]]
    found = {person.pk: everything_waiting_for(person) for person in people}
    assert all(found.values())
    assert all(one.recipient == pk for pk, waiting in found.items() for one in waiting)
