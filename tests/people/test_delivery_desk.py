"""The desk's view of the post: what was not delivered and why, and who doesn't take mail."""

import pytest
from django.urls import reverse

from netvaerk.people.actions.delivery import deliver_mail
from netvaerk.people.actions.refused_address import count_refusal, trust_address
from netvaerk.people.actions.retry import retry_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail, RefusedAddress
from netvaerk.refusals import Refusal
from tests.people.post import write

pytestmark = pytest.mark.django_db
REFUSED = reverse("admin:people_refusedaddress_changelist")
OUTBOX = reverse("admin:people_outboxmail_changelist")


def refuse(address: str, times: int = 2) -> RefusedAddress:
    for _time in range(times):
        count_refusal(address=address, said="Adressen findes ikke (550)")
    return RefusedAddress.objects.get(address=address.lower())


def act(client, rows, **more):
    sent = {"action": "trust", "_selected_action": [row.pk for row in rows], **more}
    return client.post(REFUSED, sent, follow=True)


def test_the_outbox_tells_why_in_words_and_when_it_is_tried_again(client, relay, karen, mia, ali):
    relay.answers[mia.email] = ["550 no such user"]
    relay.answers[ali.email] = ["451 greylisted"]
    write(mia, "a", subject="Hemmeligt")
    write(ali, "b", subject="Hemmeligt")
    deliver_mail()
    client.force_login(karen)
    page = client.get(OUTBOX)
    text = page.content.decode()
    assert "Adressen findes ikke hos modtagerens mailserver (550)" in text
    assert "Modtagerens mailserver vil have, at vi prøver igen senere (451)" in text
    assert "Hemmeligt" not in text
    columns = page.context["cl"].list_display
    assert [*columns][3:] == [
        *("state", "reason", "code", "attempts", "tried_again_at", "sent_at", "to_address")
    ]
    desk = page.context["cl"].model_admin
    waiting, dead = (OutboxMail.objects.get(recipient=one) for one in (ali, mia))
    assert desk.tried_again_at(waiting) == waiting.next_attempt_at
    assert desk.tried_again_at(dead) is None


def test_the_desk_shows_whose_address_it_is_and_what_was_said(client, karen, mia):
    refuse(mia.email)
    refuse("ukendt@v.example", times=1)
    client.force_login(karen)
    page = client.get(REFUSED)
    text = page.content.decode()
    assert (mia.name in text, text.count("Adressen findes ikke (550)")) == (True, 2)
    desk = page.context["cl"].model_admin
    told = [desk.nudges(one) for one in RefusedAddress.objects.order_by("address")]
    assert told == ["Får ingen", "Får stadig"]


def test_the_mark_is_taken_away_and_noted(client, karen, mia, ali):
    rows = [refuse(mia.email), refuse(ali.email)]
    client.force_login(karen)
    shown = act(client, rows[:1]).content.decode()
    assert "Adressen får skub igen" in shown
    assert RefusedAddress.objects.count() == 2
    act(client, rows[:1], _step="confirm")
    assert list(RefusedAddress.objects.values_list("address", flat=True)) == [ali.email]
    entry = AuditEntry.objects.get(verb="trust_address")
    assert (entry.by, entry.subject_id, entry.facts) == (karen, str(rows[0].pk), {})


def test_nobody_outside_the_secretariat_sees_or_takes_away_marks(client, mia, ali, bo):
    refused = refuse(ali.email)
    for person in (mia, bo):
        with pytest.raises(Refusal):
            trust_address(by=person, refused=refused)
        client.force_login(person)
        assert client.get(REFUSED).status_code == 302
        assert (
            client.get(reverse("admin:people_refusedaddress_change", args=[1])).status_code == 302
        )
    assert RefusedAddress.objects.count() == 1


def test_a_mark_that_is_already_gone_is_said_in_words(karen, ali):
    refused = refuse(ali.email)
    trust_address(by=karen, refused=refused)
    with pytest.raises(Refusal):
        trust_address(by=karen, refused=refused)
    assert AuditEntry.objects.filter(verb="trust_address").count() == 1


def test_an_address_is_the_same_in_capitals(mia):
    refuse(mia.email, times=1)
    assert refuse(mia.email.upper(), times=1).times == 2


def test_a_nudge_that_was_never_put_into_words_can_be_sent_again(karen, ali):
    """Its text is empty until it is sent; nothing has been forgotten."""
    letter = write(ali, kind="nudge")
    OutboxMail.objects.update(state=MailState.DEAD, subject="", text="", html="", smtp_code=451)
    retry_mail(by=karen, mail=letter)
    letter.refresh_from_db()
    assert (letter.state, letter.smtp_code) == (MailState.WAITING, None)
    assert OutboxMail.objects.with_forgotten().get().is_forgotten is False
