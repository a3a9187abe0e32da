"""Delivery at large: batches, several workers, and a mail server with many moods."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from netvaerk import clock, mail
from netvaerk.people.actions import delivery, envelope
from netvaerk.people.actions.delivery import deliver_all, deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person, RefusedAddress
from netvaerk.people.tasks import deliver_mail as task
from tests.factories.people import PersonFactory
from tests.people.post import write

pytestmark = pytest.mark.django_db


def people_with_post(number: int, **more) -> list[Person]:
    people = [PersonFactory(first_name=f"P{one:03}") for one in range(number)]
    for person in people:
        write(person, person.email, **more)
    return people


def ended() -> dict[str, tuple[str, int | None]]:
    rows = OutboxMail.objects.values_list("to_address", "state", "smtp_code")
    return {address: (state, code) for address, state, code in rows}


def test_of_two_hundred_the_good_get_one_each_and_the_bad_are_seen(relay, smtp):
    smtp.EMAIL_TIMEOUT = 0.5
    addresses = [person.email for person in people_with_post(200)]
    refused, greylisted = addresses[0:200:20], addresses[3:200:20]
    dropped, hung, unwanted = addresses[5:200:20], addresses[9:200:66], addresses[11:200:20]
    always_dropped = dropped[0]
    for address in refused:
        relay.answers[address] = ["550 5.1.1 no such user"] * 9
    for address in greylisted:
        relay.answers[address] = ["451 4.7.1 greylisted"] * 2
    for address in dropped:
        relay.answers[address] = ["drop"]
    for address in hung:
        relay.answers[address] = ["hang"]
    for address in unwanted:
        relay.to_text[address] = ["554 5.7.1 looks like spam"]
    relay.answers[always_dropped] = ["drop"] * 99

    first = deliver_all()
    held_up = {*greylisted, *dropped, *hung}
    assert first == Counter(
        sent=200 - len(held_up) - len(refused) - len(unwanted),
        dead=len(refused) + len(unwanted),
        waiting=len(held_up),
    )
    start = clock.now()
    for minutes in range(1, 24):
        with clock.set_to(start + timedelta(minutes=minutes)):
            deliver_all()

    bad = {*refused, *unwanted, always_dropped}
    assert sorted(relay.addresses) == sorted(set(addresses) - bad)
    after = ended()
    assert {after[address] for address in refused} == {(MailState.DEAD, 550)}
    assert {after[address] for address in unwanted} == {(MailState.DEAD, 554)}
    assert after[always_dropped] == (MailState.WAITING, None)
    assert set(RefusedAddress.objects.values_list("address", flat=True)) == set(refused)
    reasons = OutboxMail.objects.filter(to_address__in=bad).values_list("reason", flat=True)
    assert {reason.split(". ")[0] for reason in reasons} == {
        "Adressen findes ikke hos modtagerens mailserver (550)",
        "Mailserveren tager ikke imod mailens indhold (554)",
        "Forbindelsen til mailserveren blev afbrudt",
    }


def test_a_batch_leaves_on_one_connection_also_past_those_who_are_refused(relay):
    for person in people_with_post(20)[::4]:
        relay.answers[person.email] = ["550 no"]
    assert deliver_mail() == Counter(sent=15, dead=5)
    assert relay.greeted == 1


def test_what_somebody_waits_for_does_not_stand_behind_the_digests(relay, mia):
    people_with_post(6, is_bulk=True)
    write(mia)
    deliver_mail(limit=3)
    assert relay.addresses[0] == mia.email


def test_letters_are_put_into_words_together(relay, monkeypatch):
    asked = []

    def writer(letters):
        asked.append(len(letters))
        return {one.pk: mail.Letter("Nyt", ["Nu."], "Fordi") for one in letters}

    monkeypatch.setitem(mail._writers, "late", writer)
    people_with_post(12, kind="late")
    assert deliver_all(limit=8) == Counter(sent=12)
    assert asked == [8, 4]
    assert {str(received["Subject"]) for _, received in relay.received} == {"Nyt"}


def test_a_look_that_has_grown_old_is_taken_again(relay, monkeypatch):
    """The first letter is slow: before the second leaves, its matter is settled."""
    asked, now = [], clock.now()

    def writer(letters):
        asked.append([one.pk for one in letters])
        is_late = len(asked) > 1
        words = mail.NotSent("Det er ordnet") if is_late else mail.Letter("Nyt", ["Nu."], "Fordi")
        return {one.pk: words for one in letters}

    def lose_time(letter):
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=40))
        return ""

    monkeypatch.setitem(mail._writers, "late", writer)
    monkeypatch.setitem(mail._rechecks, "late", lose_time)
    first, second = (write(one, one.email, kind="late") for one in PersonFactory.create_batch(2))
    assert deliver_mail() == Counter(sent=1, skipped=1)
    assert asked == [[first.pk, second.pk], [second.pk]]
    assert relay.addresses == [first.to_address]


def test_one_that_cannot_be_put_into_words_spoils_it_for_nobody(relay, monkeypatch):
    people = PersonFactory.create_batch(5)
    letters = [write(person, person.email, kind="late") for person in people]
    poison = letters[0]

    def writer(batch):
        if poison.pk in [one.pk for one in batch]:
            raise KeyError("what the letter says")
        return {one.pk: mail.Letter("Nyt", ["Nu."], "Fordi") for one in batch}

    monkeypatch.setitem(mail._writers, "late", writer)
    assert deliver_mail() == Counter(sent=4, waiting=1)
    poison.refresh_from_db()
    assert (poison.attempts, poison.reason) == (1, "Mailen kunne ikke gøres klar (KeyError)")


def test_a_letter_that_is_told_to_wait_for_a_moment_past_is_not_asked_at_once(relay, monkeypatch):
    asked = []

    def writer(letters):
        asked.append(len(letters))
        return {one.pk: mail.Later(clock.now()) for one in letters}

    monkeypatch.setitem(mail._writers, "late", writer)
    people_with_post(1, kind="late")
    assert deliver_all() == Counter(waiting=1)
    assert asked == [1]
    assert OutboxMail.objects.get().attempts == 0


def test_the_readers_own_no_thanks_stands_in_the_envelope(relay, settings, mia, ali):
    path = f"/nej-tak/{'x' * 200}/"
    write(mia, "a", unsubscribe_path=path)
    write(ali, "b")
    deliver_mail()
    (_, with_it), (_, without) = relay.received
    assert with_it["List-Unsubscribe"].strip() == f"<{settings.SITE_URL}{path}>"
    assert with_it["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (without["List-Unsubscribe"], without["List-Unsubscribe-Post"]) == (None, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [2, 5])
def test_workers_side_by_side_send_each_letter_once(relay, workers):
    addresses = [person.email for person in people_with_post(60)]
    for address in addresses[::10]:
        relay.answers[address] = ["550 no"]
    relay.pause = 0.005
    together, outcome = Barrier(workers), Counter()

    def work():
        together.wait()
        outcome.update(deliver_all(limit=7))
        connection.close()

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcome == Counter(sent=54, dead=6)
    assert sorted(relay.addresses) == sorted(set(addresses) - set(addresses[::10]))
    assert RefusedAddress.objects.count() == 6


def test_the_task_goes_on_until_nothing_waits(relay, monkeypatch):
    people_with_post(5)
    monkeypatch.setattr(deliver_all, "__kwdefaults__", {"limit": 2})
    task()
    assert len(relay.addresses) == 5


def test_a_worker_stops_when_the_next_tick_is_near(relay, monkeypatch):
    people_with_post(5)
    monkeypatch.setattr(delivery, "AT_WORK", timedelta(seconds=-1))
    assert deliver_all(limit=2) == Counter(sent=2)


def test_a_full_batch_calls_one_more_worker(relay, django_capture_on_commit_callbacks):
    people_with_post(5)
    with django_capture_on_commit_callbacks() as rung:
        deliver_mail(limit=3)
        deliver_mail(limit=3)
    assert len(rung) == 1


def test_what_a_worker_died_with_is_taken_up_a_little_at_a_time(relay):
    """The next one that dies holds a few letters, not all that the first one held."""
    people_with_post(60)
    OutboxMail.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    behind = OutboxMail.objects.all()[:40]
    OutboxMail.objects.exclude(pk__in=behind.values("pk")).update(leased_until=None)
    batches = [deliver_mail()["sent"] for _ in range(4)]
    assert batches == [25, 15, 20, 0]


def test_a_letter_that_kills_its_worker_does_not_always_take_the_same_ones_along(
    relay, monkeypatch
):
    """Each time another worker dies of it; all the others get through all the same."""
    people_with_post(25)
    deadly = OutboxMail.objects.earliest("id")
    as_email = envelope.as_email

    def die_of_it(letter: OutboxMail) -> EmailMultiAlternatives:
        if letter.pk == deadly.pk:
            raise SystemExit
        return as_email(letter)

    monkeypatch.setattr(envelope, "as_email", die_of_it)
    for _death in range(40):
        OutboxMail.objects.update(leased_until=clock.now() - timedelta(seconds=1))
        with suppress(SystemExit):
            deliver_all()
    waiting = OutboxMail.objects.filter(state=MailState.WAITING)
    assert list(waiting.values_list("pk", flat=True)) == [deadly.pk]
