"""The last look: what was so when it was planned is said only if it is so when it is sent."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netvaerk import mail
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from networks.actions.leaving import leave_network
from networks.actions.membership import ask_to_join
from networks.models import Network
from offerings.actions.booking import book_seats
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_unsubscribe import stop_nudges_by_mail
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Channel, WhyNot
from secretariat.models import Nudge, NudgeChoice, NudgeRule, OfficeHours
from secretariat.nudges import RULE_OF
from tests.factories.booking import make_session
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_receiver, make_result
from tests.factories.nudge import lay_out, turn_on
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_agreed, make_assigned

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def room(db, clock, mia, bo, karen, ali) -> Network:
    """Mia leads it, Ali is in it, and it is two months old."""
    give_manager(ali, PersonFactory(first_name="Line"))
    with time_machine.travel(MONDAY - 60 * DAY, tick=False):
        return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def plan(*keys: str) -> None:
    """Planned and laid in letters, not yet sent."""
    turn_on(*keys, delay_days=0)
    lay_out()


def told(person: Person) -> list[tuple[str, str]]:
    return list(
        OutboxMail.objects.filter(kind="nudge", recipient=person).values_list("state", "reason")
    )


def why_not(person: Person) -> list[str]:
    return list(Nudge.objects.filter(recipient=person).values_list("skipped_because", flat=True))


# --- Who has left hears nothing of the room ---------------------------------------------------
def _meeting(room: Network, ali: Person, karen: Person) -> None:
    make_meeting(room, begins_at=MONDAY + 8 * DAY)


def _agreement(room: Network, ali: Person, karen: Person) -> None:
    """Ali has none."""


def _proposed(room: Network, ali: Person, karen: Person) -> None:
    make_agreement(room, ali)
    make_agreement(room, ali, by=ali.line_manager, member_gives="En dag om ugen.")


def _times(room: Network, ali: Person, karen: Person) -> None:
    make_assigned(room, partner=karen, times=[MONDAY + 3 * DAY], by=ali)


def _talk(room: Network, ali: Person, karen: Person) -> None:
    make_agreed(room, partner=karen, at=MONDAY + HOUR, by=ali, people=[ali])


OF_A_ROOM: dict[str, Callable[[Network, Person, Person], None]] = {
    "meeting_unanswered": _meeting,
    "agreement_missing": _agreement,
    "agreement_unconfirmed": _proposed,
    "sparring_time_to_pick": _times,
    "sparring_tomorrow": _talk,
}


@pytest.mark.parametrize("key", OF_A_ROOM)
def test_who_left_an_hour_ago_gets_nothing_about_the_room(clock, room, ali, karen, key):
    OF_A_ROOM[key](room, ali, karen)
    plan(key)
    assert told(ali) == [(MailState.WAITING, "")]
    leave_network(by=ali, network=room)
    clock.shift(HOUR)
    deliver_mail()
    assert [state for state, _reason in told(ali)] == [MailState.SKIPPED]
    assert why_not(ali) == [WhyNot.SETTLED]
    [letter] = OutboxMail.objects.filter(kind="nudge", recipient=ali)
    assert (letter.subject, letter.text, letter.html) == ("", "", "")


@pytest.mark.parametrize("key", OF_A_ROOM)
def test_who_left_reads_of_other_rooms_and_not_of_this(clock, room, mia, ali, bo, karen, key):
    """The letter still leaves, without a word of the room that was left."""
    Network.objects.filter(pk=room.pk).update(title="MARK-forladt")
    OF_A_ROOM[key](room, ali, karen)
    other = make_network(leader=mia, reference_leader=bo, members=[ali], title="Det første job")
    make_meeting(other, begins_at=MONDAY + 8 * DAY)
    plan(key, "meeting_unanswered")
    room.refresh_from_db()
    leave_network(by=ali, network=room)
    clock.shift(HOUR)
    deliver_mail()
    [letter] = OutboxMail.objects.filter(kind="nudge", recipient=ali)
    assert letter.state == MailState.SENT
    assert "Det første job" in letter.subject + letter.text
    assert "MARK-forladt" not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("key", ["no_learning_noted", "no_sparring_lately"])
def test_who_leads_no_longer_is_not_asked_as_leader(clock, room, ali, mia, key):
    plan(key)
    Network.objects.filter(pk=room.pk).update(leader=ali)
    deliver_mail()
    assert (told(mia)[0][0], why_not(mia)) == (MailState.SKIPPED, [WhyNot.SETTLED])


def test_what_is_said_of_a_room_is_never_what_was_said_in_it(clock, room, ali, mia, eva):
    """What somebody wrote stands on the page; a mail may be read over a shoulder, and forwarded."""
    ask_to_join(by=eva, network=room, sentence="MARK-hvorfor jeg vil med")
    make_meeting(room, begins_at=MONDAY + 8 * DAY, question="MARK-dagens spørgsmål")
    make_receiver(make_result(room, title="MARK-titel"), mia, words="MARK-ord til modtageren")
    plan()
    OutboxMail.objects.exclude(kind="nudge").delete()
    deliver_mail()
    letters = OutboxMail.objects.filter(kind="nudge", state=MailState.SENT)
    assert {letter.recipient for letter in letters} >= {ali, mia}
    assert not any("MARK" in letter.subject + letter.text + letter.html for letter in letters)


# --- Done, rested, unwanted -------------------------------------------------------------------
def _done(room: Network, mia: Person) -> None:
    make_learning(room)


def _rested(room: Network, mia: Person) -> None:
    _answer(room, mia, "ikke-nu")


def _waved(room: Network, mia: Person) -> None:
    _answer(room, mia, "ikke-relevant")


def _answer(room: Network, mia: Person, answer: str) -> None:
    answer_nudge(by=mia, rule="no_learning_noted", subject=str(room.pk), answer=answer)


def _page_only(room: Network, mia: Person) -> None:
    kind = RULE_OF["no_learning_noted"].kind
    NudgeChoice.objects.create(person=mia, kind=kind, channel=Channel.PAGE)


def _no_mail(room: Network, mia: Person) -> None:
    stop_nudges_by_mail(by=mia)


def _rule_off(room: Network, mia: Person) -> None:
    NudgeRule.objects.filter(key="no_learning_noted").update(is_on=False)


SINCE_THEN = {
    "it is done": (_done, WhyNot.SETTLED),
    "not now": (_rested, WhyNot.SNOOZED),
    "not relevant": (_waved, WhyNot.NOT_RELEVANT),
    "on the page only": (_page_only, WhyNot.PAGE),
    "no nudges by mail": (_no_mail, WhyNot.NO_MAIL),
    "the rule is off": (_rule_off, WhyNot.RULE_OFF),
}


@pytest.mark.parametrize("what", SINCE_THEN)
def test_a_letter_with_nothing_left_is_not_sent_and_says_why(room, mia, what):
    happens, why = SINCE_THEN[what]
    plan("no_learning_noted")
    happens(room, mia)
    deliver_mail()
    assert told(mia) == [(MailState.SKIPPED, str(why.label))]
    assert why_not(mia) == [why]


@pytest.mark.parametrize("what", ["it is done", "not now", "not relevant"])
def test_what_is_left_is_sent_without_the_rest(room, mia, what):
    happens, why = SINCE_THEN[what]
    plan("no_learning_noted", "no_sparring_lately")
    happens(room, mia)
    deliver_mail()
    [letter] = OutboxMail.objects.filter(kind="nudge", recipient=mia)
    assert letter.state == MailState.SENT
    assert letter.subject == "Hvad ville »Elever med højt fravær« have godt af at vende?"
    assert "overraskede" not in letter.text
    assert set(why_not(mia)) == {why, ""}


def test_a_letter_follows_whoever_has_a_new_address(room, mia):
    plan("no_learning_noted")
    Person.objects.filter(pk=mia.pk).update(email="mia.ny@demo.example")
    deliver_mail()
    letter = OutboxMail.objects.get(recipient=mia, kind="nudge")
    assert (letter.state, letter.to_address) == (MailState.SENT, "mia.ny@demo.example")


def test_a_closed_account_gets_nothing(room, mia):
    plan("no_learning_noted")
    Person.objects.filter(pk=mia.pk).update(is_active=False)
    deliver_mail()
    assert told(mia)[0][0] == MailState.SKIPPED


def test_a_closed_account_is_dropped_by_the_writer_too(room, mia):
    plan("no_learning_noted")
    Person.objects.filter(pk=mia.pk).update(is_active=False)
    [letter] = OutboxMail.objects.filter(kind="nudge")
    assert mail.written([letter]) == {letter.pk: mail.NotSent(WhyNot.CLOSED.label)}


def test_what_was_asked_anew_is_told_once_in_the_newer_letter(clock, room, mia):
    plan("no_learning_noted")
    NudgeRule.objects.update(repeat_days=2)
    clock.shift(2 * DAY)
    lay_out()
    deliver_mail()
    letters = OutboxMail.objects.filter(kind="nudge", recipient=mia).order_by("pk")
    assert [letter.state for letter in letters] == [MailState.SKIPPED, MailState.SENT]
    assert set(why_not(mia)) == {WhyNot.NEWER, ""}


def test_a_matter_that_began_anew_is_not_told_in_the_old_letter(clock, room, mia):
    plan("no_learning_noted")
    make_learning(room)
    clock.shift(DAY)
    deliver_mail()
    assert why_not(mia) == [WhyNot.SETTLED]


# --- When -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 9, 7, 16), datetime(2026, 9, 8, 8)),
        (datetime(2026, 9, 8, 3), datetime(2026, 9, 8, 8)),
        (datetime(2026, 9, 11, 17), datetime(2026, 9, 14, 8)),
        (datetime(2027, 3, 25, 10), datetime(2027, 3, 30, 8)),
    ],
    ids=["closing time", "a retry at night", "Friday evening", "Easter"],
)
def test_outside_office_hours_a_letter_waits_for_the_next_opening(
    clock, room, mia, moment, opening
):
    plan("no_learning_noted")
    clock.move_to(moment.replace(tzinfo=MONDAY.tzinfo))
    deliver_mail()
    [letter] = OutboxMail.objects.filter(kind="nudge", recipient=mia)
    assert (letter.state, letter.attempts) == (MailState.WAITING, 0)
    assert letter.next_attempt_at == opening.replace(tzinfo=MONDAY.tzinfo)
    clock.move_to(letter.next_attempt_at)
    deliver_mail()
    letter.refresh_from_db()
    assert letter.state == MailState.SENT
    # What is said is so at the moment it leaves.
    assert (
        f"Der er gået {(opening.date() - MONDAY.date()).days + 60 - 1 * (opening.hour < 10)} dage"
        in letter.text
    )


def test_the_desks_own_hours_count(clock, room, mia):
    OfficeHours.objects.update_or_create(
        pk=1, defaults={"opens_at": time(9), "digest_at": time(9), "closes_at": time(10)}
    )
    turn_on("no_learning_noted", channel=Channel.INSTANT)
    plan_nudges()
    assert gather_letters() == 0
    clock.move_to(MONDAY + DAY - HOUR)
    assert gather_letters() == 1


# --- Many at once -----------------------------------------------------------------------------
def test_a_batch_costs_as_many_queries_whatever_its_size(room, mia, ali, karen):
    """Letters of several things, of one, and some with nothing left to say."""
    make_meeting(room, begins_at=MONDAY + 8 * DAY)
    session = make_session(begins_at=MONDAY + DAY, capacity=120, book_by=MONDAY + HOUR)
    people = [PersonFactory() for _ in range(100)]
    for person in people:
        room.memberships.create(person=person, joined_at=MONDAY - DAY)
    book_seats(by=mia, session=session, people=people, network=room)
    plan("meeting_unanswered", "session_tomorrow")
    letters = list(OutboxMail.objects.filter(kind="nudge", recipient__in=people))
    assert len(letters) == 100
    counted = {}
    for size in (1, 10, 100):
        with CaptureQueriesContext(connection) as queries:
            written = mail.written(letters[:size])
        assert all(len(one.sections) > 1 for one in written.values())
        counted[size] = len(queries)
    assert set(counted.values()) == {11}
