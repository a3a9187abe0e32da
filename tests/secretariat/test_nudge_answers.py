"""Answers from a mail: for one person, about one thing, not for ever, and never by looking."""

import logging
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netvaerk.people.enums import Language
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from networks.actions.leaving import leave_network
from networks.actions.membership import ask_to_join
from networks.models import MeetingReply, Network
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.planner import plan_nudges
from secretariat.enums import NudgeAnswer, SparringState
from secretariat.models import Nudge, Snooze
from secretariat.queries.front import steps_for
from secretariat.queries.nudge_keys import stop_token_for, token_for
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.meeting import make_meeting, make_reply
from tests.factories.nudge import turn_on
from tests.factories.nudge_ledger import make_letter
from tests.factories.sparring import make_agreed

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)")


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def room(db, clock, mia, bo, karen, ali) -> Network:
    with time_machine.travel(MONDAY - 60 * DAY, tick=False):
        return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def asked(key: str, person: Person) -> Nudge:
    turn_on(key, delay_days=0)
    plan_nudges()
    nudge = Nudge.objects.filter(rule=key, recipient=person).latest("pk")
    nudge.letter = make_letter(person)
    nudge.save()
    return nudge


def door(nudge: Nudge, answer: str = "") -> str:
    return f"/skub/{token_for(nudge)}/" + (f"?svar={answer}" if answer else "")


def waits(person: Person, key: str) -> bool:
    return key in [step.rule for step in steps_for(person)]


