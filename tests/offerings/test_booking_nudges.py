"""What waits around sessions, on a frozen clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import Person
from offerings.actions.booking import answer_offer, cancel_booking
from offerings.actions.feedback import give_feedback, note_attendance
from offerings.actions.session import call_off_session
from offerings.nudges.booking import RULES
from tests.factories.booking import DAY, changed, make_bookings, make_session
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def seats(mia):
    """In a week, held by Mia: Ali and Eva have the seats, Bo waits."""
    session = make_session(begins_at=MONDAY + 7 * DAY, hours=2, capacity=2, held_by=mia)
    people = [PersonFactory(first_name=name) for name in ("Ali", "Eva", "Bo")]
    return make_bookings(session, people)


def waiting(key: str, people=None) -> list[tuple[str, str, datetime]]:
    rule = next(one for one in RULES if one.key == key)
    found = list(rule.waiting(Person.objects.all() if people is None else people))
    names = dict(Person.objects.values_list("pk", "first_name"))
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    assert all(row[4] == "Sjov med data" for row in found)
    return sorted((names[row[2]], row[1], row[3]) for row in found)


def whom(key: str, people=None) -> list[str]:
    return [name for name, _subject, _since in waiting(key, people)]


def test_it_is_said_a_day_and_a_half_before_to_each_with_a_seat(seats, clock):
    begins_at = seats[0].session.begins_at
    clock.move_to(begins_at - 36 * HOUR - timedelta(minutes=1))
    assert waiting("session_tomorrow") == []
    clock.move_to(begins_at - 36 * HOUR)
    assert waiting("session_tomorrow") == [
        ("Ali", str(seats[0].pk), begins_at - 36 * HOUR),
        ("Eva", str(seats[1].pk), begins_at - 36 * HOUR),
    ]
    assert whom("session_tomorrow", Person.objects.filter(pk=seats[2].person_id)) == []
    cancel_booking(by=seats[0].person, booking=seats[0])  # Bo is offered it, and has no seat yet
    assert whom("session_tomorrow") == ["Eva"]
    clock.move_to(begins_at)
    assert whom("session_tomorrow") == []


def test_nothing_is_said_of_a_session_called_off_or_moved_away(seats, clock, karen):
    session = seats[0].session
    clock.move_to(session.begins_at - DAY)
    changed(session, begins_at=session.begins_at + 3 * DAY, ends_at=session.ends_at + 3 * DAY)
    assert whom("session_tomorrow") == []
    clock.shift(3 * DAY)
    assert whom("session_tomorrow") == ["Ali", "Eva"]
    call_off_session(by=karen, session=session, because="Storm.")
    assert whom("session_tomorrow") == []


def test_an_offered_seat_asks_until_it_is_answered_or_its_time_is_over(seats, clock):
    assert waiting("seat_offered") == []
    cancel_booking(by=seats[0].person, booking=seats[0])
    assert waiting("seat_offered") == [("Bo", str(seats[2].pk), MONDAY)]
    clock.shift(DAY)
    assert waiting("seat_offered") == []
    clock.shift(-HOUR)
    answer_offer(by=seats[2].person, booking=seats[2], is_accepted=True)
    assert waiting("seat_offered") == []


def test_the_holder_is_asked_who_came_until_it_is_noted(seats, clock, mia):
    session = seats[0].session
    clock.move_to(session.ends_at - timedelta(minutes=1))
    assert waiting("attendance_unnoted") == []
    clock.move_to(session.ends_at)
    assert waiting("attendance_unnoted") == [("Mia", str(session.pk), session.ends_at)]
    clock.shift(30 * DAY)
    assert waiting("attendance_unnoted") == []
    clock.shift(-DAY)
    note_attendance(by=mia, session=session, present=[])
    assert waiting("attendance_unnoted") == []


def test_an_empty_session_and_one_called_off_ask_nobody_who_came(seats, clock, karen, mia):
    make_session(begins_at=MONDAY + DAY, hours=1, held_by=mia, book_by=MONDAY + DAY)
    call_off_session(by=karen, session=seats[0].session, because="Storm.")
    clock.shift(8 * DAY)
    assert waiting("attendance_unnoted") == waiting("feedback_missing") == []


def test_each_who_was_there_is_asked_for_a_word_for_a_fortnight(seats, clock, mia):
    session = seats[0].session
    clock.move_to(session.ends_at - HOUR)
    assert waiting("feedback_missing") == []
    clock.move_to(session.ends_at)
    assert whom("feedback_missing") == ["Ali", "Eva"]
    note_attendance(by=mia, session=session, present=[seats[0].pk])
    assert waiting("feedback_missing") == [("Ali", str(seats[0].pk), session.ends_at)]
    clock.shift(14 * DAY)
    assert waiting("feedback_missing") == []
    clock.shift(-DAY)
    seats[0].refresh_from_db()
    give_feedback(by=seats[0].person, booking=seats[0], usefulness="later", words="")
    assert waiting("feedback_missing") == []
