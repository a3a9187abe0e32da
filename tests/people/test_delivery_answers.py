"""What the mail server answers, what it means, and what people and the operator are told."""

import smtplib
from collections import Counter
from datetime import timedelta

import pytest

from netvaerk import clock
from netvaerk.people.actions.delivery import deliver_all, deliver_mail
from netvaerk.people.actions.mail_failures import why_no_connection, why_not_taken
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import Heartbeat, OutboxMail, RefusedAddress
from tests.factories.people import PersonFactory
from tests.people.post import write
from tests.people.smtp import saying_only

pytestmark = pytest.mark.django_db


def pulse(part=Part.SMTP) -> Heartbeat:
    return Heartbeat.objects.get(part=part)


def waits(letter: OutboxMail) -> timedelta:
    letter.refresh_from_db()
    return letter.next_attempt_at - clock.now()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.1 no such user")}),
            "Adressen findes ikke hos modtagerens mailserver (550). "
            "Serveren skrev: »5.1.1 no such user«",
        ),
        (
            smtplib.SMTPRecipientsRefused({"x": (554, b"no\nthanks\0")}),
            "Modtagerens mailserver tager ikke imod mail til adressen (554). "
            "Serveren skrev: »no thanks«",
        ),
        (
            smtplib.SMTPRecipientsRefused({"x": (552, b"")}),
            "Modtagerens postkasse er fuld (552)",
        ),
        (
            smtplib.SMTPRecipientsRefused({"x": (554, b"5.7.1 Relay access denied")}),
            "Mailserveren må ikke sende fra os til adressen (554). "
            "Serveren skrev: »5.7.1 Relay access denied«",
        ),
        (
            smtplib.SMTPDataError(550, b"5.1.1 unknown"),
            "Adressen findes ikke hos modtagerens mailserver (550). "
            "Serveren skrev: »5.1.1 unknown«",
        ),
        (
            smtplib.SMTPDataError(554, b"bad: Hemmeligt, see HTTPS://x.example/key?abc now"),
            "Mailserveren tager ikke imod mailens indhold (554). "
            "Serveren skrev: »bad: …, see … now«",
        ),
        (
            smtplib.SMTPSenderRefused(552, b"too big", "x"),
            "Mailen er for stor til mailserveren (552). Serveren skrev: »too big«",
        ),
        (
            smtplib.SMTPServerDisconnected("x"),
            "Forbindelsen til mailserveren blev afbrudt",
        ),
        (ValueError("Hemmeligt"), "Mailen kunne ikke gøres klar (ValueError)"),
    ],
)
def test_an_answer_is_told_in_words_and_without_the_letters_own(error, reason):
    assert why_not_taken(error, subject="Hemmeligt").reason() == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TimeoutError("x"), "Mailserveren svarer ikke (TimeoutError)"),
        (
            smtplib.SMTPConnectError(421, b"busy"),
            "Mailserveren svarer ikke (421). Serveren skrev: »busy«",
        ),
        (
            smtplib.SMTPAuthenticationError(535, b"bad password"),
            "Mailserveren tager ikke imod mail fra os (535). Serveren skrev: »bad password«",
        ),
        (
            smtplib.SMTPNotSupportedError("STARTTLS"),
            "Mailserveren er sat forkert op hos os (SMTPNotSupportedError)",
        ),
        (ValueError("both"), "Mailserveren er sat forkert op hos os (ValueError)"),
    ],
)
def test_what_stands_in_the_way_of_a_connection_is_told_in_words(error, reason):
    assert why_no_connection(error).reason() == reason


@pytest.mark.parametrize(
    ("answer", "minutes"),
    [
        ("450 4.2.0 busy", 5),
        ("451 greylisted", 5),
        ("452 full", 60),
        ("552 full", 60),
        ("550 5.7.1 not from you", 15),
        ("drop", 1),
    ],
)
def test_each_answer_has_its_pause_that_doubles(relay, mia, answer, minutes):
    relay.answers[mia.email] = [answer] * 2
    letter = write(mia)
    start = clock.now()
    with clock.set_to(start):
        assert deliver_mail() == Counter(waiting=1)
        assert waits(letter) == timedelta(minutes=minutes)
    with clock.set_to(start + timedelta(minutes=minutes)):
        assert deliver_mail() == Counter(waiting=1)
        assert waits(letter) == timedelta(minutes=2 * minutes)
    assert RefusedAddress.objects.count() == 0