# --- Looking changes nothing ------------------------------------------------------------------
@pytest.mark.parametrize("answer", ["", "ikke-nu", "ikke-relevant", "kommer", "noget andet"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_follows_every_link_changes_nothing(client, room, mia, method, answer):
    nudge = asked("no_learning_noted", mia)
    stop = f"/skub/fra/{stop_token_for(mia)}/"
    with CaptureQueriesContext(connection) as queries:
        for address in (door(nudge, answer), stop):
            assert getattr(client, method)(address).status_code == 200
    assert not [query["sql"] for query in queries if WRITES.match(query["sql"])]
    mia.refresh_from_db()
    assert waits(mia, "no_learning_noted")
    assert mia.wants_nudges_by_mail


def test_an_answer_without_the_forms_own_key_is_refused(room, mia):
    nudge = asked("no_learning_noted", mia)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(door(nudge), {"svar": "ikke-nu"}).status_code == 403
    assert waits(mia, "no_learning_noted")


def test_the_page_says_what_to_whom_and_costs_little(client, room, mia, django_assert_num_queries):
    nudge = asked("no_learning_noted", mia)
    with django_assert_num_queries(3):
        page = client.get(door(nudge)).content.decode()
    for said in ("Til Mia", "Elever med højt fravær", "Skriv et læringskort", "En måned"):
        assert said in page
    assert "noindex" in page


def test_the_page_is_in_the_readers_language(client, room, mia):
    Person.objects.filter(pk=mia.pk).update(language=Language.ENGLISH)
    nudge = asked("no_learning_noted", mia)
    assert "Not now" in client.get(door(nudge)).content.decode()


# --- Not now, not relevant --------------------------------------------------------------------
@pytest.mark.parametrize(("days", "rested"), [("3", 3), ("7", 7), ("30", 30), ("", 7), (None, 7)])
def test_not_now_rests_as_long_as_one_says_and_a_week_by_itself(client, room, mia, days, rested):
    nudge = asked("no_learning_noted", mia)
    sent = {"svar": "ikke-nu"} | ({} if days is None else {"days": days})
    assert client.post(door(nudge), sent).status_code == 200
    assert Snooze.objects.get().until == MONDAY + timedelta(days=rested)
    assert not waits(mia, "no_learning_noted")


def test_a_rest_that_nobody_offered_is_refused_in_words(client, room, mia):
    nudge = asked("no_learning_noted", mia)
    response = client.post(door(nudge), {"svar": "ikke-nu", "days": "3000"})
    assert response.status_code == 422
    assert "Vælg 3 dage, en uge eller en måned." in response.content.decode()
    assert waits(mia, "no_learning_noted")


def test_a_word_with_not_relevant_reaches_the_secretariat(client, room, mia):
    nudge = asked("no_learning_noted", mia)
    client.post(door(nudge), {"svar": "ikke-relevant", "word": "Vi holder pause."})
    assert Snooze.objects.get().word == "Vi holder pause."
    nudge.refresh_from_db()
    assert nudge.answer == "ikke-relevant"
    facts = AuditEntry.objects.get(verb="answer_nudge").facts
    assert facts == {"rule": "no_learning_noted", "answer": "ikke-relevant"}


@pytest.mark.parametrize("word", ["x" * 301, "et\0nul"])
def test_a_word_that_cannot_be_kept_is_not_lost(client, room, mia, word):
    nudge = asked("no_learning_noted", mia)
    response = client.post(door(nudge), {"svar": "ikke-relevant", "word": word})
    assert response.status_code == 422
    assert word.replace("\0", "") in response.content.decode().replace("\0", "")
    client.force_login(mia)
    matter = {"rule": nudge.rule, "subject": nudge.subject, "word": word}
    response = client.post("/skub/svar/ikke-relevant/", matter)
    assert response.status_code == 422
    page = response.content.decode()
    assert word.replace("\0", "") in page.replace("\0", "")
    assert f'name="subject" value="{nudge.subject}"' in page
    assert Snooze.objects.count() == 0


def test_the_first_page_may_choose_how_long_and_say_a_word(client, room, mia):
    nudge = asked("no_learning_noted", mia)
    client.force_login(mia)
    matter = {"rule": nudge.rule, "subject": nudge.subject}
    client.post("/skub/svar/ikke-nu/", {**matter, "days": "30"})
    assert Snooze.objects.get().until == MONDAY + 30 * DAY
    client.post("/skub/svar/ikke-relevant/", {**matter, "word": "Ikke os."})
    assert (Snooze.objects.get().until, Snooze.objects.get().word) == (None, "Ikke os.")


def test_what_somebody_asked_may_rest_but_not_be_waved_away(client, room, ali):
    make_meeting(room, begins_at=MONDAY + 8 * DAY)
    nudge = asked("meeting_unanswered", ali)
    assert "Spørg ikke om det igen" not in client.get(door(nudge)).content.decode()
    client.post(door(nudge), {"svar": "ikke-relevant"})
    assert waits(ali, "meeting_unanswered")
    client.post(door(nudge), {"svar": "ikke-nu"})
    assert not waits(ali, "meeting_unanswered")


# --- One click --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "answer"), [("kommer", "yes"), ("maaske", "maybe"), ("kan-ikke", "no")]
)
def test_a_meeting_is_answered_with_one_press_and_no_sign_in(client, room, ali, key, answer):
    make_meeting(room, begins_at=MONDAY + 8 * DAY)
    nudge = asked("meeting_unanswered", ali)
    page = client.get(door(nudge, key)).content.decode()
    assert re.search(rf'button-primary" name="svar" value="{key}"', page)
    assert "tirsdag 15. september kl. 10.00" in page
    assert "Dit svar er gemt" in client.post(door(nudge), {"svar": key}).content.decode()
    assert MeetingReply.objects.get(person=ali).answer == answer
    trace = AuditEntry.objects.filter(by=ali).order_by("pk").values_list("verb", flat=True)
    assert list(trace)[-2:] == ["reply_to_meeting", "answer_from_mail"]


@pytest.mark.parametrize(
    ("key", "state"), [("holdt", SparringState.HELD), ("ikke-holdt", SparringState.NOT_HELD)]
)
def test_a_conversation_is_logged_with_one_press_and_no_sign_in(client, room, karen, key, state):
    with time_machine.travel(MONDAY - 3 * DAY, tick=False):
        talk = make_agreed(room, partner=karen, at=MONDAY - DAY)
    nudge = asked("sparring_unlogged", karen)
    assert client.get(door(nudge, key)).status_code == 200
    client.post(door(nudge), {"svar": key})
    talk.refresh_from_db()
    assert (talk.state, talk.logged_by) == (state, karen)


def test_the_page_without_sign_in_tells_nothing_that_was_said_in_the_room(client, room, ali):
    make_meeting(room, begins_at=MONDAY + 8 * DAY, question="MARK-dagens spørgsmål")
    nudge = asked("meeting_unanswered", ali)
    for page in (client.get(door(nudge)), client.post(door(nudge), {"svar": "kommer"})):
        assert "MARK" not in page.content.decode()


@pytest.mark.parametrize("answer", ["kommer", "holdt"])
def test_a_rule_takes_only_its_own_answers(client, room, mia, answer):
    nudge = asked("no_learning_noted", mia)
    assert client.post(door(nudge), {"svar": answer}).status_code == 422
    assert waits(mia, "no_learning_noted")


# --- A key dies -------------------------------------------------------------------------------
def test_a_settled_question_says_so_and_takes_no_answer(client, room, ali):
    meeting = make_meeting(room, begins_at=MONDAY + 8 * DAY)
    nudge = asked("meeting_unanswered", ali)
    make_reply(meeting, ali, "no")
    assert "Det venter ikke længere på dig" in client.get(door(nudge)).content.decode()
    client.post(door(nudge), {"svar": "kommer"})
    assert MeetingReply.objects.get(person=ali).answer == "no"


def test_a_question_that_began_anew_is_not_answered_by_the_old_mail(client, clock, room, mia):
    nudge = asked("no_learning_noted", mia)
    make_learning(room)
    clock.shift(29 * DAY)
    assert waits(mia, "no_learning_noted")
    assert "Det venter ikke længere på dig" in client.get(door(nudge)).content.decode()
    client.post(door(nudge), {"svar": "ikke-relevant"})
    assert Snooze.objects.count() == 0


def test_an_answer_is_not_given_to_what_was_asked_before_it_began_anew(clock, room, mia):
    before = asked("no_learning_noted", mia)
    make_learning(room)
    clock.shift(29 * DAY)
    asked(before.rule, mia)
    answer_nudge(by=mia, rule=before.rule, subject=before.subject, answer=NudgeAnswer.NOT_RELEVANT)
    answers = Nudge.objects.filter(rule=before.rule).order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["", NudgeAnswer.NOT_RELEVANT]


def test_who_has_left_answers_for_nothing(client, room, ali):
    make_meeting(room, begins_at=MONDAY + 8 * DAY)
    nudge = asked("meeting_unanswered", ali)
    leave_network(by=ali, network=room)
    client.post(door(nudge), {"svar": "kommer"})
    assert not MeetingReply.objects.filter(person=ali).exists()


def _broken(address: str) -> list[str]:
    token = address.split("/")[2]
    return [
        address.replace(token, other)
        for other in (f"x{token}", token[:-1], "æ", f"{token}:", "fra")
    ]


def test_a_forged_key_opens_nothing_and_says_how_to_go_on(client, room, mia):
    nudge = asked("no_learning_noted", mia)
    stop = stop_token_for(mia)
    for address in [*_broken(door(nudge)), f"/skub/{stop}/", f"/skub/fra/{token_for(nudge)}/"]:
        for response in (client.get(address), client.post(address, {"svar": "ikke-nu"})):
            assert response.status_code == 404
            assert "Linket kan ikke bruges mere" in response.content.decode()
    assert waits(mia, "no_learning_noted")


def test_a_key_lasts_thirty_days(client, clock, room, mia):
    nudge = asked("no_learning_noted", mia)
    address = door(nudge)
    clock.shift(30 * DAY)
    assert client.get(address).status_code == 200
    clock.shift(HOUR)
    assert client.get(address).status_code == 404
    assert client.post(address, {"svar": "ikke-nu"}).status_code == 404


def test_a_closed_account_answers_nothing(client, room, mia):
    nudge = asked("no_learning_noted", mia)
    Person.objects.filter(pk=mia.pk).update(is_active=False)
    assert client.get(door(nudge)).status_code == 404
    assert client.get(f"/skub/fra/{stop_token_for(mia)}/").status_code == 404


def test_somebody_else_who_is_signed_in_answers_for_nobody(client, room, mia, eva):
    nudge = asked("no_learning_noted", mia)
    client.force_login(eva)
    stop = f"/skub/fra/{stop_token_for(mia)}/"
    assert client.post(door(nudge), {"svar": "ikke-nu"}).status_code == 404
    assert client.post(stop).status_code == 404
    mia.refresh_from_db()
    assert mia.wants_nudges_by_mail
    assert waits(mia, "no_learning_noted")


def test_no_key_is_written_to_a_log(client, room, mia, caplog):
    nudge = asked("no_learning_noted", mia)
    spoilt = [door(nudge)[:-2] + "/", f"/skub/fra/{stop_token_for(mia)[:-1]}/"]
    with caplog.at_level(logging.DEBUG):
        for address in spoilt:
            client.get(address)
    key = [address.split("/")[-2] for address in spoilt]
    assert not [line for line in caplog.messages if any(one in line for one in key)]


# --- No more by mail --------------------------------------------------------------------------
def test_a_mail_program_says_no_without_cookies_or_questions(room, mia):
    """RFC 8058: one POST, nothing else."""
    program = Client(enforce_csrf_checks=True)
    address = f"/skub/fra/{stop_token_for(mia)}/"
    for _ in range(2):
        response = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    mia.refresh_from_db()
    assert not mia.wants_nudges_by_mail
    assert AuditEntry.objects.filter(verb="stop_nudges_by_mail", by=mia).count() == 1


def test_what_still_comes_and_how_to_have_them_again_is_said(client, mia):
    address = f"/skub/fra/{stop_token_for(mia)}/"
    assert "Send mig ikke flere" in client.get(address).content.decode()
    page = client.post(address).content.decode()
    assert "Du får ikke flere skub på mail" in page
    assert "Invitationer" in page
    assert "/min-side/mails/" in page


def test_the_right_to_say_no_lasts_ninety_days(client, clock, room, mia):
    address = f"/skub/fra/{stop_token_for(mia)}/"
    clock.shift(90 * DAY)
    assert client.get(address).status_code == 200
    clock.shift(HOUR)
    assert client.post(address).status_code == 404


def test_only_nudges_offer_to_stop(room, mia, eva):
    ask_to_join(by=eva, network=room, sentence="Jeg vil gerne være med.")
    assert set(OutboxMail.objects.values_list("unsubscribe_url", flat=True)) == {""}
