"""A chief's note waits for the network's answer; a promised direction waits to be written."""

import pytest
from django.urls import reverse

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from networks.actions.closing import close_network
from networks.actions.lead import hand_over_lead
from networks.actions.leaving import leave_network
from networks.enums import Bearing
from networks.models import Network
from networks.nudges.alignment import RULES
from networks.queries.alignment import ANOTHER_LEADS, ANOTHER_REFERS
from networks.words import NO_LONGER_INSIDE
from tests.factories.networks import make_direction, make_network
from tests.factories.networks.alignment import make_answered, make_note

UNANSWERED, PROMISED = RULES


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def waiting(rule) -> list[tuple[str, str]]:
    """For whom, and which note."""
    names = dict(Person.objects.values_list("pk", "first_name"))
    found = rule.waiting(Person.objects.active())
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    return sorted((names[row[2]], row[1]) for row in found)


def test_a_note_waits_for_the_leader_until_it_is_answered(network, bo, dorte, mia):
    by_bo, by_dorte = make_note(network), make_note(network, by=dorte, reason="Godt set.")
    assert waiting(UNANSWERED) == sorted([("Mia", str(by_bo.pk)), ("Mia", str(by_dorte.pk))])
    make_answered(by_bo)
    row = UNANSWERED.waiting(Person.objects.filter(pk=mia.pk)).get()
    said = f"{dorte.name}: »Godt set.«"
    assert row[3:] == (by_dorte.written_at, network.title, str(by_dorte.pk), said, network.pk)


def test_a_long_note_is_quoted_by_its_beginning(network, bo):
    make_note(network, reason="x" * 300)
    (row,) = UNANSWERED.waiting(Person.objects.active())
    assert row[6] == f"{bo.name}: »{'x' * 240}…«"


def test_it_waits_for_whoever_leads_now_and_not_for_its_own_writer(network, dorte, ali, mia):
    note = make_note(network, by=dorte)
    hand_over_lead(by=mia, network=network, to=ali, words="Din tur.")
    assert waiting(UNANSWERED) == [("Ali", str(note.pk))]
    network.memberships.create(person=dorte)
    Network.objects.filter(pk=network.pk).update(leader=dorte)
    assert waiting(UNANSWERED) == []


def test_a_promised_direction_waits_for_the_reference_leader_until_it_is_written(network, dorte):
    note = make_note(network, by=dorte, bearing=Bearing.NEW_DIRECTION, reason="MARK-chefens-ord")
    assert waiting(PROMISED) == [("Bo", str(note.pk))]
    row = PROMISED.waiting(Person.objects.active()).get()
    assert row[3:] == (note.written_at, network.title, network.slug, "", network.pk)
    make_direction(network, why="Fordi alt er nyt.")
    assert waiting(PROMISED) == []


def test_the_newest_word_counts(network, bo):
    make_note(network, bearing=Bearing.NEW_DIRECTION)
    make_note(network, bearing=Bearing.ON_COURSE)
    assert waiting(PROMISED) == []
    again = make_note(network, bearing=Bearing.NEW_DIRECTION)
    assert waiting(PROMISED) == [("Bo", str(again.pk))]


def test_other_bearings_promise_no_direction(network):
    make_note(network, bearing=Bearing.ON_COURSE)
    make_note(network, bearing=Bearing.LET_US_TALK)
    assert waiting(PROMISED) == []


@pytest.mark.parametrize("end", ["closed", "accounts closed"])
def test_nothing_waits_when_there_is_nobody_to_answer(network, end):
    make_note(network, bearing=Bearing.NEW_DIRECTION)
    if end == "closed":
        close_network(by=network.leader, network=network, words="Tak.", why_without="")
    else:
        Person.objects.filter(first_name__in=["Mia", "Bo"]).update(is_active=False)
    assert (waiting(UNANSWERED), waiting(PROMISED)) == ([], [])


def skipped() -> list[tuple[str, str]]:
    deliver_mail()
    found = OutboxMail.objects.filter(kind="alignment", state=MailState.SKIPPED)
    return list(found.values_list("recipient__first_name", "reason"))


def test_a_leader_who_hands_over_before_the_mail_leaves_is_not_asked(network, ali, mia):
    make_note(network)
    hand_over_lead(by=mia, network=network, to=ali, words="Din tur.")
    assert skipped() == [("Mia", str(ANOTHER_LEADS))]


def test_a_leader_who_has_left_is_not_told(network, ali, mia):
    make_note(network)
    hand_over_lead(by=mia, network=network, to=ali, words="Din tur.")
    leave_network(by=mia, network=network)
    assert skipped() == [("Mia", str(NO_LONGER_INSIDE))]


def test_a_former_reference_leader_is_not_asked_to_write(network, dorte):
    make_note(network, by=dorte, bearing=Bearing.NEW_DIRECTION)
    Network.objects.filter(pk=network.pk).update(reference_leader=dorte)
    assert skipped() == [("Bo", str(ANOTHER_REFERS))]
