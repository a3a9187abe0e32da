"""A citizen is asked in, says yes without an account, writes a card, and comes back by a code.

Mia invites in the browser; Gry has nothing but her mailbox and a phone.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from netvaerk.people.models import OutboxMail, Person
from networks.models import LearningEntry, Network
from tests.journeys.conftest import PHONE
from tests.people.post import newest_link_to

GUEST = "gry.hav@borger.example"
WORD = "Jeg går skolevejen hver morgen og vil gerne fortælle."
LEARNED = "De venter på hinanden ved broen."
CLOSED_TO_HER = ("/forslag/", "/forslag/nyt/", "/tilbud/", "/ledelse/", "/personer/")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_citizen_comes_in(live_server, enter, new_context):
    call_command("load_demo", verbosity=0)
    mia = enter("Mia")
    network = Network.objects.running().filter(leader__first_name="Mia").earliest("pk")
    invite(mia, network)
    gry = new_context(base_url=live_server.url, viewport=PHONE, is_mobile=True).new_page()
    says_yes(gry, network)
    writes_a_card(gry, network)
    reaches_nothing_else(gry, network)
    comes_back_by_code(gry, network)
    reads_the_word(mia, network)


def invite(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/inviter/")
    mia.get_by_label("Hvem vil I invitere?").fill(f"Gry Hav <{GUEST}>\nben@firma.example")
    mia.get_by_label("Hvem er de?").select_option(label="Borgere")
    mia.get_by_label("Jeres egne ord").fill("Vi vil forstå, hvad der sker om morgenen.")
    mia.get_by_label("Hvorfor netop dig?").fill("Fordi du kender skolevejen.")
    mia.get_by_label("Hvor meget tid beder I om?").fill("To møder om måneden")
    mia.get_by_role("button", name="Send invitationerne").click()
    expect(mia.get_by_role("status").first).to_contain_text("2 invitationer er sendt.")
    expect(mia.get_by_role("main")).to_contain_text(GUEST)


def says_yes(gry: Page, network: Network) -> None:
    """From the letter; looking first, and a name forgotten on the way."""
    gry.goto(newest_link_to(GUEST))
    expect(gry.get_by_role("heading", level=1)).to_have_text(network.title)
    expect(gry.get_by_role("main")).to_contain_text("Fordi du kender skolevejen.")
    gry.get_by_text("Hvem får hvad at vide om dig?").click()
    assert gry.evaluate("document.documentElement.scrollWidth <= innerWidth")
    gry.locator("#ja_first_name").fill("Gry")
    gry.locator("#ja_words").fill(WORD)
    gry.get_by_role("button", name="Ja tak").click()
    expect(gry.get_by_role("alert").first).to_contain_text("Skriv dit efternavn.")
    assert gry.locator("#ja_words").input_value() == WORD
    gry.locator("#ja_last_name").fill("Hav")
    gry.get_by_role("button", name="Ja tak").click()
    expect(gry).to_have_url(re.compile(rf"/netvaerk/{network.slug}/$"))
    expect(gry.get_by_role("main")).to_contain_text("Du er med i")
    assert Person.objects.get(email=GUEST).roles == []


def writes_a_card(gry: Page, network: Network) -> None:
    gry.goto(f"/netvaerk/{network.slug}/laering/nyt/")
    gry.locator("[name=believed]").fill("At de gik alene.")
    gry.locator("[name=saw]").fill("En flok ved broen.")
    gry.locator("[name=learned]").fill(LEARNED)
    with gry.expect_navigation():
        form = gry.locator("form", has=gry.locator("[name=learned]"))
        form.get_by_role("button", name="Gem", exact=True).click()
    card = LearningEntry.objects.get(learned=LEARNED)
    assert (card.author.email, card.network, card.audience) == (GUEST, network, "network")


def reaches_nothing_else(gry: Page, network: Network) -> None:
    """No door and no link to anything but her own room."""
    others = Network.objects.exclude(pk=network.pk).values_list("slug", flat=True)
    assert others
    for path in (*CLOSED_TO_HER, *(f"/netvaerk/{slug}/" for slug in others)):
        assert gry.request.get(path).status == 404, path
    for path in ("inviter", "invitationer", "retning/skriv"):
        assert gry.request.get(f"/netvaerk/{network.slug}/{path}/").status == 404, path
    titles = Network.objects.exclude(pk=network.pk).values_list("title", flat=True)
    for path in ("/", "/netvaerk/", "/laering/"):
        gry.goto(path)
        assert [title for title in titles if title in gry.content()] == [], path
    header = gry.locator("header").inner_html()
    assert [path for path in CLOSED_TO_HER if f'href="{path}"' in header] == []


def comes_back_by_code(gry: Page, network: Network) -> None:
    gry.context.clear_cookies()
    gry.goto(f"/netvaerk/{network.slug}/")
    gry.get_by_role("link", name="Få en kode på mail").click()
    gry.get_by_label("Mailadresse").fill(GUEST)
    gry.get_by_role("button", name="Send mig en kode").click()
    expect(gry.get_by_role("heading", level=1)).to_have_text("Skriv koden fra mailen")
    letter = OutboxMail.objects.filter(to_address=GUEST).latest("id")
    gry.get_by_label("Koden fra mailen").fill(re.search(r"Koden er (\S+)", letter.text)[1])
    gry.get_by_role("button", name="Log ind").click()
    expect(gry).to_have_url(re.compile(rf"/netvaerk/{network.slug}/$"))
    gry.goto(f"/netvaerk/{network.slug}/laering/")
    expect(gry.get_by_role("main")).to_contain_text(LEARNED)


def reads_the_word(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/invitationer/")
    row = mia.get_by_role("listitem").filter(has_text=GUEST)
    expect(row).to_contain_text("Sagde ja")
    expect(row).to_contain_text(WORD)
    told = OutboxMail.objects.filter(text__contains=WORD)
    assert [letter.recipient.first_name for letter in told] == ["Mia"]
