"""The day's letter: what is asked of me first, network by network, and it reads well."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.people.enums import Language
from netvaerk.people.models import OutboxMail, Person
from networks.actions.membership import ask_to_join
from networks.models import Network
from offerings.actions.booking import book_seats
from secretariat.actions.content import install_content
from secretariat.models import Announcement, NudgeRule
from tests.factories.booking import make_session
from tests.factories.networks import make_learning, make_member, make_network
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.meeting import make_held_meeting, make_meeting
from tests.factories.networks.result import make_receiver, make_result
from tests.factories.nudge import post, turn_on
from tests.factories.people import PersonFactory

MONDAY = datetime(2026, 9, 7, 8, 15, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)
GOLDEN = Path(__file__).with_name("digest_of_twelve")
LED = ["Elever med højt fravær", "Ældre, der spiser alene", "Bosteder og beskæftigelse"]
JOINED = [
    "Affald i boligforeningerne",
    "Grøn transport til skole",
    "Medicin ved overgange",
    "Det første job",
    "Unge og natteliv",
    "Bedre modtagelse af flygtninge",
    "Sprog i dagtilbud",
    "Klimatilpasning på Nordkysten",
    "Pårørende til mennesker med demens",
]
KEYS = [
    *("meeting_unanswered", "receiver_unanswered", "no_learning_noted", "meeting_unnoted"),
    *("agreement_missing", "no_sparring_lately", "feedback_missing"),
]
# Another at each run: keys to answers, and the numbers of rows.
PASSING = re.compile(r"(?<=/skub/)(?!fra/)[^/]+|(?<=/skub/fra/)[^/]+|(?<=/)\d+(?=/)")


def two_months_in_twelve_networks(mia, bo, karen, ali, eva) -> list[Network]:
    """She leads three, and is in nine; two of those she came into last week."""
    line = PersonFactory(first_name="Line")
    give_manager(mia, line)
    given = {"reference_leader": bo, "consultant": karen}
    with time_machine.travel(MONDAY - 60 * DAY, tick=False):
        networks = [make_network(leader=mia, title=title, **given) for title in LED]
        networks += [make_network(leader=ali, title=title, **given) for title in JOINED]
        for network in networks[3:10]:
            make_member(network, mia)
        for network in [*networks[:3], *networks[5:8]]:
            make_agreement(network, mia, confirmed=True)
    with time_machine.travel(MONDAY - 6 * DAY, tick=False):
        ask_to_join(by=eva, network=networks[0], sentence="Jeg møder børnene i klubben.")
        for network in networks[10:]:
            make_member(network, mia)
        for number, network in enumerate(networks[10:]):
            make_meeting(network, begins_at=MONDAY + timedelta(days=8 + number, minutes=45))
        make_learning(networks[2])
        make_receiver(make_result(networks[5]), mia)
    make_held_meeting(networks[1], days_ago=3)
    with time_machine.travel(MONDAY - 9 * DAY, tick=False):
        session = make_session(begins_at=MONDAY - 3 * DAY, hours=3)
        book_seats(by=mia, session=session, people=[mia], network=None)
    return networks


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def led(db, clock, mia, bo, karen) -> Network:
    """Hers for two months."""
    with time_machine.travel(MONDAY - 60 * DAY, tick=False):
        return make_network(leader=mia, reference_leader=bo, consultant=karen, title=LED[0])


def letter_to(person: Person) -> OutboxMail:
    [letter] = [letter for letter in post() if letter.recipient == person]
    return letter


def announce(title: str, text: str, *, by: Person) -> Announcement:
    """As it stands when it has been sent."""
    install_content()
    NudgeRule.objects.get_or_create(
        key="announcement",
        defaults={
            "name": "Nyt",
            "subject": "{title}",
            "question": "Læs mere på siden.",
            "why": "Du får mailen, fordi sekretariatet har skrevet til dig.",
            "delay_days": 0,
            "repeat_days": 1000,
        },
    )
    sent_at = MONDAY - timedelta(hours=3)
    return Announcement.objects.create(
        title=title,
        text=text,
        ends_on=MONDAY.date() + 30 * DAY,
        audience="everyone",
        written_by=by,
        sent_by=by,
        sent_at=sent_at,
    )


# --- As it reads ------------------------------------------------------------------------------
def test_a_digest_for_somebody_in_twelve_networks_reads_as_agreed(
    db, clock, mia, bo, karen, ali, eva, sanne
):
    """`GOLDEN=write pytest tests/secretariat/test_digest.py` writes it anew, to be read."""
    two_months_in_twelve_networks(mia, bo, karen, ali, eva)
    turn_on(*KEYS)
    announce("Temarunden åbner", "Forslag til nye netværk kan sendes fra i dag.", by=sanne)
    turn_on("announcement")
    letter = letter_to(mia)
    for ending, text in (("txt", f"{letter.subject}\n\n{letter.text}"), ("html", letter.html)):
        text = PASSING.sub("…", text)
        path = GOLDEN.with_suffix(f".{ending}")
        if os.environ.get("GOLDEN") == "write":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")


def test_one_thing_is_the_rules_own_letter(led, mia):
    turn_on("no_learning_noted")
    letter = letter_to(mia)
    assert letter.subject == "Hvad overraskede jer sidst i »Elever med højt fravær«?"
    assert "Der er gået 60 dage" in letter.text
    assert "Du får mailen, fordi du er netværksleder. Det står også på din forside" in letter.text


def test_what_somebody_asks_stands_before_what_can_rest(led, mia, ali):
    make_member(led, ali)
    make_meeting(led, by=ali, begins_at=MONDAY + 8 * DAY)
    turn_on("no_learning_noted", "meeting_unanswered", delay_days=0)
    letter = letter_to(mia)
    assert letter.subject == "Kommer du, når »Elever med højt fravær« mødes? … og 1 ting mere"
    text = letter.text
    assert text.startswith("Hej Mia. Det her venter på dig.\n\nNOGEN SPØRGER DIG\n")
    asked, network = text.index("tirsdag 15. september kl. 8.15"), text.index("\nELEVER MED HØJT")
    assert asked < network < text.index("Hvad overraskede jer sidst i netværket?")


def test_what_somebody_asks_cannot_be_waved_away_from_the_letter(led, mia, ali):
    make_member(led, ali)
    make_meeting(led, by=ali, begins_at=MONDAY + 8 * DAY)
    turn_on("no_learning_noted", "meeting_unanswered", delay_days=0)
    letter = letter_to(mia)
    assert letter.html.count("svar=ikke-nu") == 2
    assert letter.html.count("svar=ikke-relevant") == 1


def test_every_word_is_in_the_language_of_the_reader(led, mia):
    Person.objects.filter(pk=mia.pk).update(language=Language.ENGLISH)
    turn_on("no_learning_noted", "no_sparring_lately")
    english = {"subject_en": "What surprised you in “{title}”?", "why_en": "You lead the network."}
    NudgeRule.objects.filter(key="no_learning_noted").update(**english)
    letter = letter_to(mia)
    assert letter.subject.startswith("What surprised you in “Elever med højt fravær”?")
    assert '<html lang="en"' in letter.html
    assert "Not now" in letter.html
    assert ">Ikke nu<" not in letter.html


def test_news_stands_last_with_its_text_and_nothing_to_answer(led, mia, sanne):
    announce("Temarunden åbner", "Forslag kan sendes\nfra i dag {title}.", by=sanne)
    turn_on("no_learning_noted", "announcement")
    text = letter_to(mia).text
    last = text.partition("NYT FRA SEKRETARIATET")[2]
    assert "Temarunden åbner\nForslag kan sendes\nfra i dag {title}." in last
    assert "ikke-nu" not in last


def test_news_alone_claims_to_wait_for_nobody(db, clock, mia, sanne):
    announce("Temarunden åbner", "Forslag kan sendes.", by=sanne)
    announce("Hold dagen fri", "Vi mødes.", by=sanne)
    turn_on("announcement")
    text = letter_to(mia).text
    assert text.startswith("Hej Mia. Her er nyt fra sekretariatet.")
    assert "forside" not in text


def test_a_long_question_leaves_room_for_the_count(led, mia):
    turn_on("no_learning_noted", "no_sparring_lately", subject="»{title}« " + "x" * 150)
    Network.objects.update(title="T" * 90)
    assert letter_to(mia).subject.endswith("… og 1 ting mere")


def test_a_title_with_braces_is_only_a_title(led, mia):
    turn_on("no_learning_noted")
    Network.objects.update(title="Hvad er {waited} <b>for</b> os?")
    letter = letter_to(mia)
    assert letter.subject == "Hvad overraskede jer sidst i »Hvad er {waited} <b>for</b> os?«?"
    assert "<b>" not in letter.html


def test_the_letter_fetches_nothing_and_follows_nobody(led, mia):
    turn_on("no_learning_noted", "no_sparring_lately")
    html = letter_to(mia).html
    assert not re.search(r"<img|<link|<script|url\(|@import|<style|src=", html)
    # What Outlook needs: tables, and style beside each element.
    assert 'role="presentation"' in html
    assert "<!--[if mso]>" in html


def test_the_reader_can_choose_and_say_no_in_the_foot_and_in_the_mail_program(led, mia, settings):
    turn_on("no_learning_noted")
    letter = letter_to(mia)
    assert f"{settings.SITE_URL}/min-side/mails/" in letter.text
    assert letter.unsubscribe_url.startswith(f"{settings.SITE_URL}/skub/fra/")
    assert letter.unsubscribe_url in letter.text
