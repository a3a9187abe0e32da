"""Post: written once with its cause, sent once to each, and nobody stands in another's way."""

from collections import Counter
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from smtplib import SMTPRecipientsRefused
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, transaction

from netvaerk import clock, mail
from netvaerk.people.actions import delivery, envelope
from netvaerk.people.actions.mail import LEASE, MAX_ATTEMPTS, deliver_mail
from netvaerk.people.actions.mail_failures import why_not_taken
from netvaerk.people.enums import Language, MailState
from netvaerk.people.models import OutboxMail
from tests.factories.people import PersonFactory
from tests.people.post import write

pytestmark = pytest.mark.django_db


def states():
    return list(OutboxMail.objects.order_by("id").values_list("state", flat=True))


def test_one_cause_writes_one_letter(mia):
    first, second = write(mia), write(mia, subject="Noget andet")
    assert first == second
    assert OutboxMail.objects.get().subject == "Hej"


def test_a_letter_is_gone_with_a_cause_that_was_undone(mia):
    with transaction.atomic():
        write(mia)
        transaction.set_rollback(True)
    assert OutboxMail.objects.count() == 0


def test_a_letter_arrives_once_with_the_date_and_number_it_was_written_with(relay, mia):
    letter = write(mia, subject="Æblegrød")
    assert deliver_mail() == Counter(sent=1)
    assert deliver_mail() == Counter()
    [(address, received)] = relay.received
    assert address == mia.email
    assert received["Message-ID"] == letter.message_id
    assert parsedate_to_datetime(received["Date"]) == letter.dated_at.replace(microsecond=0)
    assert received["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in received.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert OutboxMail.objects.get().sent_at is not None


def test_everybody_gets_their_own_envelope(relay, mia, ali):
    write(mia, "a")
    write(ali, "b")
    deliver_mail()
    assert [received["To"] for _, received in relay.received] == [mia.email, ali.email]


def test_each_reads_it_in_their_own_language(mia, ali):
    ali.language = Language.ENGLISH
    ali.save()
    assert write(mia, "a").html.count('lang="da"') == 1
    assert write(ali, "b").html.count('lang="en"') == 1


def test_a_letter_that_is_put_off_comes_later_under_the_same_number(relay, mia):
    relay.answers[mia.email] = ["451 try later"]
    letter = write(mia)
    assert deliver_mail() == Counter(waiting=1)
    assert deliver_mail() == Counter(), "not again in the same minute"
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert deliver_mail() == Counter(sent=1)
    assert [received["Message-ID"] for _, received in relay.received] == [letter.message_id]
    after = OutboxMail.objects.get()
    assert (after.state, after.attempts, after.reason) == (MailState.SENT, 2, "")
    assert after.smtp_code is None


def test_a_letter_that_is_refused_for_good_is_dead_with_its_reason(relay, mia):
    relay.answers[mia.email] = ["550 no such user"]
    write(mia)
    assert deliver_mail() == Counter(dead=1)
    after = OutboxMail.objects.get()
    assert (after.state, after.attempts, after.smtp_code) == (MailState.DEAD, 1, 550)
    assert after.reason == (
        "Adressen findes ikke hos modtagerens mailserver (550). Serveren skrev: »no such user«"
    )


def test_a_relay_that_is_away_for_days_costs_no_letter_an_attempt(relay, settings, mia, ali):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    write(mia, "a")
    write(ali, "b")
    start = clock.now()
    for hour in range(24 * 5):
        with time_machine.travel(start + timedelta(hours=hour), tick=False):
            assert deliver_mail() == Counter({"held back": 2})
    waiting = OutboxMail.objects.values_list("state", "attempts", "reason")
    said = "Mailserveren svarer ikke (ConnectionRefusedError)"
    assert list(waiting) == [(MailState.WAITING, 0, said)] * 2
    settings.EMAIL_PORT = port
    with time_machine.travel(start + timedelta(days=5), tick=False):
        assert deliver_mail() == Counter(sent=2)
    assert states() == [MailState.SENT] * 2


def test_a_letter_that_is_always_put_off_is_given_up_after_three_days(relay, mia):
    relay.answers[mia.email] = ["451 later"] * 99
    write(mia)
    start, tries = clock.now(), []
    for minutes in range(0, 24 * 60 * 5, 5):
        with time_machine.travel(start + timedelta(minutes=minutes, seconds=1), tick=False):
            if deliver_mail():
                tries.append(minutes)
    assert states() == [MailState.DEAD]
    assert len(tries) == MAX_ATTEMPTS
    assert [later - earlier for earlier, later in pairwise(tries)][:7] == [
        *(5, 10, 20, 40, 80, 160, 240)
    ]
    assert timedelta(minutes=tries[-1]) > timedelta(days=3)


def test_bad_recipients_stand_in_nobodys_way(relay, settings):
    people = [PersonFactory(first_name=f"P{number}") for number in range(6)]
    for person in people:
        write(person, person.email)
    relay.answers[people[0].email] = ["550 no"]
    relay.answers[people[2].email] = ["451 later"]
    relay.answers[people[4].email] = ["drop"]
    assert deliver_mail() == Counter(sent=3, dead=1, waiting=2)
    assert relay.addresses == [people[number].email for number in (1, 3, 5)]


def test_a_letter_that_cannot_even_be_looked_at_stands_in_nobodys_way(relay, mia, ali, monkeypatch):
    def look(letter):
        raise ValueError("broken")

    monkeypatch.setitem(mail._rechecks, "poison", look)
    write(mia, "a", kind="poison")
    write(ali, "b")
    assert deliver_mail() == Counter(waiting=1, sent=1)
    assert OutboxMail.objects.get(kind="poison").reason == (
        "Mailen kunne ikke gøres klar (ValueError)"
    )


def test_a_letter_no_longer_wanted_is_not_sent(relay, mia, monkeypatch):
    monkeypatch.setitem(mail._rechecks, "test", lambda letter: "It is settled")
    write(mia)
    assert deliver_mail() == Counter(skipped=1)
    assert (OutboxMail.objects.get().reason, relay.received) == ("It is settled", [])


def test_a_closed_account_gets_no_post(relay, mia):
    write(mia)
    mia.is_active = False
    mia.save()
    assert deliver_mail() == Counter(skipped=1)
    assert (OutboxMail.objects.get().reason, relay.received) == ("Kontoen er lukket", [])


def test_a_letter_of_a_worker_that_died_is_taken_over_when_its_lease_ends(relay, mia):
    write(mia)
    OutboxMail.objects.update(leased_until=clock.now() + LEASE)
    assert deliver_mail() == Counter()
    with time_machine.travel(clock.now() + LEASE + timedelta(seconds=1), tick=False):
        assert deliver_mail() == Counter(sent=1)
    assert relay.addresses == [mia.email]


def test_a_slow_worker_leaves_what_another_has_taken_over(relay, mia, ali, monkeypatch):
    """Behind the first letter the lease of the second wears out, and somebody else claims it."""
    write(mia, "a", kind="slow")
    second = write(ali, "b")
    now = clock.now()

    def lose_time(letter):
        monkeypatch.setattr(clock, "now", lambda: now + LEASE * 2)
        OutboxMail.objects.filter(pk=second.pk).update(leased_until=now + LEASE * 3)
        return ""

    monkeypatch.setitem(mail._rechecks, "slow", lose_time)
    assert deliver_mail() == Counter({"sent": 1, "taken over": 1})
    assert relay.addresses == [mia.email]


@pytest.mark.parametrize("code", [451, 550])
def test_what_a_slow_worker_was_told_changes_nothing_of_what_another_has_taken_over(mia, code):
    write(mia)
    [slow] = delivery._claim(1)
    refusal = why_not_taken(SMTPRecipientsRefused({mia.email: (code, b"no")}))
    with time_machine.travel(clock.now() + LEASE + timedelta(seconds=1), tick=False):
        [taken_over] = delivery._claim(1)
        envelope.try_again(slow, refusal)
        letter = OutboxMail.objects.get()
        assert (letter.state, letter.leased_until) == (MailState.WAITING, taken_over.leased_until)
        envelope.end(taken_over, MailState.SENT)
        envelope.try_again(slow, refusal)
        letter.refresh_from_db()
        assert (letter.state, letter.reason) == (MailState.SENT, "")


def test_a_letter_leaves_on_a_lease_as_good_as_new(relay, mia, ali, monkeypatch):
    """The first letter takes ten seconds: the second has its whole minute all the same."""
    write(mia)
    write(ali, "another")
    begun, left = clock.now(), []
    monkeypatch.setattr(clock, "now", lambda: begun)

    def lose_time(letter):
        left.append(OutboxMail.objects.get(pk=letter.pk).leased_until - clock.now())
        monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=10))
        return ""

    monkeypatch.setitem(mail._rechecks, "test", lose_time)
    assert deliver_mail() == Counter(sent=2)
    assert left == [LEASE, LEASE]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(relay):
    people = [PersonFactory(first_name=f"P{number}") for number in range(40)]
    for person in people:
        write(person, person.email)
    relay.pause = 0.005
    together, outcome = Barrier(2), Counter()

    def work():
        together.wait()
        while done := deliver_mail(limit=5):
            outcome.update(done)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert outcome == Counter(sent=40)
    assert sorted(relay.addresses) == sorted(person.email for person in people)


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_not_wait_for_rows_that_another_holds(mia, ali):
    held = write(mia, "a")
    write(ali, "b")
    ready, done = Barrier(2), Barrier(2)

    def hold():
        with transaction.atomic():
            OutboxMail.objects.select_for_update().get(pk=held.pk)
            ready.wait()
            done.wait()
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    ready.wait()
    try:
        assert deliver_mail() == Counter(sent=1)
    finally:
        done.wait()
        holder.join()
    assert states() == [MailState.WAITING, MailState.SENT]


def test_a_key_is_forgotten_once_its_letter_is_sent(relay, settings, mia):
    settings.DEMO = False
    write(mia, "a", kind="account")
    write(mia, "b")
    deliver_mail()
    account, other = OutboxMail.objects.order_by("id")
    assert (account.text, account.html) == ("", "")
    assert "Der er nyt." in other.text


def test_a_letter_in_words_is_its_number_alone(mia):
    letter = write(mia, subject="Hemmeligt")
    assert str(letter) == f"Mail {letter.pk}"
