"""A network ends: a result finds a home, the harvest is read, and somebody looks again."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from networks.enums import Afterlife, Audience
from networks.models import LookAgain, Network, Receiver, Result
from tests.factories.networks import make_learning
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Den første time mandag"
SHIELDED = "MARK-kun-os"
LAST_WORDS = "Vi lærte at spørge, før vi svarede."


def test_from_a_result_to_its_afterlife(live_server, enter):
    call_command("load_demo", verbosity=0)
    mia, nadia, dorte = enter("Mia"), enter("Nadia", viewport=PHONE), enter("Dorte")
    network = Network.objects.running().get(leader__email="mia@demo.example")
    make_learning(network, learned=SHIELDED, audience=Audience.NETWORK)

    write_result(mia, network)
    ask(mia, network)
    accept(nadia)
    close(mia, network)
    read_harvest(dorte, network)
    look_again(nadia)
    told = OutboxMail.objects.filter(kind="look_again", subject__contains=network.title)
    assert told.filter(recipient__first_name="Mia").count() == 1
    dorte.goto(f"/netvaerk/{network.slug}/hoest/")
    expect(dorte.get_by_role("main")).to_contain_text("Nu er det også tirsdag.")


def write_result(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/")
    mia.get_by_role("link", name="Aftryk").click()
    mia.get_by_role("link", name=re.compile("Skriv (et|det første) resultat")).click()
    mia.fill("[name=title]", TITLE)
    mia.fill("[name=text]", "Ingen undervisning den første time. Vi spiser morgenmad.")
    mia.fill("[name=for_whom]", "Elever i udskolingen")
    mia.fill("[name=demanded]", "To lærere, brød og en skoleleder, der lod klokken være.")
    mia.fill("[name=not_to_copy]", "Fremmødelisten ved døren.")
    mia.locator("[name=audience][value=employees]").check(force=True)
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("status").first).to_contain_text("Alle medarbejdere kan læse det.")


def ask(mia: Page, network: Network) -> None:
    card = mia.locator("article", has_text=TITLE)
    expect(card).to_contain_text("Ingen er spurgt endnu")
    card.get_by_role("link", name="Spørg en modtager").click()
    mia.fill("[name=person]", "nadia@demo.example")
    mia.fill("[name=words]", "Det begyndte hos jer.")
    mia.get_by_role("button", name="Spørg").click()
    expect(mia.locator("article", has_text=TITLE)).to_contain_text("er spurgt lige nu")


def accept(nadia: Page) -> None:
    """From "Mit næste skridt" on a phone, in one click."""
    nadia.goto("/")
    nadia.locator(".nv-step", has_text=TITLE).locator("a.button").click()
    expect(nadia.get_by_role("main")).to_contain_text("Fremmødelisten ved døren.")
    expect(nadia.get_by_role("main")).to_contain_text("Det begyndte hos jer.")
    nadia.fill("[name=words] >> nth=0", "Det passer ind i vores morgener.")
    nadia.get_by_role("button", name="Ja, jeg tager imod").click()
    expect(nadia.get_by_role("status").first).to_contain_text("Du har taget imod")
    assert Receiver.objects.standing().get(result__title=TITLE).answer == "accepted"


def close(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/aftryk/")
    mia.get_by_role("link", name="Afslut netværket").click()
    mia.fill("[name=words]", LAST_WORDS)
    why = mia.locator("[name=why_without]")
    lacks = Result.objects.filter(network=network).without_receiver().exists()
    assert bool(why.count()) == lacks
    if lacks:
        why.fill("De andre er på vej.")
    mia.get_by_role("button", name="Afslut netværket").click()
    mia.wait_for_url("**/hoest/")
    expect(mia.get_by_role("main")).to_contain_text(LAST_WORDS)
    network.refresh_from_db()
    assert network.is_closed
    # Those who stayed to the end read on.
    mia.goto(f"/netvaerk/{network.slug}/laering/")
    expect(mia.get_by_role("main")).to_contain_text(SHIELDED)


def read_harvest(dorte: Page, network: Network) -> None:
    """The director reads it and carries it along; what was the network's own stays there."""
    dorte.goto(f"/netvaerk/{network.slug}/aftryk/")
    dorte.get_by_role("link", name="Læs høsten").click()
    expect(dorte.get_by_role("main")).to_contain_text(TITLE)
    assert SHIELDED not in dorte.content()
    with dorte.expect_download() as download:
        dorte.get_by_role("link", name="Hent som PDF").click()
    assert re.fullmatch(r"hoest-.+\.pdf", download.value.suggested_filename)
    paper = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    told = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert (LAST_WORDS in told, TITLE in told, SHIELDED in told) == (True, True, False)


def look_again(nadia: Page) -> None:
    """A quarter later; here the days are moved instead."""
    nadia.goto("/")
    expect(nadia.locator(".nv-step", has_text=TITLE)).to_have_count(0)
    look = LookAgain.objects.get(result__title=TITLE, months=3)
    LookAgain.objects.filter(pk=look.pk).update(due_on=clock.today() - timedelta(days=1))
    nadia.goto("/")
    nadia.locator(".nv-step", has_text=TITLE).locator("a.button").click()
    nadia.fill("[name=words]", "Nu er det også tirsdag.")
    nadia.get_by_role("button", name="Det har ændret sig").click()
    expect(nadia.get_by_role("status").first).to_contain_text("Svaret er gemt")
    look.refresh_from_db()
    assert look.answer == Afterlife.CHANGED
