"""What is written about a conversation: to whom, until when, and never more than they may read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.closing import close_network
from networks.actions.leaving import leave_network
from secretariat.actions.sparring import (
    move_sparring,
    pick_time,
    propose_times,
    reopen_times,
    withdraw_of_ended,
    withdraw_sparring,
)
from secretariat.actions.sparring_left import strike_for_those_who_left
from secretariat.models import SparringSession
from tests.factories.networks import make_network
from tests.factories.sparring import QUESTION, make_agreed, make_ask, make_assigned

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 10, 19, 9, tzinfo=CPH)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(monday, mia, bo, karen, ali, sanne):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def test_only_the_newest_word_about_it_is_sent(network, karen, mia, monday):
    session = make_agreed(network, partner=karen, at=MONDAY + DAY)
    given = {"session": session, "based_on": session.sequence, "where": ""}
    move_sparring(by=mia, **given, takes_place_at=MONDAY + 2 * DAY)
    deliver_mail(limit=1000)
    sent = OutboxMail.objects.filter(kind="sparring", state=MailState.SENT)
    assert {one.subject.split(":")[0] for one in sent} == {"Flyttet"}
    assert sent.count() == 2


def test_a_time_that_fell_through_is_struck_also_when_new_ones_are_proposed_at_once(
    network, karen, mia
):
    session = make_agreed(network, partner=karen, at=MONDAY + DAY)
    deliver_mail(limit=1000)
    reopen_times(by=mia, session=session, because="Syg.")
    propose_times(by=karen, session=session, times=[MONDAY + 3 * DAY])
    deliver_mail(limit=1000)
    struck = OutboxMail.objects.filter(calendar__contains="METHOD:CANCEL").order_by("recipient")
    assert {(one.recipient, one.state) for one in struck} == {
        (mia, MailState.SENT),
        (karen, MailState.SENT),
    }


def test_a_striking_that_waited_does_not_take_out_the_new_time(network, karen, mia):
    session = make_agreed(network, partner=karen, at=MONDAY + DAY)
    reopen_times(by=mia, session=session, because="Syg.")
    propose_times(by=karen, session=session, times=[MONDAY + 3 * DAY])
    pick_time(by=mia, session=session, time_id=session.times.get().pk)
    deliver_mail(limit=1000)
    sent = OutboxMail.objects.filter(kind="sparring", state=MailState.SENT).exclude(calendar="")
    assert {"METHOD:REQUEST" in one.calendar for one in sent} == {True}
    assert sent.count() == 2


def test_who_leaves_has_what_lies_ahead_struck_once_without_a_word_of_it(
    network, karen, ali, mia, monday
):
    session = make_agreed(network, by=ali, partner=karen, at=MONDAY + DAY, where="Loftet")
    assert strike_for_those_who_left() == 0
    leave_network(by=ali, network=network)
    assert [strike_for_those_who_left(), strike_for_those_who_left()] == [1, 0]
    letter = OutboxMail.objects.get(cause=f"sparring_left:{session.pk}:{ali.pk}")
    assert "METHOD:CANCEL" in letter.calendar
    event = Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
    assert str(event["UID"]) == f"{session.uid}@netvaerk"
    assert event["SEQUENCE"] > session.sequence
    whole = letter.calendar + letter.text + letter.html
    assert [said for said in (QUESTION, "Loftet") if said in whole] == []
    deliver_mail(limit=1000)
    assert OutboxMail.objects.get(pk=letter.pk).state == MailState.SENT


def test_nothing_is_struck_for_who_was_not_invited_or_stays_to_the_end(network, karen, ali, mia):
    waits = make_assigned(network, by=ali, partner=karen, times=[MONDAY + DAY])
    leave_network(by=ali, network=network)
    pick_time(by=mia, session=waits, time_id=waits.times.get().pk)
    make_agreed(network, partner=karen, at=MONDAY + 2 * DAY)
    mia.memberships.update(ended_at=MONDAY, ended_because="closed")
    assert strike_for_those_who_left() == 0


def test_who_has_left_the_network_is_told_no_more_and_reads_nothing(network, karen, ali):
    session = make_agreed(network, by=ali, partner=karen, at=MONDAY + DAY)
    leave_network(by=ali, network=network)
    deliver_mail(limit=1000)
    letter = OutboxMail.objects.filter(kind="sparring", recipient=ali).latest("id")
    assert letter.state == MailState.SKIPPED
    assert letter.reason == "Modtageren er ikke længere med i netværket"
    assert not SparringSession.objects.visible_to(ali).exists()
    with pytest.raises(NotPossibleNow):
        withdraw_sparring(by=ali, session=session, because="x")


def test_the_trace_holds_no_question_and_no_reason(network, karen, mia):
    session = make_agreed(network, partner=karen, question="MARK-fortroligt")
    reopen_times(by=mia, session=session, because="MARK-fordi")
    told = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert "MARK" not in told
    verbs = ["ask_for_sparring", "assign_partner", "reopen_times"]
    assert (
        list(
            AuditEntry.objects.filter(verb__in=verbs).order_by("id").values_list("verb", flat=True)
        )
        == verbs
    )


def test_a_network_that_ends_calls_off_what_lies_ahead_once(network, karen, ali, mia, monday):
    agreed = make_agreed(network, by=ali, partner=karen, at=MONDAY + DAY)
    begun = make_agreed(network, by=ali, partner=karen, at=MONDAY + HOUR)
    asked = make_ask(network)
    monday.move_to(MONDAY + 2 * HOUR)
    assert withdraw_of_ended() == 0
    close_network(by=mia, network=network, words="Tak.", why_without="")
    assert [withdraw_of_ended(), withdraw_of_ended()] == [2, 0]
    states = dict(SparringSession.objects.values_list("pk", "state"))
    assert states == {agreed.pk: "withdrawn", asked.pk: "withdrawn", begun.pk: "agreed"}
    struck = OutboxMail.objects.filter(calendar__contains="METHOD:CANCEL")
    assert set(struck.values_list("recipient", flat=True)) == {karen.pk, ali.pk, mia.pk}
