"""Seats taken, given up and answered for on the pages; what is refused is said, nothing is lost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from networks.models import Network
from offerings.actions.booking import cancel_booking
from offerings.actions.feedback import note_attendance
from offerings.actions.session import call_off_session
from offerings.models import Booking, Feedback, OfferingSession
from tests.factories.booking import make_booking, make_bookings, make_session
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in, queries_of
from tests.offerings.session_pages import crowd, page, said, shown, signed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(karen) -> OfferingSession:
    return make_session(by=karen, capacity=2)


@pytest.fixture
def network(mia, bo, karen, ali, noor):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    let_in(network, noor)
    return network


def book(person, session):
    return signed_in(person).post(page("seat_book", session.pk), follow=True)


def book_for(leader, session, network, *people):
    sent = {"network": network.pk, "people": [one.pk for one in people]}
    return signed_in(leader).post(page("members_book", session.pk), sent, follow=True)


def states(session) -> dict[str, str]:
    return dict(session.bookings.values_list("person__first_name", "state"))


def told(person) -> int:
    return OutboxMail.objects.filter(recipient=person, kind="booking").count()


def test_a_seat_is_taken_and_given_up_on_the_page(eva, session):
    answer = book(eva, session)
    assert said(answer) == ["Du har en plads. Du får en mail, som lægger den i din kalender."]
    booking = session.bookings.get()
    assert page("seat_cancel", booking.pk) in answer.content.decode()
    answer = signed_in(eva).post(page("seat_cancel", booking.pk), follow=True)
    assert said(answer) == ["Du er meldt fra. Tak, fordi du sagde det."]
    assert "Tag en plads" in answer.content.decode()
    assert states(session) == {"Eva": "cancelled"}


def test_a_second_click_is_one_seat_and_one_mail(eva, session):
    for _click in range(2):
        book(eva, session)
    assert (session.bookings.count(), told(eva)) == (1, 1)


def test_a_seat_for_oneself_is_for_ones_networks_sake(ali, network, session, mia):
    assert f'<option value="{network.pk}" selected>' in shown(ali, session)
    signed_in(ali).post(page("seat_book", session.pk), {"network": network.pk})
    assert session.bookings.get().network == network
    counted = signed_in(mia).get(f"/netvaerk/{network.slug}/stoette/").context["support"].seats
    assert [one.seats for one in counted] == [1]


def test_a_seat_is_for_no_network_that_one_is_not_in(eva, ali, network, session):
    assert 'name="network"' not in shown(eva, session)
    answer = signed_in(eva).post(
        page("seat_book", session.pk), {"network": network.pk}, follow=True
    )
    assert said(answer) == ["Det netværk er du ikke med i længere. Vælg et andet."]
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=clock.now())
    signed_in(ali).post(page("seat_book", session.pk), {"network": network.pk})
    assert session.bookings.count() == 0
    signed_in(ali).post(page("seat_book", session.pk), {"network": ""})
    assert session.bookings.get().network is None


def test_when_it_is_full_one_waits_and_says_yes_to_what_falls_free(eva, ali, session):
    first, _second = make_bookings(session, crowd(2))
    answer = book(eva, session)
    assert said(answer)[0].startswith("Holdet er fuldt, så du står på ventelisten.")
    book(ali, session)
    cancel_booking(by=first.person, booking=first)
    html = shown(eva, session)
    assert "Vi holder den til dig indtil tirsdag 8. september kl. 10.00." in html
    assert ("Ja tak" in html, "Ja tak" in shown(ali, session)) == (True, False)
    offered = session.bookings.get(person=eva)
    answer = signed_in(eva).post(page("offer_answer", offered.pk), {"answer": "ja"}, follow=True)
    assert said(answer) == ["Du har en plads. Du får en mail, som lægger den i din kalender."]
    assert (states(session)["Eva"], states(session)["Ali"]) == ("booked", "waiting")


def test_no_thanks_passes_the_seat_on(eva, ali, karen):
    session = make_session(by=karen, capacity=1)
    first, offered, _next = make_bookings(session, [PersonFactory(), eva, ali])
    cancel_booking(by=first.person, booking=first)
    address = page("offer_answer", offered.pk)
    answer = signed_in(eva).post(address, {"answer": "måske"}, follow=True)
    assert said(answer) == ["Svar ja tak eller nej tak."]
    answer = signed_in(eva).post(address, {"answer": "nej"}, follow=True)
    assert said(answer) == ["Tak for svaret. Pladsen går videre til den næste i rækken."]
    assert (states(session)["Eva"], states(session)["Ali"]) == ("cancelled", "offered")


def test_too_late_to_answer_is_said(eva, karen, monday):
    session = make_session(by=karen, capacity=1)
    first, offered = make_bookings(session, [PersonFactory(), eva])
    cancel_booking(by=first.person, booking=first)
    offered.refresh_from_db()
    monday.move_to(offered.offered_until)
    html = shown(eva, session)
    assert ("Ja tak" in html, "Tiden til at svare er gået" in html) == (False, True)
    answer = signed_in(eva).post(page("offer_answer", offered.pk), {"answer": "ja"}, follow=True)
    assert said(answer)[0].startswith("Tiden til at svare er gået")


def test_too_late_to_book_and_called_off_are_said(eva, session, karen, monday):
    other = make_session(by=karen)
    call_off_session(by=karen, session=other, because="Sygdom.")
    [refused] = said(book(eva, other))
    assert refused.startswith("Det kan ikke lade sig gøre lige nu.")
    monday.move_to(session.book_by + SECOND)
    assert said(book(eva, session))[0].startswith("Tilmeldingen sluttede søndag 13. september")
    assert Booking.objects.count() == 0


def test_a_session_that_one_does_not_see_is_not_booked(noor, session):
    assert signed_in(noor).post(page("seat_book", session.pk)).status_code == 404
    assert Booking.objects.count() == 0


def test_a_guest_who_sees_it_does_not_book_for_oneself(noor, session, karen):
    booking = make_booking(session, noor, by=karen)
    cancel_booking(by=noor, booking=booking)
    html = shown(noor, session)
    assert page("seat_book", session.pk) not in html
    assert "Skriv til lederen af dit netværk" in html
    assert said(book(noor, session))[0].startswith("Det kan ikke lade sig gøre")
    assert states(session) == {"Noor": "cancelled"}


def test_somebody_elses_booking_is_not_found(eva, ali, bo, noor, session, monday):
    booking = make_booking(session, ali)
    doors = [("booking_detail", "get"), ("seat_cancel", "post"), ("offer_answer", "post")]
    doors += [("booking_feedback", "get"), ("booking_feedback", "post")]
    for moment in (MONDAY, session.ends_at):
        monday.move_to(moment)
        for person in (eva, bo, noor):
            for name, method in doors:
                for number in (booking.pk, 999_999):
                    answer = getattr(signed_in(person), method)(
                        page(name, number), {"answer": "ja"}
                    )
                    assert answer.status_code == 404, (name, person)
    assert states(session) == {"Ali": "booked"}


def test_the_holder_sees_a_seat_but_gives_up_nobodys(ali, dorte, karen):
    session = make_session(by=karen, held_by=dorte)
    booking = make_booking(session, ali)
    html = signed_in(dorte).get(page("booking_detail", booking.pk)).content.decode()
    assert ("Ali Lund" in html, "Meld fra" in html) == (True, False)
    answer = signed_in(dorte).post(page("seat_cancel", booking.pk), follow=True)
    assert said(answer)[0].startswith("Det kan ikke lade sig gøre")
    assert signed_in(dorte).post(page("offer_answer", booking.pk)).status_code == 404
    assert states(session) == {"Ali": "booked"}


def test_the_leader_books_for_members_and_guests_and_sees_who_has_a_seat(
    mia, ali, noor, network, karen
):
    session = make_session(by=karen, capacity=2)
    make_booking(session, ali)
    html = shown(mia, session)
    members = html.partition('id="members"')[2]
    free = members.partition("<form")[2]
    assert ("Har en plads" in members, "Ali Lund" in free) == (True, False)
    assert ("Noor Lund" in free, "Mia Lund" in free) == (True, True)
    answer = book_for(mia, session, network, noor, mia)
    assert said(answer) == ["Noor har en plads. Mia står på ventelisten. De får hver en mail."]
    booking = session.bookings.get(person=noor)
    assert (booking.network, booking.booked_by) == (network, mia)
    html = answer.content.decode()
    assert page("booking_detail", booking.pk) in html
    assert page("booking_detail", session.bookings.get(person=ali).pk) not in html


def test_the_leader_gives_up_what_the_leader_booked(mia, noor, network, session):
    book_for(mia, session, network, noor)
    booking = session.bookings.get()
    html = signed_in(mia).get(page("booking_detail", booking.pk)).content.decode()
    assert "Skal Noor Lund meldes fra?" in html
    answer = signed_in(mia).post(page("seat_cancel", booking.pk), follow=True)
    assert said(answer) == ["Noor er meldt fra og får en mail om det."]
    assert told(noor) == 2


def test_ones_own_booking_stands_on_the_sessions_page(eva, session):
    booking = make_booking(session, eva)
    answer = signed_in(eva).get(page("booking_detail", booking.pk))
    assert (answer.status_code, answer.url) == (302, page("session_detail", session.pk))


def test_nobody_chosen_and_strangers_are_said_and_the_ticks_stay(mia, noor, eva, network, session):
    address = page("members_book", session.pk)
    answer = signed_in(mia).post(address, {"network": network.pk})
    assert answer.status_code == 422
    assert "Sæt kryds ved mindst én." in answer.content.decode()
    answer = signed_in(mia).post(address, {"network": network.pk, "people": [noor.pk, eva.pk]})
    html = answer.content.decode()
    assert (answer.status_code, "checked" in html, "Eva Lund" in html) == (422, True, False)
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("who", ["ali", "eva", "bo", "karen", "noor"])
def test_only_a_living_networks_leader_books_for_its_members(who, network, session, ali, request):
    person = request.getfixturevalue(who)
    if who == "noor":
        make_booking(session, person, by=request.getfixturevalue("karen"))
    before = Booking.objects.count()
    assert book_for(person, session, network, ali).status_code == 404
    assert 'id="members"' not in shown(person, session)
    assert Booking.objects.count() == before


def test_a_member_who_got_a_seat_meanwhile_is_no_mistake(mia, ali, network, session):
    make_booking(session, ali)
    book_for(mia, session, network, ali, mia)
    assert states(session) == {"Ali": "booked", "Mia": "booked"}


def test_two_questions_afterwards_and_who_reads_the_answers(eva, session, monday):
    booking = make_booking(session, eva)
    address = page("booking_feedback", booking.pk)
    assert signed_in(eva).get(address).status_code == 404
    monday.move_to(session.ends_at)
    assert address in shown(eva, session)
    html = signed_in(eva).get(address).content.decode()
    assert "Den, der holdt det, og sekretariatet læser det, uden navn." in html
    answer = signed_in(eva).post(address, {"words": "MARK-flere øvelser"})
    html = answer.content.decode()
    assert (answer.status_code, "MARK-flere øvelser" in html) == (422, True)
    sent = {"usefulness": "later", "words": "MARK-flere øvelser"}
    answer = signed_in(eva).post(address, sent, follow=True)
    assert said(answer) == ["Tak. Karen og sekretariatet læser det, uden dit navn."]
    assert "MARK-flere øvelser" in signed_in(eva).get(address).content.decode()
    signed_in(eva).post(address, {**sent, "usefulness": "now"})
    assert Feedback.objects.get().usefulness == "now"


def test_who_did_not_come_is_not_asked(eva, session, karen, monday):
    booking = make_booking(session, eva)
    monday.move_to(session.ends_at)
    note_attendance(by=karen, session=session, present=[])
    assert signed_in(eva).get(page("booking_feedback", booking.pk)).status_code == 404
    assert page("booking_feedback", booking.pk) not in shown(eva, session)


def test_my_seats_begin_with_what_asks_for_an_answer(eva, karen, monday):
    def session(title: str, days: int, capacity: int = 1) -> OfferingSession:
        begins = MONDAY + timedelta(days=days)
        return make_session(
            by=karen, offering=make_offering(title), begins_at=begins, capacity=capacity
        )

    over, near, far = session("Holdt", 2), session("Nær", 5), session("Fjern", 9)
    wanted, off = session("Tilbudt", 12), session("Aflyst hold", 6)
    first = make_booking(wanted, PersonFactory())
    make_booking(near, PersonFactory())
    for one in (over, far, near, wanted, off):
        make_booking(one, eva)
    make_booking(session("En andens", 4), PersonFactory())
    call_off_session(by=karen, session=off, because="Sygdom.")
    monday.move_to(MONDAY + timedelta(days=3))
    cancel_booking(by=first.person, booking=first)
    html = signed_in(eva).get(page("my_bookings")).content.decode()
    order = [html.index(title) for title in ("Tilbudt", "Nær", "Fjern", "Holdt")]
    assert order == sorted(order)
    assert "Du er den første på ventelisten" in html
    assert "Sig, om du kunne bruge det" in html.partition('id="behind"')[2]
    assert ("En andens" in html, "Aflyst hold" in html) == (False, False)
    assert (
        "Tilbudt"
        not in signed_in(karen).get(page("my_bookings")).content.decode().partition('id="holds"')[0]
    )


def test_whoever_holds_a_session_finds_it_until_it_is_known_who_came(dorte, karen, eva, monday):
    session = make_session(by=karen, held_by=dorte)
    make_booking(session, eva)
    address = page("session_attendance", session.pk)

    def mine() -> str:
        return signed_in(dorte).get(page("my_bookings")).content.decode()

    assert ("Det holder du" in mine(), address in mine()) == (True, False)
    monday.move_to(session.ends_at)
    assert address in mine()
    note_attendance(by=dorte, session=session, present=[])
    assert "Det holder du" not in mine()


def test_a_guest_with_nothing_ahead_is_told_what_comes_here(noor, eva):
    html = signed_in(noor).get(page("my_bookings")).content.decode()
    assert "Her kommer det, du er meldt til" in html
    assert f'href="{page("offering_list")}"' not in html
    assert f'href="{page("offering_list")}"' in (
        signed_in(eva).get(page("my_bookings")).content.decode()
    )


def test_earlier_sessions_are_walked_a_page_at_a_time(eva, karen, monday):
    offering = make_offering()
    for number in range(30):
        begins = MONDAY + timedelta(days=1 + number // 2)
        make_booking(make_session(by=karen, offering=offering, begins_at=begins), eva)
    monday.move_to(MONDAY + timedelta(days=40))
    address, seen = page("my_bookings"), []
    while address:
        shown_page = signed_in(eva).get(address).context["page"]
        seen += [one.booking.pk for one in shown_page.behind]
        address = f"{page('my_bookings')}?foer={shown_page.older}" if shown_page.older else ""
    latest_first = Booking.objects.order_by("-session__begins_at", "-pk")
    assert seen == list(latest_first.values_list("pk", flat=True))


def test_my_seats_cost_the_same_at_every_size(eva, karen, monday):
    costs, offering = [], make_offering()
    for size in (1, 3, 25):
        monday.move_to(MONDAY)
        while OfferingSession.objects.count() < 4 * size:
            for days, held_by in ((1, karen), (9, karen), (10, eva)):
                begins = MONDAY + timedelta(days=days)
                session = make_session(
                    by=karen, offering=offering, begins_at=begins, held_by=held_by, capacity=1
                )
                make_booking(session, eva)
            full = make_session(by=karen, offering=offering, capacity=1)
            make_bookings(full, [PersonFactory(), eva])
        monday.move_to(MONDAY + timedelta(days=2))
        one = Booking.objects.filter(person=eva, session__ends_at__lt=MONDAY + timedelta(days=2))
        addresses = [page("my_bookings"), page("booking_feedback", one[0].pk)]
        costs.append([queries_of(signed_in(eva), address) for address in addresses])
    # session, person, what comes, what one holds, what has been
    assert costs == [[5, 3]] * 3


def test_a_leader_who_is_too_late_is_told_and_keeps_the_ticks(mia, noor, network, session, monday):
    monday.move_to(session.book_by + SECOND)
    answer = book_for(mia, session, network, noor)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Tilmeldingen sluttede søndag 13. september" in html
    assert f'value="{noor.pk}"' in html
    assert "checked" in html
    assert Booking.objects.count() == 0
