"""From a sentence in the proposal to its fall: what Mia's network took for granted, Eva learns.

Mia lifts an assumption from the proposal's answer, plans a trial and notes what they saw; it falls,
and she shares it. Eva, who is in no network of Mia's, reads it among the fallen ones, and nothing
that the network kept to itself.
"""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from netvaerk.people.models import Person
from networks.models import Assumption, Network
from tests.journeys.conftest import PHONE

BELIEVED = "Vi går ud fra, at familierne siger til, når de har brug for hjælp."
SHOWED = "Ingen af de ni familier ville være den første til at sige noget."
KEPT = "Vi går ud fra, at naboskolen kører sit eget løb."

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_assumption_from_the_proposal_to_its_fall(live_server, enter):
    call_command("load_demo", verbosity=0)
    mia, eva = enter("Mia", viewport=PHONE), enter("Eva")
    network = running_network_of("mia")

    nothing_fell_yet(eva)
    lift(mia, network)
    keep_another_to_themselves(mia, network)
    plan_a_trial(mia)
    note_what_they_saw(mia, network)
    settle(mia)
    nothing_fell_yet(eva)
    share(mia)
    read_by_somebody_outside(eva, network)


def running_network_of(name: str) -> Network:
    mia = Person.objects.get(email__startswith=f"{name}@")
    running = Network.objects.running().filter(leader=mia, proposal__isnull=False)
    return running.exclude(proposal__answers__text="").first()


def nothing_fell_yet(eva: Page) -> None:
    eva.goto("/laering/")
    eva.get_by_role("link", name="Faldne antagelser").click()
    expect(eva.get_by_role("heading", level=1)).to_have_text("Hvad troede vi, som ikke holdt?")
    assert (BELIEVED in eva.content(), SHOWED in eva.content()) == (False, False)


def lift(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/")
    mia.get_by_role("link", name="Antagelser").click()
    mia.get_by_role("link", name="Løft fra forslaget").first.click()
    answer = network.proposal.answers.get(question=4)
    expect(mia.get_by_role("complementary")).to_contain_text(answer.text.split("\n")[0][:60])
    write(mia, BELIEVED)
    expect(mia.get_by_role("status").first).to_contain_text("Kun netværket kan læse det.")
    assert Assumption.objects.get(sentence=BELIEVED).lifted_from == answer


def keep_another_to_themselves(mia: Page, network: Network) -> None:
    mia.goto(f"/netvaerk/{network.slug}/antagelser/ny/")
    write(mia, KEPT)
    mia.goto(f"/netvaerk/{network.slug}/antagelser/")
    column = mia.get_by_role("region", name="Ikke prøvet endnu")
    expect(column.get_by_role("link", name=KEPT)).to_be_visible()
    column.get_by_role("link", name=BELIEVED).click()


def plan_a_trial(mia: Page) -> None:
    mia.get_by_role("link", name="Planlæg en prøvehandling").click()
    mia.fill("[name=what]", "Vi spørger ni familier over en kop kaffe.")
    mia.fill("[name=who]", "To klasselærere og sundhedsplejen")
    mia.fill("[name=on]", "2026-11-02")
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("status").first).to_contain_text("Prøvehandlingen er aftalt.")


def note_what_they_saw(mia: Page, network: Network) -> None:
    """From the board, where it stands in the column of those that are being tried."""
    mia.goto(f"/netvaerk/{network.slug}/antagelser/")
    column = mia.get_by_role("region", name="Prøves af")
    card = column.get_by_role("listitem").filter(has_text=BELIEVED)
    card.get_by_role("link", name="Skriv, hvad I så").click()
    mia.fill("[name=saw]", "De nikkede, da vi selv sagde det svære først.")
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("main")).to_contain_text("De nikkede, da vi selv sagde")


def settle(mia: Page) -> None:
    mia.get_by_role("link", name="Skriv, hvad det blev til").click()
    mia.get_by_label("Den faldt").check(force=True)
    mia.fill("[name=outcome_words]", SHOWED)
    expect(mia.get_by_text("Kun netværket kan læse det.")).to_be_visible()
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("region", name="Den faldt")).to_contain_text(SHOWED)


def share(mia: Page) -> None:
    mia.get_by_role("link", name="Vælg, hvem der må læse den").click()
    mia.get_by_label("Alle medarbejdere, også cheferne").check(force=True)
    expect(mia.get_by_text("Alle medarbejdere kan læse det.")).to_be_visible()
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("status").first).to_contain_text("Alle medarbejdere kan læse det.")


def read_by_somebody_outside(eva: Page, network: Network) -> None:
    eva.goto("/laering/faldne/")
    newest = eva.get_by_role("article").first
    for words in (network.title, BELIEVED, "Skolerne og os selv", SHOWED):
        expect(newest).to_contain_text(words)
    newest.get_by_role("link", name=BELIEVED).click()
    expect(eva.get_by_role("main")).to_contain_text("De nikkede, da vi selv sagde")
    eva.get_by_role("link", name="Antagelser").click()
    expect(eva.get_by_role("link", name=BELIEVED)).to_be_visible()
    assert KEPT not in eva.content()


def write(mia: Page, sentence: str) -> None:
    mia.fill("[name=sentence]", sentence)
    mia.fill("[name=held_by]", "Skolerne og os selv")
    mia.get_by_label("Alt afhænger af den").check(force=True)
    mia.get_by_label("Noget, vi tror").check(force=True)
    mia.fill("[name=would_show]", "At de venter, til det er for sent.")
    mia.get_by_role("button", name="Gem").click()
    expect(mia.get_by_role("heading", level=1)).to_have_text(sentence)
