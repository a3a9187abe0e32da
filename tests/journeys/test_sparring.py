"""A network asks for sparring, somebody is found, a time is picked, and it is held and noted."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from networks.models import Network
from secretariat.models import SparringSession
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "Hvad er vi bange for at spørge om?"
NOTE = "Vi begynder næste møde med stilhed."


def test_from_a_question_to_a_note(live_server, enter):
    call_command("load_demo", verbosity=0)
    mia, sanne, karen = enter("Mia", viewport=PHONE), enter("Sanne"), enter("Karen")
    network = Network.objects.running().get(leader__email="mia@demo.example")

    ask(mia, network)
    find_somebody(sanne)
    pick_a_time(mia)
    session = SparringSession.objects.get(question=QUESTION)
    assert (session.state, session.partner.first_name) == ("agreed", "Karen")
    into_the_calendar(session)
    hold_it(karen, session)
    read_by_those_who_were_there(mia, sanne, session)


def ask(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/")
    mia.get_by_role("link", name="Støtte").click()
    mia.get_by_role("link", name="Bed om sparring").click()
    mia.fill("[name=question]", QUESTION)
    mia.get_by_role("radio", name=re.compile("Sparring med en konsulent")).check(force=True)
    expect(mia.get_by_role("main")).to_contain_text("Netværket og sekretariatet kan læse")
    mia.get_by_role("button", name="Bed om sparring").click()
    expect(mia.get_by_role("status").first).to_be_visible()


def find_somebody(sanne: Page) -> None:
    """From the desk's first page, with each one's load beside the name."""
    sanne.get_by_role("link", name="Sekretariat", exact=True).click()
    row = sanne.locator("li", has_text="Elever med højt fravær").filter(has_text="Sparring")
    row.get_by_role("link", name=re.compile("Find en sparringspartner")).click()
    expect(sanne.locator("body")).to_contain_text("kender til skole, fravær")
    sanne.get_by_role("radio", name=re.compile("Karen Mosetoft")).check()
    for number, days in (("first", 4), ("second", 5)):
        at = clock.local_now() + timedelta(days=days)
        sanne.fill(f"[name={number}]", f"{at:%Y-%m-%d}T10:00")
    sanne.locator("[name=_save]").click()
    expect(sanne.locator(".messagelist")).to_be_visible()


def pick_a_time(mia: Page) -> None:
    mia.goto("/")
    mia.locator(".nv-step", has_text=QUESTION).locator("a.button").click()
    mia.locator("[name=time_id]").first.click()
    expect(mia.get_by_role("status").first).to_be_visible()


def into_the_calendar(session: SparringSession) -> None:
    """Both get a letter that Outlook takes by itself, with the question in it."""
    letters = OutboxMail.objects.filter(kind="sparring").exclude(calendar="")
    mine = [one for one in letters if str(session.uid) in one.calendar]
    assert {one.recipient.first_name for one in mine} == {"Mia", "Karen"}
    assert all(QUESTION in one.calendar.replace("\r\n ", "") for one in mine)


def hold_it(karen: Page, session: SparringSession) -> None:
    """Its time comes; here the session is moved instead."""
    SparringSession.objects.filter(pk=session.pk).update(
        takes_place_at=clock.now() - timedelta(hours=2)
    )
    karen.goto("/")
    step = karen.locator(".nv-step", has_text="Blev sparringen med »Elever med højt fravær« holdt?")
    step.locator("a.button").click()
    karen.fill("[name=sentence]", NOTE)
    karen.get_by_role("button", name="Holdt", exact=True).click()
    expect(karen.get_by_role("main")).to_contain_text(NOTE)


def read_by_those_who_were_there(mia: Page, sanne: Page, session: SparringSession) -> None:
    mia.goto(f"/sparring/{session.pk}/")
    expect(mia.get_by_role("main")).to_contain_text(NOTE)
    sanne.goto(f"/sparring/{session.pk}/")
    expect(sanne.get_by_role("main")).to_contain_text("Det, der blev sagt, bliver hos dem")
    assert NOTE not in sanne.content()
