"""Somebody who has never seen the desk does each of its acts from the first page, by clicking."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from netvaerk import clock
from netvaerk.people.models import OutboxMail, Person
from networks.models import Membership, Network, Proposal, ThemeRound
from offerings.models import AssignedOffering, Booking, OfferingSession
from secretariat.models import SparringSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

YEAR = clock.today().year + 1


@dataclass(frozen=True)
class Act:
    """A row of a pile, its button, what is filled in, and what then stands otherwise."""

    pile: str
    row: str
    button: str
    changed: Callable[[], Any]
    said: dict[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()  # what is ticked, by its visible name
    press: str = "[name=_save]"


ACTS = [
    Act(
        "Forslag, der skal skærpes",
        "Den første uge i en ny by",
        "Læs og svar",
        lambda: Proposal.objects.get(title="Den første uge i en ny by").status == "returned",
        {"[name=text] >> visible=true": "Hvem har I talt med?"},
        press="button:has-text('Send tilbage')",
    ),
    Act(
        "Netværk uden konsulent",
        "En stærkere administration på tværs",
        "Vælg konsulent",
        lambda: Network.objects.get(slug="en-staerkere-administration-paa-tvaers").consultant,
        {"select[name=consultant]": "Karen Mosetoft"},
    ),
    Act(
        "Netværk uden netværksleder",
        "Bo i byen",
        "Find en ny netværksleder",
        lambda: Network.objects.get(title="Bo i byen").leader.first_name == "Emil",
        {"[name=new_leader]": "emil@demo.example"},
    ),
    Act(
        "Ønsker om støtte",
        "Hærværk på skolerne",
        "Svar på ønsket",
        lambda: AssignedOffering.objects.filter(
            network__title="Hærværk på skolerne", offering__key="facilitator"
        ).exists(),
        {"[name=answer]": "Rasmus kommer."},
        ("Ja",),
    ),
    Act(
        "Ønsker om støtte",
        "Én fælles ungdomsklub",
        "Find en sparringspartner",
        lambda: SparringSession.objects.get(question__startswith="Hvordan inviterer vi").partner,
        chosen=("Karen Mosetoft",),
    ),
    Act(
        "Tilbud og ventelister",
        "Lyt, før du spørger",
        "Se holdet, og gør plads",
        lambda: Booking.objects.get(person__email="malte@demo.example").state == "offered",
        {"[name=capacity]": "6"},
    ),
    Act(
        "Tilbud og ventelister",
        "Giv det videre, så det lever",
        "Notér, hvem der kom",
        lambda: OfferingSession.objects.get(offering__key="giv-det-videre").attendance_noted_at,
        chosen=("Josefine Askebro", "Lars Engdrup"),
        press="main button[type=submit]:has-text('Gem')",
    ),
    Act(
        "Mails og skub, der fejlede",
        "Malte Søkilde",
        "Ret adressen",
        lambda: Person.objects.filter(email="malte.soekilde@demo.example").exists(),
        {"[name=email]": "malte.soekilde@demo.example"},
    ),
    Act(
        "Mails og skub, der fejlede",
        "Malte Søkilde",
        "Send igen",
        lambda: OutboxMail.objects.get(cause="stranded").state == "waiting",
        press="#content-main input[type=submit]",
    ),
]


def test_each_act_is_found_and_done_from_the_first_page(live_server, enter):
    call_command("load_demo", verbosity=0)
    leave_a_network_without_a_leader()
    strand_a_letter()
    sanne = enter("Sanne")
    sanne.get_by_role("link", name="Sekretariat", exact=True).click()
    for act in ACTS:
        assert not act.changed(), act.row
        carry_out(sanne, act)
        assert act.changed(), act.row
        back_to_the_desk(sanne)
    write_to(sanne, "Netværk uden retning", "nadia@demo.example")
    write_to(sanne, "Aftryk uden modtager", "josefine@demo.example")
    write_to(sanne, "Sparring, der skal noteres", "karen@demo.example")
    make_the_years_rounds(sanne)


def leave_a_network_without_a_leader() -> None:
    network = Network.objects.get(title="Bo i byen")
    Membership.objects.current().filter(network=network, person=network.leader).update(
        ended_at=clock.now(), ended_because="left"
    )


def strand_a_letter() -> None:
    person = Person.objects.get(email="malte@demo.example")
    OutboxMail.objects.create(
        cause="stranded",
        kind="booking_test",
        recipient=person,
        to_address=person.email,
        subject="Din plads",
        text="Du er på ventelisten.",
        message_id="<stranded@netvaerk>",
        state="dead",
        reason="550 no such mailbox",
    )


def row_of(page: Page, pile: str, row: str) -> Locator:
    section = page.locator("section").filter(has=page.get_by_role("heading", name=pile))
    return section.locator("li", has_text=row)


def carry_out(page: Page, act: Act) -> None:
    """The row's button, what the act needs, and its own button."""
    row = row_of(page, act.pile, act.row).first
    row.locator(".button", has_text=act.button).click()
    for where, text in act.said.items():
        if where.startswith("select"):
            option = page.locator(f"{where} option", has_text=text).get_attribute("value")
            page.select_option(where, option)
        else:
            page.locator(where).last.fill(text)
    for name in act.chosen:
        page.get_by_label(re.compile(name)).first.check(force=True)
    page.locator(act.press).first.click()
    page.wait_for_load_state()


def back_to_the_desk(page: Page) -> None:
    name = re.compile("^(Sekretariat|Sekretariatets skrivebord)$")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name="Det, der venter")).to_be_visible()


def write_to(page: Page, pile: str, address: str) -> None:
    """What only another person can do is a letter to that person."""
    link = row_of(page, pile, "").locator(f"a[href^='mailto:{address}']")
    expect(link.first).to_be_visible()


def make_the_years_rounds(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Opret årets runder")).click()
    page.select_option("[name=aar]", str(YEAR))
    page.get_by_role("button", name="Vis datoerne").click()
    before = ThemeRound.objects.count()
    page.get_by_role("button", name=re.compile("^Opret (runden|begge runder)")).click()
    page.wait_for_load_state()
    assert ThemeRound.objects.count() > before
