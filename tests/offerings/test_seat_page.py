"""The page from the mail and the calendar: no sign-in, one seat, and a GET changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import OutboxMail, Person
from offerings.actions.booking import cancel_booking
from offerings.actions.booking_letters import booking_of_token, seat_path, seat_token
from offerings.models import Booking
from tests.factories.booking import make_booking, make_bookings, make_session
from tests.people.post import newest_link_to

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def state(booking: Booking) -> str:
    return Booking.objects.values_list("state", flat=True).get(pk=booking.pk)


@pytest.fixture
def seat(ali):
    return make_booking(make_session(capacity=1), ali)


@pytest.fixture
def offered(seat, eva):
    booking = make_booking(seat.session, eva)
    cancel_booking(by=seat.person, booking=seat)
    return booking


def test_the_mails_button_opens_the_page_without_signing_in(client, seat, ali):
    address = newest_link_to(ali.email)
    assert address == seat_path(seat)
    page = client.get(address)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Meld fra" in html
    assert "Ja tak" not in html
    assert "no-store" in page.headers["Cache-Control"]
    client.head(address)
    assert state(seat) == "booked"


def test_a_post_gives_the_seat_up_and_a_second_one_says_so_again(client, seat):
    for _twice in range(2):
        page = client.post(seat_path(seat), {"svar": "fra"})
        assert page.status_code == 200
        assert "Du er meldt fra." in page.content.decode()
    assert state(seat) == "cancelled"
    assert OutboxMail.objects.filter(cause=f"booking:{seat.pk}:cancelled").count() == 1
    assert 'name="svar"' not in client.get(seat_path(seat)).content.decode()


@pytest.mark.parametrize(("answer", "after"), [("ja", "booked"), ("nej", "cancelled")])
def test_an_offer_is_answered_from_the_mail(client, offered, answer, after):
    html = client.get(seat_path(offered)).content.decode()
    assert "Ja tak til pladsen" in html
    assert "Nej tak" in html
    client.post(seat_path(offered), {"svar": answer})
    assert state(offered) == after


def test_too_late_is_said_and_nothing_is_taken(client, offered):
    with time_machine.travel(offered.session.begins_at - HOUR):
        html = client.post(seat_path(offered), {"svar": "ja"}).content.decode()
    assert "Tiden til at svare er gået" in html
    assert state(offered) == "offered"


def test_an_unknown_answer_does_nothing(client, seat):
    assert client.post(seat_path(seat), {"svar": "alt"}).status_code == 200
    assert client.post(seat_path(seat)).status_code == 200
    assert state(seat) == "booked"


def test_a_forged_or_foreign_key_opens_nothing(client, seat, eva):
    token = seat_token(seat)
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        signing.Signer(salt="something.else").sign_object([seat.pk, seat.person_id]),
        signing.Signer(salt="offerings.seat").sign_object([seat.pk, eva.pk]),
        "x",
    ]
    for key in forged:
        assert booking_of_token(key) is None
        for answer in (client.get, client.post):
            assert answer(reverse("offerings:seat_open", args=[key])).status_code == 404


def test_the_key_is_dead_when_the_session_is_over_or_the_account_closed(client, seat):
    with time_machine.travel(seat.session.begins_at + HOUR):
        html = client.get(seat_path(seat)).content.decode()
        assert 'name="svar"' not in html
    with time_machine.travel(seat.session.ends_at):
        assert client.get(seat_path(seat)).status_code == 404
    Person.objects.filter(pk=seat.person_id).update(is_active=False)
    assert client.get(seat_path(seat)).status_code == 404


def test_the_key_acts_for_its_person_whoever_is_signed_in(client, seat, eva):
    client.force_login(eva)
    client.post(seat_path(seat), {"svar": "fra"})
    assert state(seat) == "cancelled"
    assert "Du har meldt fra" in OutboxMail.objects.latest("pk").text


def test_a_strange_page_cannot_post_it(seat):
    assert (
        Client(enforce_csrf_checks=True).post(seat_path(seat), {"svar": "fra"}).status_code == 403
    )
    assert state(seat) == "booked"


def test_the_page_names_nobody_else(client, seat, eva):
    make_bookings(seat.session, [eva])
    assert eva.name not in client.get(seat_path(seat)).content.decode()
