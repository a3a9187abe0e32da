"""A session's page: what everybody reads, and what only its holder and the secretariat read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from netvaerk import clock
from offerings.actions.booking import cancel_booking
from offerings.actions.feedback import give_feedback, note_attendance
from offerings.actions.session import call_off_session
from offerings.models import Booking, OfferingSession
from tests.factories.booking import make_booking, make_bookings, make_place, make_session
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in, queries_of
from tests.offerings.session_pages import Codes, crowd, page, said, shown, signed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def held(karen, dorte) -> OfferingSession:
    """Two seats, a week from now, held by Dorte, who is not in the secretariat."""
    return make_session(by=karen, held_by=dorte, capacity=2)


@pytest.fixture
def codes(mia, eva, noor, dorte, karen, root) -> Codes:
    people = {"anonymous": None, "employee": eva, "guest": noor, "holder": dorte}
    return Codes(people | {"secretariat": karen, "superuser": root})


def test_everybody_in_the_house_finds_it_and_a_guest_only_ones_own(codes, held, noor, karen):
    for name in ("session_detail", "session_calendar"):
        answers = codes.of(page(name, held.pk))
        assert answers == dict.fromkeys(codes.people, 200) | {"anonymous": 302, "guest": 404}
    other = make_session(by=karen)
    make_booking(other, noor, by=karen)
    guest = signed_in(noor)
    assert guest.get(page("session_detail", other.pk)).status_code == 200
    assert guest.get(page("session_detail", held.pk)).status_code == 404
    assert guest.get(page("session_detail", 999_999)).status_code == 404


def test_the_page_says_when_where_by_whom_and_how_many_seats(eva, karen, dorte):
    place = make_place("Værkstedet")
    offering = make_offering("Sjov med data")
    session = make_session(
        offering=offering, by=karen, held_by=dorte, place=place, link="https://moede.example/1"
    )
    html = shown(eva, session)
    for words in (
        "mandag 14. september kl. 10.00–13.00",
        "Værkstedet, Nordmarks Allé 1",
        'href="https://moede.example/1"',
        "Dorte Lund",
        "2 pladser tilbage",
        "søndag 13. september kl. 10.00",
        "En dag sammen.",
        "At alle er med.",
        "Tag en plads",
        page("seat_book", session.pk),
    ):
        assert words in html, words


def test_seats_are_counted_in_words(eva, held):
    first, second, third, fourth = crowd(4)
    make_booking(held, first)
    assert "1 plads tilbage" in shown(eva, held)
    make_booking(held, second)
    html = shown(eva, held)
    assert ("<dd>Fuldt</dd>" in html, "Skriv dig på ventelisten" in html) == (True, True)
    make_bookings(held, [third, fourth])
    assert "Fuldt. 2 på ventelisten" in shown(eva, held)


def test_only_ones_own_number_in_line_is_told(eva, held):
    make_bookings(held, [*crowd(3), eva])
    assert "Du er nummer 2 på ventelisten" in shown(eva, held)
    assert "nummer" not in shown(PersonFactory(), held)


def test_a_guest_reads_ones_own_seat_and_nobody_elses(noor, held, karen):
    marked = PersonFactory(first_name="MARK-hemmelig")
    make_booking(held, marked)
    make_booking(held, noor, by=karen)
    html = shown(noor, held)
    assert ("Du har en plads" in html, "MARK-hemmelig" in html) == (True, False)
    assert f'href="{page("offering_list")}"' not in html


def test_who_comes_and_waits_is_for_the_holder_and_the_secretariat(
    held, mia, eva, dorte, karen, root, bo
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, title="MARK-netværk")
    marked = [PersonFactory(first_name=f"MARK-{number}") for number in range(4)]
    make_booking(held, mia, network=network)
    make_bookings(held, marked)
    for reader in (dorte, karen):
        html = shown(reader, held)
        assert "for »MARK-netværk«" in html
        places = [html.index(f"MARK-{number} Lund") for number in range(4)]
        assert places == sorted(places)
        assert html.index("Venter, i rækkefølge (3)") < places[1]
    for reader in (eva, marked[0], marked[2], root, bo):
        html = shown(reader, held).partition('id="main-content"')[2]
        others = [one for one in marked if one != reader and one.first_name in html]
        assert others == []
        assert "MARK-netværk" not in html


def test_what_is_called_off_says_so_and_why(eva, held, karen):
    make_booking(held, eva)
    call_off_session(by=karen, session=held, because="Underviseren er syg.")
    html = shown(eva, held)
    assert "Holdet er aflyst" in html
    assert "Underviseren er syg." in html
    assert page("seat_book", held.pk) not in html
    assert "tilbage" not in html


def test_after_the_deadline_the_page_says_whom_to_ask(eva, held, monday):
    monday.move_to(held.book_by + timedelta(seconds=1))
    html = shown(eva, held)
    assert "Den sluttede søndag 13. september kl. 10.00." in html
    assert page("seat_book", held.pk) not in html


def test_the_calendar_file_is_the_session(eva, held):
    answer = signed_in(eva).get(page("session_calendar", held.pk))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["uid"]), event.decoded("dtstart")) == (f"{held.uid}@netvaerk", held.begins_at)
    assert page("session_detail", held.pk) in str(event["url"])


def test_attendance_is_noted_by_holder_and_secretariat_once_it_has_begun(codes, held, monday, eva):
    make_booking(held, eva)
    address = page("session_attendance", held.pk)
    nobody = dict.fromkeys(codes.people, 404) | {"anonymous": 302}
    assert codes.of(address) == nobody
    monday.move_to(held.begins_at)
    assert codes.of(address) == nobody | {"holder": 200, "secretariat": 200}
    refused = {name: person for name, person in codes.people.items() if name not in ("holder",)}
    del refused["secretariat"]
    assert set(Codes(refused).of(address, "post").values()) == {403, 404}
    assert Booking.objects.get().has_attended is None


def test_one_tick_each_and_all_in_one_post(held, dorte, ali, eva, monday):
    came, stayed = make_bookings(held, [ali, eva])
    monday.move_to(held.ends_at)
    client, address = signed_in(dorte), page("session_attendance", held.pk)
    assert client.get(address).content.decode().count("checked") == 2
    answer = client.post(address, {"present": [came.pk]}, follow=True)
    assert said(answer) == [
        "Fremmødet er noteret: 1 kom. De kan nu svare på, om de kunne bruge det."
    ]
    assert "Kom ikke" in answer.content.decode()
    attended = dict(Booking.objects.values_list("pk", "has_attended"))
    assert attended == {came.pk: True, stayed.pk: False}
    assert client.get(address).content.decode().count("checked") == 1
    client.post(address, {})
    assert set(Booking.objects.values_list("has_attended", flat=True)) == {False}


def test_somebody_elses_booking_cannot_be_ticked(held, dorte, ali, monday, karen):
    other = make_booking(make_session(by=karen), ali)
    monday.move_to(held.ends_at)
    answer = signed_in(dorte).post(page("session_attendance", held.pk), {"present": [other.pk]})
    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.has_attended is None


def test_answers_are_read_without_names_and_only_when_three_have_answered(karen, dorte, monday):
    session = make_session(by=karen, held_by=dorte, capacity=9)
    people = [PersonFactory(first_name=f"MARK-navn-{number}") for number in range(3)]
    bookings = make_bookings(session, people)
    monday.move_to(session.ends_at)
    for number, booking in enumerate(bookings[:2]):
        give_feedback(
            by=booking.person, booking=booking, usefulness="now", words=f"MARK-ord-{number}"
        )
    for reader in (dorte, karen):
        html = shown(reader, session)
        assert "når mindst tre har svaret" in html
        assert "MARK-ord" not in html
    give_feedback(by=people[2], booking=bookings[2], usefulness="no", words="MARK-ord-2")
    for reader in (dorte, karen):
        answers = shown(reader, session).partition('id="said"')[2].partition("</section>")[0]
        assert [f"MARK-ord-{number}" in answers for number in range(3)] == [True] * 3
        assert "MARK-navn" not in answers
        assert "<dt>Ja, allerede i denne uge</dt><dd>2</dd>" in answers
    for reader in (PersonFactory(), people[0]):
        assert "MARK-ord" not in shown(reader, session)


def test_who_has_given_up_a_seat_is_not_on_the_list(held, dorte, eva):
    cancel_booking(by=eva, booking=make_booking(held, eva))
    assert "Eva Lund" not in shown(dorte, held)


@pytest.mark.parametrize("when", ["ahead", "over"])
def test_the_page_costs_the_same_at_every_size(when, karen, mia, bo, ali, dorte, monday):
    costs = []
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    session = make_session(by=karen, held_by=dorte, capacity=30)
    for size in (1, 3, 25):
        monday.move_to(MONDAY)
        while session.bookings.count() < size:
            guest = PersonFactory()
            let_in(network, guest)
            make_booking(session, guest, by=mia, network=network)
        monday.move_to(session.ends_at if when == "over" else MONDAY)
        detail = page("session_detail", session.pk)
        costs.append([queries_of(signed_in(one), detail) for one in (ali, mia, karen, dorte)])
        if when == "over":
            attendance = page("session_attendance", session.pk)
            costs[-1].append(queries_of(signed_in(dorte), attendance))
    # session, person, the session, one's own seat; ahead: the networks that one leads, and those
    # to book for; for holder and secretariat: the bookings, and when it is over, the answers
    expected = {"ahead": [6, 6, 7, 7], "over": [4, 4, 6, 6, 4]}
    assert costs == [expected[when]] * 3


def test_attendance_noted_shows_on_the_list(held, dorte, ali, monday):
    booking = make_booking(held, ali)
    monday.move_to(held.ends_at)
    note_attendance(by=dorte, session=held, present=[booking.pk])
    assert "Ret fremmødet" in shown(dorte, held)
    assert clock.now() == OfferingSession.objects.get(pk=held.pk).attendance_noted_at


def test_whoever_holds_it_is_offered_no_seat_but_may_give_one_up(held, dorte, karen):
    assert page("seat_book", held.pk) not in shown(dorte, held)
    booking = make_booking(held, dorte, by=karen)
    assert page("seat_cancel", booking.pk) in shown(dorte, held)
