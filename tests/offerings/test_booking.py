"""Who may take a seat, for whom, and what each is told."""

from datetime import timedelta

import pytest
import time_machine

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.refusals import NotPossibleNow, Refusal
from offerings.actions.booking import (
    BookingIsOver,
    book_seats,
    cancel_booking,
)
from offerings.actions.session import call_off_session
from offerings.enums import BookingState
from offerings.models import Booking
from tests.factories.booking import DAY, make_booking, make_bookings, make_session
from tests.factories.networks import make_member, make_network
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def network(mia, bo, karen, ali, noor):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    let_in(network, noor)
    return network


def letters_to(person: Person) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(recipient=person, kind="booking").order_by("pk"))


def test_an_employee_books_a_seat_and_it_goes_into_the_calendar(eva):
    session = make_session()
    booking = make_booking(session, eva)
    assert (booking.state, booking.network, booking.booked_by) == ("booked", None, eva)
    [letter] = letters_to(eva)
    assert letter.subject.startswith("Du har en plads: Sjov med data, ")
    assert "METHOD:REQUEST" in letter.calendar
    assert "Biblioteket" in letter.text
    assert "Det kræver: At alle er med." in letter.text
    assert "har meldt dig til" not in letter.text
    assert AuditEntry.objects.filter(verb="book_seat", by=eva).count() == 1


def test_a_second_click_is_harmless(eva):
    session = make_session()
    assert make_booking(session, eva) == make_booking(session, eva)
    assert len(letters_to(eva)) == 1


def test_when_it_is_full_one_is_told_ones_place_in_line(eva, ali, mia, bo):
    session = make_session(capacity=1)
    *_first, second, third = make_bookings(session, [eva, ali, mia])
    assert (second.state, third.state) == ("waiting", "waiting")
    [letter] = letters_to(ali)
    assert "du er den første på ventelisten" in letter.text
    assert letter.calendar == ""
    assert "Du er nummer 2 på ventelisten" in letters_to(mia)[0].text
    # The wait is one's own: nobody else is named.
    assert eva.last_name not in letter.text or eva.last_name == ali.last_name


def test_nobody_goes_past_those_in_line(eva, ali, mia):
    session = make_session(capacity=1)
    first, *_line = make_bookings(session, [eva, ali])
    cancel_booking(by=eva, booking=first)  # the seat is kept for Ali
    assert make_booking(session, mia).state == "waiting"


def test_the_leader_books_for_members_guests_among_them(network, mia, ali, noor):
    session = make_session(capacity=2)
    booked = book_seats(by=mia, session=session, people=[mia, ali, noor], network=network)
    assert [one.state for one in booked] == ["booked", "booked", "waiting"]
    assert {one.network for one in booked} == {network}
    assert f"{mia.name} har meldt dig til." in letters_to(ali)[0].text
    assert f"{mia.name} har meldt dig til." in letters_to(noor)[0].text
    assert "har meldt dig til" not in letters_to(mia)[0].text


def test_who_is_in_already_keeps_the_seat_when_the_leader_books_for_all(network, mia, ali):
    session = make_session(capacity=2)
    own = make_booking(session, ali)
    booked = book_seats(by=mia, session=session, people=[mia, ali], network=network)
    assert booked[1] == own
    assert booked[1].booked_by == ali
    assert len(letters_to(ali)) == 1


def test_nobody_books_for_others_than_they_lead(network, mia, ali, eva, noor, bo, root):
    session = make_session(capacity=9)
    finn = PersonFactory(first_name="Finn")
    make_member(network, finn)
    network.memberships.filter(person=finn).update(ended_at=clock.now(), ended_because="left")
    closed = make_network(leader=eva, reference_leader=bo)
    refused = [
        (ali, [mia], network),  # a member is not the leader
        (mia, [eva], network),  # not a member
        (mia, [ali, finn], network),  # one of them no longer is
        (mia, [ali], None),  # for no network's sake
        (mia, [ali], closed),  # another's network
        (eva, [eva], network),  # in a network's name without being in it
        (noor, [noor], network),  # a guest, whom the leader books
        (noor, [noor], None),
        (root, [ali], network),
    ]
    for by, people, where in refused:
        with pytest.raises(NotPossibleNow):
            book_seats(by=by, session=session, people=people, network=where)
    assert not Booking.objects.exists()
    assert not OutboxMail.objects.filter(kind="booking").exists()


