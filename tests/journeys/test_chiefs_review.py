"""Ten minutes before the chiefs' meeting: what is new, six networks, a word, an answer.

Bo reads what changed since last time, walks through six networks, writes to one of them in the
browser, and the meeting is closed. Mia answers from her next step, and Bo finds the answer. What a
network kept to itself stands on none of his pages.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from networks.enums import Audience
from networks.models import AlignmentNote, LearningEntry
from secretariat.models import Review

WORDS_A_MINUTE = 238  # adults reading non-fiction in silence (Brysbaert, 2019)
MINUTES = 10
NETWORKS = 6
SAID = "Den stemme i telefonen gør jeg gerne noget for. Hvad skal der til?"
ANSWERED = "En time om ugen, hvor skolesekretæren må ringe i fred."

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_chief_reviews_six_networks_in_ten_minutes(live_server, enter):
    call_command("load_demo", verbosity=0)
    bo, mia = enter("Bo"), enter("Mia")
    shielded = kept_within_the_networks()

    news, words = read_what_is_new(bo), 0
    begin_the_walk(bo)
    for number in range(NETWORKS):
        words += words_in(bo)
        assert not any(text in bo.content() for text in shielded)
        if number < NETWORKS - 1:
            bo.get_by_role("link", name="Næste netværk").first.click()
    print(f"What is new: {news} words; {NETWORKS} networks side by side: {words} words")
    assert max(news, words) <= WORDS_A_MINUTE * MINUTES

    write_to_a_network(bo)
    answer_from_the_next_step(mia)
    find_the_answer(bo)
    close_the_meeting(bo)


def kept_within_the_networks() -> list[str]:
    kept = LearningEntry.objects.exclude(audience=Audience.EMPLOYEES)
    return list(kept.values_list("learned", flat=True))


def words_in(page: Page) -> int:
    """What is there to read: all but the form, which is the same each time."""
    forms = sum(len(text.split()) for text in page.locator("main form").all_inner_texts())
    return len(page.get_by_role("main").inner_text().split()) - forms


def read_what_is_new(bo: Page) -> int:
    bo.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Ledelse").click()
    bo.get_by_role("link", name="Siden sidst").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Hvad er der sket siden sidst?")
    main = bo.get_by_role("main")
    expect(main).to_contain_text("Elever med højt fravær")
    expect(main).to_contain_text("Ny retning")
    return words_in(bo)


def begin_the_walk(bo: Page) -> None:
    bo.get_by_role("link", name="Ledelse").first.click()
    bo.get_by_role("link", name="Gennemgå netværkene").click()
    expect(bo.get_by_role("main")).to_contain_text(re.compile(r"1 af \d+ efter alfabetet"))
    for column in ("Retning", "Sådan forstår netværket den", "Det har de lært (delt)"):
        expect(bo.get_by_role("heading", name=column, exact=True)).to_be_visible()


def write_to_a_network(bo: Page) -> None:
    bo.goto("/ledelse/gennemgang/elever-med-hoejt-fravaer/")
    expect(bo.get_by_text("Netværket, cheferne og sekretariatet kan læse dem.")).to_be_visible()
    bo.get_by_role("button", name="Send dine ord").click()
    expect(bo.get_by_role("alert").first).to_be_visible()  # neither bearing nor words yet
    bo.get_by_label(re.compile("^Vi skal tale sammen")).check(force=True)
    bo.fill("[name=reason]", SAID)
    bo.get_by_role("button", name="Send dine ord").click()
    expect(bo.get_by_role("status").first).to_contain_text("Dine ord er sendt.")
    expect(bo.get_by_role("link", name="Næste netværk").first).to_be_visible()
    assert AlignmentNote.objects.filter(reason=SAID).count() == 1


def answer_from_the_next_step(mia: Page) -> None:
    mia.goto("/")
    step = mia.get_by_role("listitem").filter(has_text=SAID).first
    step.get_by_role("link").first.click()
    expect(mia.get_by_role("heading", level=1)).to_have_text("Hvad svarer I?")
    expect(mia.get_by_role("main")).to_contain_text(SAID)
    mia.fill("[name=answer]", ANSWERED)
    mia.locator("form[method=post]").get_by_role("button").last.click()
    expect(mia.get_by_role("status").first).to_contain_text("Jeres svar er gemt.")


def find_the_answer(bo: Page) -> None:
    bo.goto("/ledelse/siden-sidst/")
    expect(bo.get_by_role("main")).to_contain_text(ANSWERED)


def close_the_meeting(bo: Page) -> None:
    before = Review.objects.count()
    bo.get_by_role("button", name="Vi er færdige").click()
    expect(bo.get_by_role("status").first).to_be_visible()
    bo.goto("/ledelse/siden-sidst/")
    assert ANSWERED not in bo.content()
    assert Review.objects.count() == before + 1
