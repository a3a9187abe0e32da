"""The whole way once: seven people, a real browser, a real worker and beat.

Eva proposes, Karen sharpens, Bo decides and writes the direction, Dorte looks on, Sanne assigns
the consultant, Mia leads, Ali joins and learns; then Mia is nudged, and answers in one click.
"""

import re
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from networks.enums import NetworkStatus
from networks.models import Network, Proposal
from tests.journeys.celery_processes import just_before_the_digest, running_celery

TITLE = "Hvem ringer efter weekenden?"
SHIELDED = "at det er pedellen, de unge ringer til"
QUESTIONS = range(1, 8)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_proposal_to_nudge(live_server, enter, celery, tmp_path):
    call_command("load_demo", verbosity=0)
    call_command("install_content")
    names = ("Eva", "Karen", "Bo", "Dorte", "Mia", "Sanne", "Ali")
    eva, karen, bo, dorte, mia, sanne, ali = (enter(name) for name in names)

    propose(eva)
    sharpen(karen, eva)
    decide(bo)
    network = Network.objects.get(title=TITLE)
    give_direction(bo, mia, network)
    assign_consultant(sanne, network)
    network.refresh_from_db()
    assert network.status == NetworkStatus.ESTABLISHED

    nudge(sanne, mia, tmp_path / "next morning")
    take_part(ali, mia, network)
    learn(ali, network)
    the_room_is_shielded(dorte, network)


def propose(eva: Page) -> None:
    eva.goto("/forslag/nyt/")
    eva.fill("[name=title]", TITLE)
    eva.fill("[name=challenge]", "Hvem får det at vide, når noget er gået galt lørdag nat?")
    submit(eva, "[name=title]")
    for number in QUESTIONS:
        eva.goto(re.sub(r"rediger/.*", f"rediger/{number}/", eva.url))
        if number == 3:
            eva.locator("details summary", has_text="Børn, Kultur").click()
            eva.get_by_label("Skole & Dagtilbud").check()
        eva.fill("textarea[name=text]", f"Svar {number}: vi ved det ikke endnu.")
        submit(eva, "textarea[name=text]")
    eva.goto(re.sub(r"rediger/.*", "rediger/laes/", eva.url))
    eva.get_by_role("button", name="Send forslaget").click()
    expect(eva.get_by_role("status").first).to_contain_text("Forslaget er sendt")


def sharpen(karen: Page, eva: Page) -> None:
    """Karen asks back, Eva answers, Karen forwards."""
    go_to_step(karen, TITLE)
    karen.locator("form[action$='/send-tilbage/'] textarea").fill("Hvem har I talt med?")
    karen.locator("form[action$='/send-tilbage/'] button[type=submit]").click()
    letter = in_the_post(eva, TITLE)
    expect(letter).to_contain_text("Hvem har I talt med?")

    go_to_step(eva, TITLE)
    proposal = Proposal.objects.get(title=TITLE)
    eva.goto(f"/forslag/{proposal.pk}/rediger/laes/")
    eva.get_by_role("button", name="Send forslaget igen").click()

    go_to_step(karen, TITLE)
    karen.locator("form[action$='/send-videre/'] textarea").fill("Stærkt, og på tværs.")
    karen.locator("form[action$='/send-videre/'] button[type=submit]").click()


def decide(bo: Page) -> None:
    go_to_step(bo, TITLE)
    form = bo.locator("form[action$='/beslut/']")
    form.locator("[name=outcome][value=yes]").check(force=True)
    choose(form.locator("[name=network_type]"), "Velfærdsnetværk")
    choose(form.locator("[name=reference_leader]"), "Bo Kornager")
    form.locator("[name=network_leader]").fill("mia@demo.example")
    form.locator("textarea[name=reason]").fill("Det kan ingen afdeling løse alene.")
    form.locator("button[type=submit]").click()
    expect(bo.get_by_role("status").first).to_be_visible()
    told = OutboxMail.objects.filter(kind="decision", subject__contains=TITLE)
    assert sorted(told.values_list("recipient__first_name", flat=True)) == ["Eva", "Mia"]


def give_direction(bo: Page, mia: Page, network: Network) -> None:
    go_to_step(bo, TITLE)
    bo.fill("[name=why]", "Fordi de første timer afgør, om de kommer igen.")
    bo.fill("[name=is_open]", "Hvem der skal være med.")
    bo.locator("[name=themes]").first.check(force=True)
    submit(bo, "[name=why]")

    go_to_step(mia, TITLE)
    mia.fill("[name=understanding]", "Vi skal lytte til dem, der var der.")
    submit(mia, "[name=understanding]")
    assert network.directions.get().understanding == "Vi skal lytte til dem, der var der."


