"""A session is booked full, somebody waits, a seat falls free, is offered and taken."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from offerings.models import Booking, OfferingSession
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Prøv det på en uge"
KEY = re.compile(r"/plads/[^\s]+/")


def test_a_seat_goes_from_one_to_the_next(live_server, enter, new_context):
    call_command("load_demo", verbosity=0)
    sanne = enter("Sanne")
    plan(sanne)
    ali, eva = enter("Ali"), enter("Eva", viewport=PHONE)
    take_the_only_seat(ali)
    wait_in_line(eva)
    give_it_up_from_the_mail(new_context(base_url=live_server.url).new_page())
    take_what_is_offered(eva)
    session = OfferingSession.objects.get(offering__title=TITLE, begins_at__gt=clock.now())
    states = dict(session.bookings.values_list("person__first_name", "state"))
    assert states == {"Ali": "cancelled", "Eva": "booked"}


def plan(sanne: Page) -> None:
    """On the desk: one seat, in a place that is then taken."""
    sanne.get_by_role("link", name="Sekretariat", exact=True).click()
    sanne.locator("a[href$='/offeringsession/add/']").click()
    day = clock.local_now() + timedelta(days=20)
    sanne.select_option("[name=offering]", label=TITLE)
    sanne.fill("[name=begins_at]", f"{day:%Y-%m-%d}T09:00")
    sanne.fill("[name=ends_at]", f"{day:%Y-%m-%d}T12:00")
    sanne.select_option("[name=place]", label="Rum 3 på rådhuset")
    sanne.fill("[name=capacity]", "1")
    sanne.fill("[name=book_by]", f"{day:%Y-%m-%d}T08:00")
    sanne.fill("[name=held_by]", "karen@demo.example")
    sanne.locator("[name=_save]").click()
    expect(sanne.locator(".messagelist")).to_be_visible()


def open_session(page: Page) -> None:
    page.goto("/tilbud/")
    page.get_by_role("link", name=TITLE).first.click()
    page.locator("a[href*='/tilbud/hold/']").first.click()


def take_the_only_seat(ali: Page) -> None:
    open_session(ali)
    expect(ali.get_by_role("main")).to_contain_text("1 plads")
    ali.get_by_role("button", name="Tag en plads").click()
    expect(ali.get_by_role("heading", name="Du har en plads")).to_be_visible()


def wait_in_line(eva: Page) -> None:
    open_session(eva)
    eva.get_by_role("button", name="Skriv dig på ventelisten").click()
    expect(eva.get_by_role("heading", name="Du er den første på ventelisten")).to_be_visible()


def give_it_up_from_the_mail(nobody: Page) -> None:
    """The link in Ali's letter needs no sign-in, and looking changes nothing."""
    letter = OutboxMail.objects.filter(recipient__first_name="Ali").exclude(calendar="").last()
    key = KEY.search(letter.text)
    assert key
    nobody.goto(key.group())
    booking = Booking.objects.get(person__first_name="Ali", session__offering__title=TITLE)
    assert booking.state == "booked"
    nobody.get_by_role("button", name="Meld fra").click()
    expect(nobody.get_by_role("main")).to_contain_text("Du er meldt fra.")


def take_what_is_offered(eva: Page) -> None:
    eva.goto("/")
    eva.locator(".nv-step", has_text=TITLE).locator("a.button").click()
    eva.get_by_role("button", name=re.compile("^Ja tak")).click()
    expect(eva.get_by_role("heading", name="Du har en plads")).to_be_visible()
    told = OutboxMail.objects.filter(recipient__first_name="Eva").exclude(calendar="")
    assert any(TITLE in one.calendar for one in told)
