"""The desk says in plain words whether the post runs."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.mail import Letter
from netvaerk.people.actions.heartbeat import beat, stumble
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import Part
from secretariat.queries.desk.pulse import desk_pulse

NOON = datetime(2026, 9, 7, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
PLANNER = "Planlæggeren, der finder ud af, hvem der skal have et skub, arbejdede sidst"
WORKER = "Postbuddet, der sender mails af sted, arbejdede sidst"


@pytest.fixture
def noon(db):
    with time_machine.travel(NOON, tick=False) as traveller:
        for part in Part:
            beat(part)
        yield traveller


def said(undelivered: int = 0) -> list[str]:
    return [line.says for line in desk_pulse(undelivered=undelivered).lines]


def faults() -> list[str]:
    return [line.says for line in desk_pulse(undelivered=0).lines if line.is_fault]


def test_the_post_that_runs_is_told_in_four_calm_sentences(noon):
    noon.shift(timedelta(seconds=61))
    beat(Part.WORKER)
    noon.shift(timedelta(seconds=30))
    assert said() == [
        f"{PLANNER} for 1 minut siden.",
        f"{WORKER} for et øjeblik siden.",
        "Mailserveren tog imod en mail for 1 minut siden.",
        "Ingen mails venter på at komme af sted.",
    ]
    assert faults() == []


def test_a_dead_planner_is_a_fault_and_the_living_worker_is_not(noon):
    noon.shift(timedelta(hours=3, minutes=10))
    beat(Part.WORKER)
    assert faults() == [f"{PLANNER} for 3 timer siden."]


def test_a_dead_worker_is_told_by_its_day(noon):
    noon.shift(timedelta(days=2))
    beat(Part.PLANNER)
    assert faults() == [f"{WORKER} mandag 7. september kl. 12.00."]


def test_a_mail_server_without_anything_to_do_is_no_fault(noon):
    noon.shift(timedelta(days=3))
    beat(Part.PLANNER)
    beat(Part.WORKER)
    assert faults() == []


def test_a_mail_server_that_is_away_is_told_until_it_takes_a_mail(noon):
    noon.shift(timedelta(minutes=1))
    stumble(Part.SMTP, "Der er ikke forbindelse.")
    assert faults() == [
        "Mailserveren tager ikke imod mails: Der er ikke forbindelse. "
        "Mails venter og bliver prøvet igen."
    ]
    noon.shift(timedelta(minutes=1))
    beat(Part.SMTP)
    assert faults() == []


def test_rules_that_cannot_be_planned_are_named(noon):
    noon.shift(timedelta(minutes=1))
    stumble(Part.PLANNER, "meeting_unanswered")
    (fault,) = faults()
    assert fault.endswith("disse skub: meeting_unanswered.")


def test_an_old_queue_is_a_fault_and_a_young_one_is_not(noon, ali, mia):
    for number, person in enumerate([ali, mia]):
        queue_mail(to=person, cause=f"{number}", kind="x", letter=Letter("E", ["T"], "F"))
    noon.shift(timedelta(minutes=2))
    assert said()[-1] == "2 mails skulle være sendt: den ældste for 2 minutter siden."
    assert faults() == []
    noon.shift(timedelta(minutes=14))
    beat(Part.PLANNER)
    beat(Part.WORKER)
    assert faults() == ["2 mails skulle være sendt: den ældste for 16 minutter siden."]


def test_a_new_installation_says_not_yet(db):
    assert faults() == [
        "Planlæggeren har ikke arbejdet endnu.",
        "Postbuddet har ikke arbejdet endnu.",
    ]
    assert "Mailserveren har ikke fået en mail endnu." in said()


def test_letters_that_died_are_counted_and_have_their_pile(noon):
    assert said(undelivered=1)[-1].startswith("1 mail kunne ikke sendes den seneste måned.")


def test_the_desk_shows_the_pulse_as_a_list(client, noon, karen):
    client.force_login(karen)
    page = client.get(reverse("admin:index")).content.decode()
    assert f"<li><div>{PLANNER} for et øjeblik siden.</div></li>" in page
    assert "Posten kører." in page
    noon.shift(timedelta(minutes=10))
    page = client.get(reverse("admin:index")).content.decode()
    assert f"<li><div><strong>{PLANNER} for 10 minutter siden.</strong></div></li>" in page
    assert "Posten kører." not in page
