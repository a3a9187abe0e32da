"""Pages around an announcement: written and sent on the desk, read by those it was sent to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.models import AuditEntry, OutboxMail
from secretariat.actions.announcement import withdraw_announcement, write_announcement
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.models import Announcement
from secretariat.queries.announcement import fingerprint
from tests.conftest import sign_in
from tests.factories.announcement import make_announcement, make_sent
from tests.factories.people import PersonFactory
from tests.secretariat.desk import admin_url

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
WRITTEN = {
    "title": "Temarunden åbner",
    "text": "Nu kan I sende forslag.\n\nSkriv til os, hvis I er i tvivl.",
    "link_label": "Skriv et forslag",
    "link": "/forslag/",
    "audience": "employees",
    "ends_on": "2026-09-30",
}


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db, clock, karen, sanne, mia, ali, bo, noor):
    """Everybody exists before anything is sent."""


def page_of(announcement) -> str:
    return reverse("secretariat:announcement_detail", args=[announcement.pk])


def send_url(announcement) -> str:
    return reverse("admin:secretariat_announcement_send", args=[announcement.pk])


def withdraw_url(announcement) -> str:
    return reverse("admin:secretariat_announcement_withdraw", args=[announcement.pk])


def opens(client, person, announcement) -> int:
    return sign_in(client, person).get(page_of(announcement)).status_code


def test_its_page_is_for_those_it_was_sent_to(client, world, karen, mia, bo, noor, root):
    to_employees = make_sent(karen, text="Kun for ansatte")
    to_guests = make_sent(karen, audience="guests")
    assert [opens(client, one, to_employees) for one in (mia, bo, karen)] == [200] * 3
    assert [opens(client, one, to_employees) for one in (noor, root)] == [404] * 2
    assert [opens(client, one, to_guests) for one in (noor, karen, mia)] == [200, 200, 404]


def test_what_is_not_for_the_reader_and_what_is_not_there_are_the_same(
    client, world, karen, noor, settings
):
    sent = make_sent(karen, title="Hemmelig plan")
    sign_in(client, noor)
    refused = client.get(page_of(sent))
    missing = client.get(f"/meddelelser/{sent.pk + 1}/")
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert "Hemmelig plan" not in refused.content.decode()
    client.logout()
    assert client.get(page_of(sent)).status_code == 302


def test_drafts_and_what_is_withdrawn_are_the_secretariats_alone(client, world, karen, sanne, mia):
    draft, sent = make_announcement(karen), make_sent(karen)
    assert opens(client, mia, sent) == 200
    withdraw_announcement(by=karen, announcement=sent)
    for one in (draft, sent):
        assert [opens(client, who, one) for who in (mia, karen, sanne)] == [404, 200, 200]


def test_its_page_shows_the_text_and_the_button(client, world, karen, mia):
    sent = make_sent(
        karen, text="Linje\n\n<b>fed</b>", link="https://a.example/", link_label="Læs mere hos os"
    )
    page = sign_in(client, mia).get(page_of(sent)).content.decode()
    assert "&lt;b&gt;fed&lt;/b&gt;" in page
    assert 'href="https://a.example/">Læs mere hos os</a>' in page


def test_its_page_takes_few_queries(client, world, karen, mia, django_assert_num_queries):
    sent = make_sent(karen)
    sign_in(client, mia)
    with django_assert_num_queries(3):
        client.get(page_of(sent))


def test_a_draft_is_written_and_leads_to_the_look_before_sending(client, world, karen):
    sign_in(client, karen)
    answer = client.post(admin_url(Announcement, "add"), WRITTEN)
    made = Announcement.objects.get()
    assert answer.url == send_url(made)
    assert (made.written_by, made.sent_at, made.title) == (karen, None, "Temarunden åbner")
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["write_announcement"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"link": "javascript:alert(1)"}, "Knappen kan føre til en adresse"),
        ({"link": "//ond.example"}, "Knappen kan føre til en adresse"),
        ({"link": "http://a.example"}, "Knappen kan føre til en adresse"),
        ({"link": "/findes-ikke/"}, "Den side findes ikke her"),
        ({"link": ""}, "Skriv, hvor knappen skal føre hen"),
        ({"link_label": ""}, "Skriv, hvad der skal stå på knappen"),
        ({"ends_on": "2026-09-06"}, "Den dag er gået"),
        ({"audience": "alle"}, "Vælg en af mulighederne"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_typed_is_lost(
    client, world, karen, changed, said
):
    page = sign_in(client, karen).post(admin_url(Announcement, "add"), {**WRITTEN, **changed})
    text = page.content.decode()
    assert page.status_code == 200
    assert said in text
    assert "Skriv til os, hvis I er i tvivl." in text
    assert not Announcement.objects.exists()


def test_the_preview_saves_nothing_and_reads_like_the_mail(client, world, karen):
    make_announcement(karen)
    sign_in(client, karen)
    sent = {**WRITTEN, "title": "Ny overskrift", "_preview": "1"}
    page = client.post(admin_url(Announcement, "add"), sent).content.decode()
    assert "Der er ikke gemt noget" in page
    assert "<strong>Emne:</strong> Ny overskrift" in page
    assert "Skriv et forslag" in page
    assert Announcement.objects.count() == 1


def test_the_page_before_sending_says_to_how_many_when_and_in_which_words(client, world, karen):
    draft = make_announcement(karen)
    page = sign_in(client, karen).get(send_url(draft)).content.decode()
    assert "Den går til 4 på mail" in page
    assert "4 i den daglige mail, tidligst tirsdag 8. september kl. 8.00." in page
    assert "Nu kan I sende forslag." in page
    assert 'value="Send til 4"' in page
    assert fingerprint(draft) in page


@pytest.mark.parametrize("people", [1, 3, 25])
def test_the_page_before_sending_takes_the_same_queries_however_many(
    client, world, karen, people, django_assert_num_queries
):
    draft = make_announcement(karen)
    for _number in range(people):
        PersonFactory()
    sign_in(client, karen)
    with django_assert_num_queries(8):
        client.get(send_url(draft))


def test_one_button_sends_what_was_shown_and_once(client, world, clock, karen, mia):
    draft = make_announcement(karen)
    sign_in(client, karen)
    shown = client.get(send_url(draft)).context
    first = client.post(send_url(draft), {"seen": shown["seen"]}, follow=True)
    assert "Meddelelsen er sendt." in first.content.decode()
    assert "Træk den tilbage" in first.content.decode()
    again = client.post(send_url(draft), {"seen": shown["seen"]}, follow=True)
    assert "Den er ikke sendt igen." in again.content.decode()
    plan_nudges()
    clock.move_to(MONDAY + timedelta(hours=22))
    gather_letters()
    deliver_mail()
    mail = OutboxMail.objects.get(recipient=mia)
    text = mail.text.partition("\n")[2]
    for line in filter(None, text.splitlines()):
        if "http" not in line:
            assert line.strip() in shown["letter"].replace("&quot;", '"'), line
    page = sign_in(client, karen).get(send_url(draft)).content.decode()
    assert "4 har fået den på mail." in page


def test_what_was_changed_since_is_shown_anew_before_it_is_sent(client, world, karen, sanne):
    draft = make_announcement(karen)
    sign_in(client, karen)
    seen = client.get(send_url(draft)).context["seen"]
    draft.text = "Sannes bedre tekst."
    write_announcement(by=sanne, announcement=draft)
    answer = client.post(send_url(draft), {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Meddelelsen er rettet, siden du så den." in page
    assert "Sannes bedre tekst." in page
    assert Announcement.objects.get().sent_at is None
    assert client.post(send_url(draft), {"seen": answer.context["seen"]}).status_code == 302


def test_a_form_without_what_was_seen_sends_nothing(client, world, karen):
    draft = make_announcement(karen)
    sign_in(client, karen)
    for sent in ({}, {"seen": "x" * 65}, {"seen": "\0"}):
        assert client.post(send_url(draft), sent).status_code == 422
    assert Announcement.objects.get().sent_at is None


def test_what_is_sent_is_looked_at_and_withdrawn_and_never_edited(client, world, karen, mia):
    sent = make_sent(karen)
    sign_in(client, karen)
    page = client.get(admin_url(Announcement, "change", sent.pk)).content.decode()
    assert 'name="title"' not in page
    client.post(admin_url(Announcement, "change", sent.pk), {**WRITTEN, "title": "Andet"})
    assert Announcement.objects.get().title == "Temarunden åbner"
    assert client.get(withdraw_url(sent)).status_code == 405
    page = client.post(withdraw_url(sent), follow=True).content.decode()
    assert "Der går ikke flere mails ud." in page
    page = client.post(withdraw_url(sent), follow=True).content.decode()
    assert "Det kan ikke lade sig gøre lige nu." in page


def test_only_the_secretariat_reaches_the_desks_pages(client, world, karen, mia, bo, noor, root):
    draft, sent = make_announcement(karen), make_sent(karen)
    for person in (mia, bo, noor, root):
        sign_in(client, person)
        seen = {"seen": fingerprint(draft)}
        assert client.get(send_url(draft)).status_code in (302, 403), person
        assert client.post(send_url(draft), seen).status_code in (302, 403), person
        assert client.post(withdraw_url(sent)).status_code in (302, 403), person
        assert client.get(admin_url(Announcement, "changelist")).status_code in (302, 403), person
    assert Announcement.objects.filter(sent_at=None).get() == draft
    assert not Announcement.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_list_takes_the_same_queries_however_long(
    client, world, karen, rows, django_assert_num_queries
):
    for number in range(rows):
        make_sent(karen, title=f"Nyt {number}")
    sign_in(client, karen)
    with django_assert_num_queries(4):
        page = client.get(admin_url(Announcement, "changelist"))
    assert page.context["cl"].result_count == rows
