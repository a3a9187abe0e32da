"""Which departments are said to have come to work together, and which are not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netvaerk.people.actions.preferences import set_relations_choice
from netvaerk.people.enums import Role, UnitKind
from networks.enums import MeetingAnswer, NetworkStatus
from networks.models import Meeting, MeetingReply, Membership, Network
from offerings.models import Booking
from secretariat.models import SparringSession
from secretariat.queries.relations.half_year import HalfYear, ended_between, half_year_of
from secretariat.queries.relations.picture import picture_at
from secretariat.queries.relations.presence import Way
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.factories.relations import (
    close,
    had_sparring,
    make_below,
    met_in,
    went_to,
    were_in,
)
from tests.secretariat.relations.conftest import AUTUMN, NOW, SPRING


def keys(*units) -> tuple[str, ...]:
    return tuple(sorted(str(unit.pk) for unit in units))


def lines(at: HalfYear | None = None):
    cache.clear()
    return picture_at(at).lines


def only(at: HalfYear | None = None):
    [line] = lines(at)
    return line


def test_three_of_each_in_a_network_have_come_to_work_together(
    network, teachers, nurses, school, health
):
    were_in(network, teachers[:3], AUTUMN)
    were_in(network, nurses[:3], SPRING)
    line = only()
    assert (line.one, line.other) == keys(school, health)
    assert (line.since, line.is_now) == (HalfYear(2026, 1), True)
    assert (line.ways, line.network_ids) == ((Way.NETWORK,), (network.pk,))


@pytest.mark.parametrize(("here", "there"), [(2, 3), (3, 2), (1, 1), (2, 2)])
def test_fewer_than_three_on_either_side_look_like_never(network, teachers, nurses, here, there):
    were_in(network, teachers[:here], AUTUMN)
    were_in(network, nurses[:there], AUTUMN)
    assert lines() == ()


def test_who_left_before_the_others_came_met_nobody(network, teachers, nurses):
    were_in(network, teachers[:3], AUTUMN, until=SPRING)
    were_in(network, nurses[:3], SPRING)
    assert lines() == ()


def test_a_network_that_closed_is_earlier(network, teachers, nurses):
    were_in(network, teachers[:3], AUTUMN, until=SPRING)
    were_in(network, nurses[:3], AUTUMN, until=SPRING)
    close(network, SPRING)
    assert (only().is_now, only(HalfYear(2025, 2)).is_now) == (False, True)


def test_what_came_to_nothing_counts_for_nothing(mother, teachers, nurses):
    forming = make_below(mother, "Byhaver", status=NetworkStatus.FORMING)
    were_in(forming, [*teachers, *nurses], AUTUMN)
    met_in(forming, [*teachers, *nurses], AUTUMN)
    assert only().is_now
    Network.objects.filter(pk=forming.pk).update(status=NetworkStatus.CANCELLED)
    assert lines() == ()


def test_a_held_meeting_a_sparring_and_a_session_are_the_other_ways(
    network, teachers, nurses, school, health, karen
):
    for people in (teachers[:1], nurses[:1]):
        met_in(network, people, SPRING)  # the one group alone
    assert lines() == ()
    met_in(network, [*teachers[:3], *nurses[:3]], SPRING)
    assert (only().ways, only().is_now, only().network_ids) == (
        (Way.MEETING,),
        False,
        (network.pk,),
    )
    Meeting.objects.all().delete()
    had_sparring(network, nurses[0], [*teachers[:3], *nurses[1:3]], SPRING)
    assert (only().ways, only().network_ids) == ((Way.SPARRING,), (network.pk,))
    SparringSession.objects.all().delete()
    went_to([*teachers[:3], *nurses[:3]], SPRING, karen)
    assert (only().ways, only().network_ids) == ((Way.OFFERING,), ())
    assert (only().one, only().other) == keys(school, health)


@pytest.mark.parametrize("answer", [MeetingAnswer.MAYBE, MeetingAnswer.NO])
def test_only_a_yes_to_a_meeting_that_was_held_counts(network, teachers, nurses, answer):
    meeting = met_in(network, [*teachers[:3], *nurses[:3]], SPRING)
    assert only().since == HalfYear(2026, 1)
    MeetingReply.objects.filter(person=nurses[0]).update(answer=answer)
    assert lines() == ()
    MeetingReply.objects.update(answer=MeetingAnswer.YES)
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=SPRING)
    assert lines() == ()


def test_a_meeting_to_come_has_brought_nobody_together(network, teachers, nurses):
    met_in(network, [*teachers[:3], *nurses[:3]], NOW + timedelta(days=1))
    assert lines() == ()


@pytest.mark.parametrize("came", [None, False])
def test_a_seat_is_not_having_been_there(teachers, nurses, karen, db, came):
    went_to([*teachers[:3], *nurses[:3]], SPRING, karen)
    Booking.objects.filter(person=nurses[0]).update(has_attended=came)
    assert lines() == ()


def test_ways_and_networks_are_named_only_where_they_are_enough_alone(
    mother, network, teachers, nurses
):
    """One and one in each of three networks make a line; no network may be named for it."""
    for number in range(3):
        below = make_below(mother, f"Nummer {number}")
        were_in(below, [teachers[number], nurses[number]], SPRING)
    assert (only().ways, only().network_ids) == ((Way.NETWORK,), ())
    Membership.objects.filter(person=nurses[2]).delete()
    met_in(network, [teachers[2], nurses[2]], SPRING)
    assert (only().ways, only().network_ids) == ((), ())


def test_a_unit_counts_as_its_department_and_an_area_as_itself(network, school, area, nurses):
    unit = OrgUnitFactory(name="Lærkeengens Skole", kind=UnitKind.UNIT, parent=school)
    were_in(network, [PersonFactory(unit=unit) for _ in range(2)], SPRING)
    were_in(network, [PersonFactory(unit=school)], SPRING)
    were_in(network, [PersonFactory(unit=area, roles=[Role.EMPLOYEE]) for _ in range(3)], SPRING)
    assert (only().one, only().other) == keys(school, area)


def test_guests_are_grouped_by_their_kind(network, noor, teachers):
    guests = [
        PersonFactory(unit=None, roles=[], stakeholder_kind=noor.stakeholder_kind) for _ in range(3)
    ]
    were_in(network, [*teachers[:3], *guests], SPRING)
    assert only().other == "citizen" or only().one == "citizen"


def test_whoever_opts_out_is_counted_nowhere_and_at_once(network, teachers, nurses):
    """Also in what was kept, and in all that lies back."""
    were_in(network, [*teachers[:3], *nurses[:3]], AUTUMN)
    assert (len(picture_at().lines), len(picture_at(HalfYear(2025, 2)).lines)) == (1, 1)
    set_relations_choice(by=nurses[0], is_in=False)
    assert (picture_at().lines, picture_at(HalfYear(2025, 2)).lines) == ((), ())
    set_relations_choice(by=nurses[0], is_in=True)
    assert len(picture_at().lines) == 1


def test_a_picture_is_kept_for_an_hour_and_says_when_it_was_reckoned(network, teachers, nurses):
    were_in(network, [*teachers[:3], *nurses[:2]], SPRING)
    assert picture_at().reckoned_at == NOW
    were_in(network, nurses[2:3], SPRING)
    with CaptureQueriesContext(connection) as asked:
        assert picture_at().lines == ()
    assert len(asked) == 1  # only whether anybody has opted out
    cache.clear()  # the hour is the server's own; Redis's clock does not stand still
    assert len(picture_at().lines) == 1


def test_half_years_follow_the_clock_in_copenhagen():
    new_year = datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert half_year_of(new_year) == HalfYear(2026, 1)
    assert half_year_of(new_year - timedelta(seconds=1)) == HalfYear(2025, 2)
    assert HalfYear(2025, 2).ends_at == new_year
    assert HalfYear(2026, 1).ends_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
    expected = [HalfYear(2026, 1), HalfYear(2025, 2), HalfYear(2025, 1)]
    assert list(ended_between(HalfYear(2025, 1), NOW)) == expected
    assert list(ended_between(HalfYear(2026, 2), NOW)) == [HalfYear(2026, 1)]