@pytest.mark.parametrize("words", [b"421 busy\r\n", b"554 not you\r\n", b"", None])
def test_a_relay_that_lets_nobody_in_costs_nobody_an_attempt_and_is_asked_once(smtp, words):
    smtp.EMAIL_TIMEOUT = 0.5
    people = PersonFactory.create_batch(20)
    for person in people:
        write(person, person.email)
    with saying_only(words) as smtp.EMAIL_PORT:
        assert deliver_all(limit=5) == Counter({"held back": 5})
        assert deliver_all(limit=5) == Counter(), "it is left in peace for a while"
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    assert OutboxMail.objects.claimable(clock.now()).count() == 20
    assert pulse().beat_at is None
    assert pulse().trouble.startswith("Mailserveren ")
    assert pulse(Part.WORKER).beat_at is not None


def test_a_relay_that_falls_silent_midway_holds_back_the_rest(relay, smtp):
    smtp.EMAIL_TIMEOUT = 0.3
    people = PersonFactory.create_batch(9)
    for person in people:
        write(person, person.email)
    for person in people[2:]:
        relay.answers[person.email] = ["hang"]
    with clock.set_to(clock.now()):
        assert deliver_mail() == Counter({"sent": 2, "waiting": 3, "held back": 4})
    tried = OutboxMail.objects.order_by("id").values_list("attempts", flat=True)
    assert list(tried) == [1, 1, 1, 1, 1, 0, 0, 0, 0]
    assert pulse().stumbled_at >= pulse().beat_at
    relay.answers.clear()
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        assert deliver_mail() == Counter(sent=7)
        assert pulse().beat_at > pulse().stumbled_at


def test_a_relay_that_does_not_know_us_is_told_to_the_operator_and_kills_no_letter(relay, mia, ali):
    relay.to_sender = ["550 5.7.1 who are you?"]
    first, second = write(mia, "a"), write(ali, "b")
    assert deliver_mail() == Counter({"held back": 2})
    assert pulse().trouble == (
        "Mailserveren tager ikke imod mail fra os (550). Serveren skrev: »5.7.1 who are you?«"
    )
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        assert deliver_mail() == Counter(sent=1), "the one it was asked about lets others pass"
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert deliver_mail() == Counter(sent=1)
    assert relay.addresses == [second.to_address, first.to_address]


def test_a_relay_that_may_not_send_to_anybody_marks_no_address(relay, mia):
    relay.answers[mia.email] = ["554 5.7.1 Relay access denied"]
    write(mia)
    deliver_mail()
    assert RefusedAddress.objects.count() == 0
    assert pulse().trouble.startswith("Mailserveren må ikke sende fra os til adressen (554)")


def test_an_address_is_marked_at_the_second_refusal_and_forgiven_when_a_letter_gets_through(
    relay, mia
):
    relay.answers[mia.email] = ["550 no such user"] * 2
    for number in range(2):
        write(mia, f"{number}")
        deliver_mail()
        assert RefusedAddress.objects.marked().count() == number
    refused = RefusedAddress.objects.get()
    assert (refused.address, refused.times) == (mia.email, 2)
    assert refused.said.startswith("Adressen findes ikke hos modtagerens mailserver (550)")
    write(mia, "3")
    assert deliver_mail() == Counter(sent=1), "what was asked for is still tried"
    assert RefusedAddress.objects.count() == 0


def test_a_text_that_is_refused_is_not_the_addresss_fault(relay, mia):
    relay.to_text[mia.email] = ["554 spam"]
    letter = write(mia)
    assert deliver_mail() == Counter(dead=1)
    letter.refresh_from_db()
    assert (letter.smtp_code, RefusedAddress.objects.count()) == (554, 0)


def test_the_pulse_is_noted_once_a_batch(relay, django_assert_num_queries):
    for person in PersonFactory.create_batch(3):
        write(person, person.email)
    deliver_mail()
    assert Heartbeat.objects.count() == 2
    for person in PersonFactory.create_batch(10):
        write(person, person.email)
    # One for each letter; the worker's pulse 4, the relay's 4, resting 1, the claim 5, forgiving 1.
    with django_assert_num_queries(10 + 15):
        deliver_mail()