def test_a_member_may_book_in_the_networks_name(network, ali):
    assert make_booking(make_session(), ali, network=network).network == network


def test_after_the_deadline_only_the_secretariat_books_until_it_begins(eva, ali, karen):
    session = make_session()
    with time_machine.travel(session.book_by + HOUR, tick=False):
        with pytest.raises(BookingIsOver, match="Tilmeldingen sluttede"):
            make_booking(session, eva)
        assert make_booking(session, eva, by=karen).state == "booked"
    with time_machine.travel(session.begins_at, tick=False), pytest.raises(NotPossibleNow):
        make_booking(session, ali, by=karen)


def test_nobody_books_what_is_called_off_nor_for_an_account_that_is_closed(eva, karen):
    session = make_session()
    call_off_session(by=karen, session=session, because="Ingen strøm.")
    for by in (eva, karen):
        with pytest.raises(Refusal):
            make_booking(session, eva, by=by)
    gone = PersonFactory(is_active=False)
    with pytest.raises(NotPossibleNow):
        make_booking(make_session(), gone, by=karen)


def test_an_account_that_was_closed_since_the_page_was_opened_gets_no_seat(eva, karen):
    Person.objects.filter(pk=eva.pk).update(is_active=False)
    assert eva.is_active
    with pytest.raises(NotPossibleNow):
        book_seats(by=karen, session=make_session(), people=[eva], network=None)


def test_giving_a_seat_up_takes_it_out_of_the_calendar_and_offers_it_on(eva, ali):
    session = make_session(capacity=1)
    mine, next_one = make_bookings(session, [eva, ali])
    for _twice in range(2):
        cancel_booking(by=eva, booking=mine)
    mine.refresh_from_db()
    next_one.refresh_from_db()
    assert (mine.state, next_one.state) == ("cancelled", "offered")
    assert mine.ended_at is not None
    _booked, cancelled = letters_to(eva)
    assert "METHOD:CANCEL" in cancelled.calendar
    _waiting, offer = letters_to(ali)
    assert offer.subject.startswith("Der er en plads til dig")


def test_leaving_the_line_writes_no_letter_and_offers_nothing(eva, ali, mia):
    session = make_session(capacity=1)
    _seat, waiting, last = make_bookings(session, [eva, ali, mia])
    cancel_booking(by=ali, booking=waiting)
    assert len(letters_to(ali)) == 1
    last.refresh_from_db()
    assert last.state == "waiting"


def test_who_is_taken_off_by_somebody_else_is_told_by_whom(network, mia, ali, eva, karen):
    session = make_session()
    [booking] = book_seats(by=mia, session=session, people=[ali], network=network)
    with pytest.raises(NotPossibleNow):
        cancel_booking(by=eva, booking=booking)
    cancel_booking(by=mia, booking=booking)
    told = letters_to(ali)[-1]
    assert f"{mia.name} har meldt dig fra" in told.text
    assert "METHOD:CANCEL" in told.calendar
    own = make_booking(session, ali)
    with pytest.raises(NotPossibleNow):
        cancel_booking(by=mia, booking=own)  # she did not book this one
    cancel_booking(by=karen, booking=own)
    own.refresh_from_db()
    assert own.state == BookingState.CANCELLED


def test_one_who_gave_up_may_come_again_at_the_end_of_the_line(eva, ali):
    session = make_session(capacity=1)
    first, _second = make_bookings(session, [eva, ali])
    cancel_booking(by=eva, booking=first)
    again = make_booking(session, eva)
    assert again != first
    assert again.state == "waiting"


def test_a_seat_is_not_given_up_once_it_has_begun(eva):
    session = make_session()
    booking = make_booking(session, eva)
    with time_machine.travel(session.begins_at + DAY / 24), pytest.raises(NotPossibleNow):
        cancel_booking(by=eva, booking=booking)
