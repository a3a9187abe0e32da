"""Afterwards: who came, and two questions to those who did."""

from datetime import timedelta

import pytest
import time_machine

from netvaerk.refusals import NotPossibleNow
from offerings.actions.booking import cancel_booking
from offerings.actions.feedback import give_feedback, note_attendance
from offerings.actions.session import call_off_session
from offerings.enums import Usefulness
from offerings.models import Feedback
from tests.factories.booking import make_bookings, make_session
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def seats(mia):
    """Two with a seat and one in line; Mia holds the session."""
    session = make_session(capacity=2, held_by=mia)
    return make_bookings(session, [PersonFactory() for _ in range(3)])


def attended(seats) -> list[bool | None]:
    for seat in seats:
        seat.refresh_from_db()
    return [seat.has_attended for seat in seats]


def test_who_came_is_noted_and_may_be_noted_again(seats, mia, karen):
    session = seats[0].session
    with time_machine.travel(session.ends_at + HOUR, tick=False):
        note_attendance(by=mia, session=session, present=[seats[0].pk])
        assert attended(seats) == [True, False, None]
        note_attendance(by=karen, session=session, present={seats[1].pk, seats[0].pk})
        assert attended(seats) == [True, True, None]
        note_attendance(by=mia, session=session, present=[])
    assert attended(seats) == [False, False, None]
    session.refresh_from_db()
    assert session.attendance_noted_at == session.ends_at + HOUR


def test_attendance_is_the_holders_to_note_once_it_has_begun(seats, mia, eva, karen):
    session = seats[0].session
    with pytest.raises(NotPossibleNow):
        note_attendance(by=mia, session=session, present=[seats[0].pk])
    with time_machine.travel(session.begins_at, tick=False):
        other = make_bookings(make_session(), [PersonFactory()])[0]
        for by, present in [(eva, [seats[0].pk]), (mia, [other.pk]), (mia, [seats[2].pk])]:
            with pytest.raises(NotPossibleNow):
                note_attendance(by=by, session=session, present=present)
    assert attended(seats) == [None, None, None]


def test_nobody_came_to_what_was_called_off(seats, mia, karen):
    session = seats[0].session
    call_off_session(by=karen, session=session, because="Sne.")
    with time_machine.travel(session.ends_at), pytest.raises(NotPossibleNow):
        note_attendance(by=mia, session=session, present=[])


def give(booking, by=None, usefulness=Usefulness.LATER, words="Mere tid."):
    return give_feedback(
        by=by or booking.person, booking=booking, usefulness=usefulness, words=words
    )


def test_feedback_is_given_once_and_may_be_changed(seats):
    with time_machine.travel(seats[0].session.ends_at, tick=False):
        give(seats[0])
        give(seats[0], usefulness=Usefulness.RIGHT_AWAY, words="")
    feedback = Feedback.objects.get()
    assert (feedback.usefulness, feedback.words) == ("now", "")


def test_only_whoever_was_there_is_asked(seats, mia, karen):
    seat, other, waiting = seats
    with pytest.raises(NotPossibleNow):
        give(seat)  # not before it is over
    with time_machine.travel(seat.session.ends_at, tick=False):
        note_attendance(by=mia, session=seat.session, present=[seat.pk])
        for booking, by in [
            (other, other.person),
            (waiting, waiting.person),
            (seat, mia),
            (seat, karen),
        ]:
            booking.refresh_from_db()
            with pytest.raises(NotPossibleNow):
                give(booking, by=by)
        with pytest.raises(NotPossibleNow):
            give(seat, usefulness="splendid")
    assert not Feedback.objects.exists()


def test_words_about_a_seat_given_up_are_not_asked(seats):
    cancel_booking(by=seats[0].person, booking=seats[0])
    with time_machine.travel(seats[0].session.ends_at), pytest.raises(NotPossibleNow):
        give(seats[0])


def test_what_is_said_is_read_by_the_holder_and_the_secretariat(seats, mia, karen, eva):
    with time_machine.travel(seats[0].session.ends_at, tick=False):
        give(seats[0])
    seen = {
        who: Feedback.objects.visible_to(person).count()
        for who, person in [
            ("holder", mia),
            ("consultant", karen),
            ("oneself", seats[0].person),
            ("beside", seats[1].person),
            ("elsewhere", eva),
        ]
    }
    assert seen == {"holder": 1, "consultant": 1, "oneself": 1, "beside": 0, "elsewhere": 0}
