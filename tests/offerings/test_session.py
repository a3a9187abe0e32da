"""A session is planned, changed and called off; whoever comes is told, once."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow
from offerings.actions.booking import cancel_booking
from offerings.actions.place import PlaceTaken
from offerings.actions.session import (
    BookedTooLate,
    EndsBeforeItBegins,
    NotAhead,
    NowhereToGo,
    PlannedWithOtherWords,
    SeatsAreTaken,
    call_off_session,
    plan_session,
)
from offerings.actions.session_place import TooFewSeatsInPlace
from offerings.enums import BookingState
from offerings.models import OfferingSession, Reservation
from offerings.queries.calendar import where_of
from tests.factories.booking import (
    DAY,
    changed,
    make_bookings,
    make_place,
    make_session,
    plan_of,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def states(session) -> list[str]:
    return list(session.bookings.order_by("booked_at", "pk").values_list("state", flat=True))


def told_of_change() -> list[str]:
    letters = OutboxMail.objects.filter(kind="session").order_by("pk")
    return list(letters.values_list("recipient__first_name", flat=True))


def test_a_place_of_ours_is_held_as_long_as_the_session(karen):
    place = make_place()
    session = make_session(by=karen, place=place)
    reservation = Reservation.objects.get(session=session)
    assert reservation.place == place
    assert (reservation.begins_at, reservation.ends_at) == (session.begins_at, session.ends_at)
    assert reservation.cancelled_at is None
    assert where_of(session) == "Værkstedet, Nordmarks Allé 1"
    assert AuditEntry.objects.filter(verb="plan_session", by=karen).count() == 1


def test_a_place_that_is_taken_is_refused_and_it_is_said_when(karen):
    place = make_place()
    begins_at = clock.now().replace(year=2030, month=3, day=4, hour=8, minute=0, second=0)
    make_session(by=karen, place=place, begins_at=begins_at, hours=2)
    with pytest.raises(PlaceTaken) as refusal:
        make_session(by=karen, place=place, begins_at=begins_at + HOUR)
    assert "Værkstedet er optaget mandag 4. marts 2030 kl. 9.00–11.00" in str(refusal.value)
    assert OfferingSession.objects.count() == 1
    # One after the other is not at the same time; and another place is free.
    make_session(by=karen, place=place, begins_at=begins_at + 2 * HOUR)
    make_session(by=karen, place=make_place("Salen"), begins_at=begins_at)


def test_the_database_refuses_two_in_a_place_whoever_writes(karen):
    place = make_place()
    session = make_session(by=karen, place=place)
    other = make_session(by=karen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.create(
            place=place,
            session=other,
            reserved_by=karen,
            begins_at=session.begins_at + HOUR,
            ends_at=session.ends_at + HOUR,
        )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"elsewhere": ""}, NowhereToGo),
        ({"elsewhere": "", "link": "http://moede.example"}, NowhereToGo),
        ({"elsewhere": "Her", "link": "javascript:alert(1)"}, NowhereToGo),
        ({"hours": -1}, EndsBeforeItBegins),
        ({"begins_at": -DAY}, NotAhead),
        ({"book_by": 8 * DAY}, BookedTooLate),
        ({"capacity": 0}, NotPossibleNow),
    ],
)
def test_what_is_not_whole_is_refused_in_words(karen, wrong, refusal):
    now = clock.now().replace(microsecond=0)
    moments = {name: now + value for name, value in wrong.items() if isinstance(value, timedelta)}
    with pytest.raises(refusal) as said:
        make_session(by=karen, **{**wrong, **moments})
    assert str(said.value)
    assert not OfferingSession.objects.exists()


def test_more_seats_than_the_place_has_are_refused(karen):
    with pytest.raises(TooFewSeatsInPlace, match="Værkstedet har 20 pladser"):
        make_session(by=karen, place=make_place(seats=20), capacity=21)


def test_only_the_secretariat_plans_changes_and_calls_off(karen, mia, dorte, root):
    session = make_session(by=karen, held_by=mia)
    for person in (mia, dorte, root):
        with pytest.raises(NotPossibleNow):
            make_session(by=person)
        with pytest.raises(NotPossibleNow):
            changed(session, by=person, capacity=9)
        with pytest.raises(NotPossibleNow):
            call_off_session(by=person, session=session, because="Nej.")
    session.refresh_from_db()
    assert (session.capacity, session.cancelled_at) == (2, None)


def test_a_form_sent_twice_is_one_session(karen, sanne):
    first = make_session(by=karen, place=make_place())
    given = {"by": karen, "offering": first.offering, "form_key": first.form_key}
    assert plan_session(**given, **plan_of(first)) == first
    with pytest.raises(PlannedWithOtherWords):
        plan_session(**given, **{**plan_of(first), "capacity": 7})
    with pytest.raises(NotPossibleNow):
        plan_session(**{**given, "by": sanne}, **plan_of(first))
    assert OfferingSession.objects.count() == Reservation.objects.count() == 1
    assert (
        plan_session(
            **{**given, "form_key": uuid.uuid4()},
            **{**plan_of(first), "place": None, "elsewhere": "Ude"},
        )
        != first
    )


def test_a_moved_session_takes_its_place_along_and_tells_those_with_a_seat(karen):
    place = make_place()
    session = make_session(by=karen, place=place, capacity=2)
    people = [PersonFactory(first_name=name) for name in ("Ali", "Eva", "Mia")]
    make_bookings(session, people)
    moved = changed(session, by=karen, begins_at=session.begins_at + HOUR)
    assert moved.sequence == 1
    assert moved.reservation.begins_at == session.begins_at + HOUR
    assert told_of_change() == ["Ali", "Eva"]  # Mia waits, and has nothing in her calendar
    letter = OutboxMail.objects.filter(kind="session").first()
    assert "Før" in letter.text
    assert "METHOD:REQUEST" in letter.calendar
    assert "SEQUENCE:1" in letter.calendar


def test_another_place_lets_the_first_one_go(karen):
    first, second = make_place("Den første"), make_place("Den anden")
    session = make_session(by=karen, place=first)
    make_bookings(session, [PersonFactory(first_name="Ali")])
    session = changed(session, by=karen, place=second)
    assert Reservation.objects.standing().get().place == second
    make_session(by=karen, place=first, begins_at=session.begins_at)
    session = changed(session, by=karen, place=None, elsewhere="Torvet")
    assert where_of(session) == "Torvet"
    assert Reservation.objects.standing().count() == 1
    session = changed(session, by=karen, place=second, elsewhere="")
    assert where_of(session) == "Den anden, Nordmarks Allé 1"
    assert told_of_change() == ["Ali"] * 3
    with pytest.raises(PlaceTaken):
        changed(session, by=karen, place=first)
    assert Reservation.objects.get(session=session).place == second


def test_who_holds_it_and_the_deadline_change_without_a_letter(karen, sanne):
    session = make_session(by=karen, capacity=5)
    make_bookings(session, [PersonFactory()])
    session = changed(session, by=karen, held_by=sanne, capacity=4, book_by=session.book_by - HOUR)
    assert (session.held_by, session.capacity, session.sequence) == (sanne, 4, 1)
    assert told_of_change() == []


def test_nothing_changed_is_no_change(karen):
    session = make_session(by=karen)
    assert changed(session, by=karen).sequence == 0
    assert not AuditEntry.objects.filter(verb="change_session").exists()


def test_of_two_changes_neither_is_lost(karen, sanne):
    session = make_session(by=karen)
    stale = {"session": session, "based_on": session.sequence, **plan_of(session)}
    changed(session, by=sanne, elsewhere="Torvet")
    from offerings.actions.session import change_session

    with pytest.raises(EditedMeanwhile) as edited:
        change_session(by=karen, **{**stale, "elsewhere": "Havnen"})
    assert edited.value.theirs.elsewhere == "Torvet"


def test_more_seats_are_offered_to_the_line_at_once(karen):
    session = make_session(by=karen, capacity=1)
    make_bookings(session, [PersonFactory() for _ in range(4)])
    changed(session, by=karen, capacity=3)
    assert states(session) == ["booked", "offered", "offered", "waiting"]


def test_fewer_seats_than_are_taken_are_refused(karen):
    session = make_session(by=karen, capacity=3)
    first, *_others = make_bookings(session, [PersonFactory() for _ in range(4)])
    cancel_booking(by=first.person, booking=first)  # and the fourth is offered the seat
    with pytest.raises(SeatsAreTaken, match="3 har allerede en plads"):
        changed(session, by=karen, capacity=2)


def test_an_earlier_beginning_shortens_the_offer_too(karen):
    session = make_session(by=karen, capacity=1)
    first, second = make_bookings(session, [PersonFactory(), PersonFactory()])
    cancel_booking(by=first.person, booking=first)
    soon = clock.now().replace(microsecond=0) + 2 * HOUR
    changed(session, by=karen, begins_at=soon, book_by=soon - HOUR)
    second.refresh_from_db()
    assert second.offered_until == soon
    letter = OutboxMail.objects.get(kind="session")
    assert (letter.recipient, letter.calendar) == (second.person, "")


def test_calling_off_tells_everybody_once_and_lets_the_place_go(karen):
    place = make_place()
    session = make_session(by=karen, place=place, capacity=2)
    people = [PersonFactory(first_name=name) for name in ("Ali", "Eva", "Mia")]
    gone, *_rest = make_bookings(session, people)
    cancel_booking(by=gone.person, booking=gone)
    OutboxMail.objects.all().delete()
    for _twice in range(2):
        call_off_session(by=karen, session=session, because="Underviseren er syg.")
    session.refresh_from_db()
    assert session.cancelled_because == "Underviseren er syg."
    letters = {one.recipient.first_name: one for one in OutboxMail.objects.all()}
    assert set(letters) == {"Eva", "Mia"}  # Ali had given the seat up
    assert "METHOD:CANCEL" in letters["Eva"].calendar
    assert letters["Mia"].calendar == ""  # offered, never in the calendar
    assert "Underviseren er syg." in letters["Mia"].text
    assert states(session) == [BookingState.CANCELLED] * 3
    assert not Reservation.objects.standing().exists()
    assert where_of(session).startswith("Værkstedet")
    make_session(by=karen, place=place, begins_at=session.begins_at)


def test_calling_off_says_why(karen):
    session = make_session(by=karen)
    with pytest.raises(NotPossibleNow):
        call_off_session(by=karen, session=session, because="  ")
