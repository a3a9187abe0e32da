"""Appointments in letters, read back by a parser that did not write them, and as they arrive."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from django.conf import settings as site
from django.utils import translation

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.models import OutboxMail, Person
from offerings.actions.booking import answer_offer, cancel_booking
from offerings.actions.booking_letters import seat_path
from offerings.actions.session import call_off_session
from offerings.models import Booking, OfferingSession
from tests.factories.booking import DAY, changed, make_booking, make_place, make_session
from tests.people.smtp import Relay, running

pytestmark = pytest.mark.django_db
CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(karen) -> OfferingSession:
    return make_session(by=karen, begins_at=MONDAY + 7 * DAY, place=make_place())


@pytest.fixture
def seat(session, ali) -> Booking:
    return make_booking(session, ali)


def calendars_to(person: Person) -> list:
    """Each calendar in the person's letters, the oldest first."""
    letters = OutboxMail.objects.filter(recipient=person).exclude(calendar="").order_by("pk")
    return [vobject.readOne(letter.calendar) for letter in letters]


def by_own_zone(calendar, name: str) -> datetime:
    """The local time by the VTIMEZONE that the entry brings along: no other table is asked."""
    said = getattr(calendar.vevent, name)
    assert said.params["X-VOBJ-ORIGINAL-TZID"] == [calendar.vtimezone.tzid.value]
    return said.value.replace(tzinfo=calendar.vtimezone.tzinfo)


def test_a_seat_is_a_request_with_when_where_and_how_to_give_it_up(session, seat, ali):
    [calendar] = calendars_to(ali)
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert event.uid.value == f"{session.uid}@netvaerk"
    assert event.sequence.value == "0"
    assert event.status.value == "CONFIRMED"
    assert event.summary.value == "Sjov med data"
    assert event.location.value == "Værkstedet, Nordmarks Allé 1"
    assert event.dtstart.value == session.begins_at
    assert event.dtend.value == session.ends_at
    assert event.url.value == site.SITE_URL + seat_path(seat)
    assert f"Meld fra her: {site.SITE_URL}{seat_path(seat)}" in event.description.value


def test_the_organiser_is_the_house_and_the_one_asked_is_not_to_answer_by_mail(seat, ali):
    event = calendars_to(ali)[0].vevent
    assert event.organizer.value.removeprefix("mailto:") in site.DEFAULT_FROM_EMAIL
    assert event.attendee.value == f"mailto:{ali.email}"
    assert event.attendee.params["RSVP"] == ["FALSE"]


def test_it_speaks_its_readers_language_whoever_books(session, karen, ali, eva):
    Person.objects.filter(pk=eva.pk).update(language="en")
    eva.refresh_from_db()
    for doer, person in [("en", ali), ("da", eva)]:
        with translation.override(doer):
            make_booking(session, person, by=karen)
    said = [calendars_to(one)[0].vevent.description.value for one in (ali, eva)]
    assert ["Kan du ikke komme?" in one for one in said] == [True, False]


def test_a_moved_session_moves_what_is_in_the_calendar(session, seat, ali, clock):
    clock.shift(HOUR)
    changed(session, begins_at=session.begins_at + DAY, ends_at=session.ends_at + DAY)
    changed(session, place=None, elsewhere="Torvet")
    first, moved, elsewhere = (calendar.vevent for calendar in calendars_to(ali))
    assert {first.uid.value, moved.uid.value, elsewhere.uid.value} == {f"{session.uid}@netvaerk"}
    assert [int(one.sequence.value) for one in (first, moved, elsewhere)] == [0, 1, 2]
    assert moved.dtstart.value == elsewhere.dtstart.value == session.begins_at + DAY
    assert elsewhere.location.value == "Torvet"
    assert {one.method.value for one in calendars_to(ali)} == {"REQUEST"}
    assert moved.dtstamp.value > first.dtstamp.value


def test_calling_off_strikes_it(session, seat, ali, karen):
    call_off_session(by=karen, session=session, because="Sygdom.")
    booked, struck = calendars_to(ali)
    assert struck.method.value == "CANCEL"
    assert struck.vevent.status.value == "CANCELLED"
    assert struck.vevent.uid.value == booked.vevent.uid.value
    assert int(struck.vevent.sequence.value) > int(booked.vevent.sequence.value)


def test_giving_up_strikes_it_for_that_one_and_booking_again_brings_it_back(
    session, seat, ali, eva, clock
):
    make_booking(session, eva)
    clock.shift(HOUR)
    cancel_booking(by=ali, booking=seat)
    clock.shift(HOUR)
    make_booking(session, ali)
    calendars = calendars_to(ali)
    assert [one.method.value for one in calendars] == ["REQUEST", "CANCEL", "REQUEST"]
    # Outlook takes only what has a higher number than all before it.
    assert [int(one.vevent.sequence.value) for one in calendars] == [0, 1, 2]
    stamps = [one.vevent.dtstamp.value for one in calendars]
    assert stamps == sorted(set(stamps))
    assert len(calendars_to(eva)) == 1


