"""What the door finds out about who is inside is what the database says of anybody."""

import pytest

from netvaerk.people.models import Person
from networks.actions.leaving import leave_network
from networks.enums import Audience
from networks.models import (
    Assumption,
    Direction,
    LearningComment,
    LearningEntry,
    Meeting,
    Network,
    Trial,
)
from networks.permissions.network import can_read_the_room
from networks.queries.direction import directions_for
from networks.queries.room import comments_in, meetings_in, texts_in, trials_in
from networks.queries.standing import PEOPLE, networks_for, with_people
from tests.factories.networks import make_direction, make_learning, make_network
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_closed
from tests.networks.rooms import Cast, cast_of


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


def _those_who_see(network: Network, cast: Cast) -> list[tuple[str, Person, Network]]:
    found = []
    for name, person in cast.people.items():
        if person and (seen := networks_for(person).filter(pk=network.pk).first()):
            found.append((name, person, seen))
    return found


def _filled(network: Network) -> None:
    for audience in Audience:
        card = make_learning(network, audience=audience)
        for narrow in Audience:
            LearningComment.objects.create(
                entry=card, author=network.leader, text=narrow, audience=narrow
            )
        make_trial(make_assumption(network, audience=audience))
    make_direction(network, is_shared=False)
    make_meeting(network)


def test_within_a_network_the_same_is_read_as_anywhere(cast: Cast, eva, bo, karen):
    other = make_network(leader=eva, reference_leader=bo, consultant=karen, title="Et andet")
    for network in (cast.network, other):
        _filled(network)
    for network in (cast.network, other):
        for name, person, seen in _those_who_see(network, cast):
            read = [
                texts_in(seen, LearningEntry.objects.all(), person),
                texts_in(seen, Assumption.objects.all(), person),
                comments_in(seen, person).filter(entry__network=network),
                trials_in(seen, person),
                meetings_in(seen, person),
            ]
            anywhere = [
                LearningEntry.objects.visible_to(person).filter(network=network),
                Assumption.objects.visible_to(person).filter(network=network),
                LearningComment.objects.visible_to(person).filter(entry__network=network),
                Trial.objects.visible_to(person).filter(assumption__network=network),
                Meeting.objects.visible_to(person).filter(network=network),
            ]
            assert [set(one) for one in read] == [set(one) for one in anywhere], name
            open_to_them = Direction.objects.visible_to(person).filter(network=network)
            assert set(directions_for(person, seen)) == set(open_to_them), name


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_door_knows_who_reads_the_room(cast: Cast, is_closed: bool):
    if is_closed:
        make_closed(cast.network)
    reads = {}
    for name, person, seen in _those_who_see(cast.network, cast):
        asked = can_read_the_room(person, Network.objects.get(pk=cast.network.pk))
        assert can_read_the_room(person, seen) == asked, name
        reads[name] = asked
    inside = {name for name, may in reads.items() if may}
    assert inside == {"leader", "member", "guest in it", "consultant", "co-driver"}


def test_what_the_door_found_counts_for_nobody_else(cast: Cast):
    member, outsider = cast.people["member"], cast.people["employee outside"]
    fetched_for_a_member = networks_for(member).get(pk=cast.network.pk)
    assert can_read_the_room(member, fetched_for_a_member)
    assert not can_read_the_room(outsider, fetched_for_a_member)


def test_whoever_has_left_reads_the_room_no_longer(cast: Cast):
    member = cast.people["member"]
    leave_network(by=member, network=cast.network)
    assert not can_read_the_room(member, networks_for(member).get(pk=cast.network.pk))


def test_the_people_around_it_come_in_one_query(cast: Cast, django_assert_num_queries):
    network = networks_for(cast.people["member"]).get(pk=cast.network.pk)
    with django_assert_num_queries(1):
        network = with_people(network)
    with django_assert_num_queries(0):
        around = {one: getattr(network, one) for one in PEOPLE}
        assert all(person.unit for person in around.values())
    plain = Network.objects.get(pk=cast.network.pk)
    assert around == {one: getattr(plain, one) for one in PEOPLE}