def assign_consultant(sanne: Page, network: Network) -> None:
    go_to_step(sanne, TITLE)
    choose(sanne.locator("[name=consultant]"), "Karen")
    sanne.locator("[name=_save]").click()


def nudge(sanne: Page, mia: Page, folder: Path) -> None:
    """Sanne looks whom the rule would ask and lets it; the next morning Mia has it in the day's
    mail, and says "ikke nu" from there."""
    sanne.goto("/admin/secretariat/nudgerule/")
    sanne.get_by_role("link", name="Et netværk har ikke noteret læring længe", exact=True).click()
    sanne.fill("[name=delay_days]", "0")
    sanne.locator("[name=_save]").click()
    expect(sanne.get_by_role("main")).to_contain_text(TITLE)
    sanne.get_by_role("button", name="Slå reglen til").click()

    mia.goto("/")
    expect(mia.locator(".nv-step", has_text="Et kort tager to minutter").last).to_contain_text(
        TITLE
    )
    with running_celery(folder, at=just_before_the_digest(1)):
        letter = the_days_mail_about(TITLE)
    path = re.search(rf"{TITLE}.*?(/skub/\S+svar=ikke-nu)", letter.text, re.DOTALL | re.I)[1]
    mia.goto(f"/post/{letter.pk}/")
    mia.locator(f"a[href$='{path}']").click()
    mia.locator("button[value=ikke-nu]").click()
    mia.goto("/")
    waiting = mia.locator(".nv-step", has_text="Et kort tager to minutter")
    expect(waiting.filter(has_text=TITLE)).to_have_count(0)


def the_days_mail_about(title: str) -> OutboxMail:
    """The nudges' letter that names the network, once the workers have sent it."""
    letters = OutboxMail.objects.filter(kind="nudge", text__icontains=title)
    deadline = time.monotonic() + 90
    while (letter := letters.filter(state=MailState.SENT).last()) is None:
        assert time.monotonic() < deadline, f"no mail about {title}"
        time.sleep(0.5)
    return letter


def take_part(ali: Page, mia: Page, network: Network) -> None:
    ali.goto("/netvaerk/?ord=weekenden")
    ali.get_by_role("link", name=TITLE).click()
    ali.goto(f"/netvaerk/{network.slug}/deltag/")
    ali.fill("[name=sentence]", "Jeg møder de unge mandag morgen.")
    submit(ali, "[name=sentence]")

    page = go_to_step(mia, f"Nogen vil gerne være med i »{TITLE}«")
    expect(page).to_contain_text("Jeg møder de unge mandag morgen.")
    mia.get_by_role("button", name="Byd velkommen").click()
    expect(mia.get_by_role("status").first).to_contain_text("Ali")


def learn(ali: Page, network: Network) -> None:
    ali.goto(f"/netvaerk/{network.slug}/laering/nyt/")
    ali.fill("[name=believed]", "at de unge ringer til læreren")
    ali.fill("[name=saw]", "at telefonen ringede et andet sted")
    ali.fill("[name=learned]", SHIELDED)
    submit(ali, "[name=learned]")
    ali.goto(f"/netvaerk/{network.slug}/")
    expect(ali.get_by_role("main")).to_contain_text(SHIELDED)


def the_room_is_shielded(dorte: Page, network: Network) -> None:
    """The director sees the network and its direction, and nothing of the card."""
    for path in ("/ledelse/", f"/netvaerk/{network.slug}/", f"/netvaerk/{network.slug}/laering/"):
        dorte.goto(path)
        expect(dorte.get_by_role("main")).to_contain_text(TITLE)
        assert SHIELDED not in dorte.content()


def submit(page: Page, field: str) -> None:
    """Press the first visible button of the form that holds `field`, and wait for the answer."""
    form = page.locator("form", has=page.locator(field))
    with page.expect_navigation():
        form.locator("button[type=submit]:visible").first.click()


def choose(select: Locator, words: str) -> None:
    """Choose the option that holds the words."""
    option = select.locator("option", has_text=words).first
    select.select_option(option.get_attribute("value"))


def go_to_step(page: Page, words: str) -> Locator:
    """Follow the first thing that waits on the person's first page and holds the words."""
    page.goto("/")
    page.locator(".nv-step", has_text=words).first.locator("a.button").click()
    page.wait_for_load_state()
    return page.get_by_role("main")


def in_the_post(page: Page, subject: str) -> Locator:
    """Open the newest letter with the subject once the worker has delivered it."""
    for _ in range(60):
        page.goto("/post/")
        letter = page.get_by_role("link", name=subject)
        if letter.count():
            letter.first.click()
            return page.get_by_role("main")
        page.wait_for_timeout(500)
    raise AssertionError(f"no letter about {subject} arrived within half a minute")