def test_whatever_happens_each_letter_counts_for_more_than_the_one_before(
    session, seat, ali, karen
):
    again = seat
    for _time in range(2):
        cancel_booking(by=ali, booking=again)
        again = make_booking(session, ali)
        changed(session, begins_at=session.begins_at - HOUR)
        session.refresh_from_db()
    call_off_session(by=karen, session=session, because="Sygdom.")
    sequences = [int(one.vevent.sequence.value) for one in calendars_to(ali)]
    assert len(sequences) == 8
    assert sequences == sorted(set(sequences))


def test_a_seat_from_the_waiting_list_counts_for_more_than_the_one_given_up(karen, ali, eva, mia):
    session = make_session(by=karen, capacity=1)
    first = make_booking(session, ali)
    waiting = make_booking(session, eva)
    cancel_booking(by=ali, booking=first)
    make_booking(session, ali)
    answer_offer(by=eva, booking=waiting, is_accepted=True)
    waiting.refresh_from_db()
    cancel_booking(by=eva, booking=waiting)
    answer_offer(by=ali, booking=ali.bookings.get(state="offered"), is_accepted=True)
    assert [int(one.vevent.sequence.value) for one in calendars_to(ali)] == [0, 1, 2]


def test_who_gave_the_seat_up_is_not_told_late_that_they_keep_it(session, seat, ali, eva):
    make_booking(session, eva)
    changed(session, begins_at=session.begins_at - HOUR)
    cancel_booking(by=ali, booking=seat)
    deliver_mail()
    told = OutboxMail.objects.filter(kind="session").values_list("recipient", "state")
    assert dict(told) == {ali.pk: "skipped", eva.pk: "sent"}


@pytest.mark.parametrize(
    ("begins_at", "offset", "ends_offset"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=CPH), 2, 2),  # the day before winter time
        (datetime(2026, 10, 25, 9, tzinfo=CPH), 1, 1),  # the day itself
        (datetime(2026, 10, 25, 1, 30, tzinfo=CPH), 2, 1),  # over the hour that comes twice
        (datetime(2027, 3, 28, 9, tzinfo=CPH), 2, 2),  # the day of summer time
        (datetime(2027, 3, 28, 1, 30, tzinfo=CPH), 1, 2),  # over the hour that is missing
    ],
)
def test_the_local_time_holds_where_the_clock_changes(karen, ali, begins_at, offset, ends_offset):
    local, begins_at = begins_at, begins_at.astimezone(UTC)
    make_booking(make_session(by=karen, begins_at=begins_at, hours=3), ali)
    [calendar] = calendars_to(ali)
    first, last = (by_own_zone(calendar, name) for name in ("dtstart", "dtend"))
    assert (first.hour, first.minute) == (local.hour, local.minute)
    assert first.utcoffset() == timedelta(hours=offset)
    assert last.utcoffset() == timedelta(hours=ends_offset)
    assert first.astimezone(UTC) == begins_at
    assert last.astimezone(UTC) == begins_at + 3 * HOUR


def test_moved_across_the_change_of_clock_it_keeps_its_hour(karen, ali):
    begins_at = datetime(2026, 10, 23, 9, tzinfo=CPH)
    session = make_session(by=karen, begins_at=begins_at, hours=2)
    make_booking(session, ali)
    monday = datetime(2026, 10, 26, 9, tzinfo=CPH)
    changed(session, begins_at=monday, ends_at=monday + 2 * HOUR)
    before, after = (calendar.vevent.dtstart.value for calendar in calendars_to(ali))
    assert (before.hour, after.hour) == (9, 9)
    assert before.utcoffset() - after.utcoffset() == HOUR
    assert OutboxMail.objects.filter(subject__contains="mandag 26. oktober kl. 9.00–11.00")


def test_the_mail_arrives_with_a_part_that_outlook_takes(settings, session, seat, ali, karen):
    relay = Relay()
    with running(relay) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        deliver_mail()
        call_off_session(by=karen, session=session, because="Sygdom.")
        deliver_mail()
    parts = [
        part
        for address, message in relay.received
        if address == ali.email
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "CANCEL"]
    for part in parts:
        calendar = vobject.readOne(part.get_payload(decode=True).decode())
        assert calendar.method.value == part.get_param("method")
        assert calendar.vevent.uid.value == f"{session.uid}@netvaerk"
