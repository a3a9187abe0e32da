"""Who leads: handed over by the leader, and given anew by the secretariat when nobody does."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.actions.organisation import edit_person, import_organisation
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from networks.actions.establishment import assign_co_driver
from networks.actions.lead import CannotLead, appoint_leader, hand_over_lead
from networks.actions.leaving import leave_network
from networks.actions.membership import ask_to_join
from networks.enums import EndedBecause
from networks.models import Membership, Network
from secretariat.queries.front import steps_for
from tests.networks.rooms import Cast, cast_of
from tests.secretariat.desk import admin_url, save_support

WORDS = "MARK-jeg skifter job; husk mødet i klubben."
MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def hand_over(cast: Cast) -> str:
    return reverse("networks:lead_hand_over", args=[cast.network.slug])


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def close_access(cast: Cast, *, of: str = "leader") -> None:
    """As somebody does on the desk when a colleague has left the municipality."""
    person = Person.objects.get(pk=cast.people[of].pk)
    person.is_active = False
    edit_person(by=cast.people["secretariat lead"], person=person)


def orphans_of(person: Person) -> list[str]:
    return [step.sentence for step in steps_for(person) if step.rule == "network_orphaned"]


# --- Handed over ------------------------------------------------------------------------------
def test_only_the_leader_hands_over(cast: Cast, hand_over: str):
    sent = {"to": cast.people["member"].pk, "words": WORDS}
    answers = {
        who: (
            cast.client(who).get(hand_over).status_code,
            cast.client(who).post(hand_over, sent).status_code,
        )
        for who in cast.people
        if who != "leader"
    }
    assert answers == dict.fromkeys(answers, (404, 404)) | {"anonymous": (302, 403)}
    assert Network.objects.get(pk=cast.network.pk).leader == cast.people["leader"]


def test_the_lead_goes_over_at_once_and_both_are_core_members(cast: Cast, hand_over: str):
    mia, ali = cast.people["leader"], cast.people["member"]
    ali.memberships.update(ends_on=clock.today() + timedelta(days=9))
    mia.memberships.update(is_core=False)
    answer = cast.client("leader").post(hand_over, {"to": ali.pk, "words": WORDS})
    assert said(answer) == ["Ali leder nu netværket og har fået din sætning. Du er kernedeltager."]
    network = Network.objects.get(pk=cast.network.pk)
    assert network.leader == ali
    terms = Membership.objects.current().filter(person__in=[mia, ali])
    assert set(terms.values_list("is_core", "ends_on")) == {(True, None)}
    assert cast.client("leader").get(hand_over).status_code == 404
    assert cast.client("member").get(hand_over).status_code == 200


def test_new_leader_reference_leader_and_consultant_are_told_and_nobody_else(
    cast: Cast, hand_over: str
):
    cast.client("leader").post(hand_over, {"to": cast.people["member"].pk, "words": WORDS})
    letters = OutboxMail.objects.filter(kind="lead")
    assert {one.recipient.first_name for one in letters} == {"Ali", "Bo", "Karen"}
    assert all(WORDS in one.text for one in letters)
    assert OutboxMail.objects.filter(text__contains="MARK").count() == 3
    assert "MARK" not in str(list(AuditEntry.objects.values_list("facts")))


def test_what_waits_for_the_leader_follows_the_lead(cast: Cast):
    mia, ali, eva = (cast.people[who] for who in ("leader", "member", "employee outside"))
    ask_to_join(by=eva, network=cast.network, sentence="Må jeg?")
    hand_over_lead(by=mia, network=cast.network, to=ali, words=WORDS)
    waiting = [
        {step.rule for step in steps_for(Person.objects.get(pk=one.pk))} for one in (mia, ali)
    ]
    assert ["join_request_unanswered" in rules for rules in waiting] == [False, True]


@pytest.mark.parametrize("who", ["guest in it", "employee outside", "leader", "member before"])
def test_only_an_employee_who_is_in_it_can_take_over(cast: Cast, hand_over: str, who: str):
    person = cast.people[who]
    answer = cast.client("leader").post(hand_over, {"to": person.pk, "words": WORDS})
    assert (answer.status_code, "MARK-jeg skifter job" in answer.content.decode()) == (422, True)
    with pytest.raises(CannotLead):
        hand_over_lead(by=cast.people["leader"], network=cast.network, to=person, words=WORDS)


def test_a_co_driver_who_takes_over_is_no_longer_their_own_co_driver(cast: Cast):
    ali = cast.people["member"]
    lead = cast.people["secretariat lead"]
    assign_co_driver(by=lead, network=cast.network, co_driver=ali)
    hand_over_lead(by=cast.people["leader"], network=cast.network, to=ali, words=WORDS)
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.leader, network.co_driver) == (ali, None)


def test_with_nobody_to_hand_over_to_the_page_says_what_is_missing(cast: Cast, hand_over: str):
    leave_network(by=cast.people["member"], network=cast.network)
    html = cast.client("leader").get(hand_over).content.decode()
    assert "Der er ingen at give ledelsen til endnu" in html


# --- Orphaned ---------------------------------------------------------------------------------
def test_a_network_is_orphaned_when_its_leader_can_no_longer_sign_in(cast: Cast):
    sanne = cast.people["secretariat lead"]
    assert (list(Network.objects.orphaned()), orphans_of(sanne)) == ([], [])
    close_access(cast)
    assert list(Network.objects.orphaned()) == [cast.network]
    sentence = f"»{cast.network.title}« står uden leder. Hvem kan tage over?"
    assert orphans_of(sanne) == [sentence]
    for who in ("consultant", "reference leader", "member", "director"):
        assert orphans_of(cast.people[who]) == []


def test_it_has_waited_since_the_access_was_closed_or_the_membership_ended(cast: Cast):
    sanne, mia = cast.people["secretariat lead"], cast.people["leader"]
    with time_machine.travel(MONDAY, tick=False):
        close_access(cast)
    (step,) = [one for one in steps_for(sanne) if one.rule == "network_orphaned"]
    assert step.since == MONDAY
    Person.objects.filter(pk=mia.pk).update(is_active=True)
    later = MONDAY + timedelta(days=3)
    mia.memberships.filter(network=cast.network).update(
        ended_at=later, ended_because=EndedBecause.LEFT
    )
    (step,) = [one for one in steps_for(sanne) if one.rule == "network_orphaned"]
    assert step.since == later


def test_without_a_trace_it_has_waited_since_the_network_began(cast: Cast):
    Person.objects.filter(pk=cast.people["leader"].pk).update(is_active=False)
    (step,) = [
        one for one in steps_for(cast.people["secretariat lead"]) if one.rule == "network_orphaned"
    ]
    assert step.since == cast.network.established_at


def test_nobody_is_asked_about_a_network_that_has_ended(cast: Cast):
    close_access(cast)
    Network.objects.filter(pk=cast.network.pk).update(status="closed", closed_at=clock.now())
    assert orphans_of(cast.people["secretariat lead"]) == []


def test_the_organisation_file_moves_and_keeps_the_leader_and_wakes_nobody(cast: Cast):
    """Who is not in the file stays as they are; who is gone stays gone, whatever the file says."""
    mia, ali = cast.people["leader"], cast.people["member"]
    head = "email,first_name,last_name,title,unit_uuid,roles,line_manager_email\n"
    without_her = f"{head}{ali.email},Ali,Lund,,{ali.unit_id},,{mia.email}\n"
    assert import_organisation(
        by=None, units_csv="", people_csv=without_her, dry_run=False
    ).is_imported
    assert list(Network.objects.orphaned()) == []
    close_access(cast)
    with_her = f"{head}{mia.email},Mia,Lund,Lærer,{ali.unit_id},,\n"
    assert import_organisation(
        by=None, units_csv="", people_csv=with_her, dry_run=False
    ).is_imported
    assert list(Network.objects.orphaned()) == [cast.network]


# --- Given anew -------------------------------------------------------------------------------
def test_the_desk_gives_an_orphaned_network_a_leader(client, cast: Cast):
    sanne, eva = cast.people["secretariat lead"], cast.people["employee outside"]
    client.force_login(sanne)
    address = admin_url(Network, "change", cast.network.pk)
    assert "Ny netværksleder" not in client.get(address).content.decode()
    close_access(cast)
    assert "Ny netværksleder" in client.get(address).content.decode()
    answer = save_support(client, cast.network, new_leader=eva.email)
    words = f"{eva.name} leder nu netværket. Vedkommende og referencelederen har fået en mail."
    assert words in said(answer)[0]
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.leader, list(Network.objects.orphaned()), orphans_of(sanne)) == (eva, [], [])
    assert eva.memberships.current().get(network=network).is_core
    letters = OutboxMail.objects.filter(kind="lead")
    assert {one.recipient.first_name for one in letters} == {"Eva", "Bo", "Karen"}
    assert "Ny netværksleder" not in client.get(address).content.decode()


def test_saving_an_orphans_page_without_a_name_changes_no_leader(client, cast: Cast):
    client.force_login(cast.people["secretariat lead"])
    close_access(cast)
    assert save_support(client, cast.network, new_leader="").status_code == 302
    assert Network.objects.get(pk=cast.network.pk).leader == cast.people["leader"]
    answer = save_support(client, cast.network, new_leader=cast.people["guest in it"].email)
    assert answer.status_code == 200
    assert Network.objects.get(pk=cast.network.pk).leader == cast.people["leader"]


def test_nobody_appoints_a_leader_while_somebody_leads(cast: Cast):
    eva = cast.people["employee outside"]
    for who in ("secretariat lead", "consultant", "director", "superuser"):
        with pytest.raises(NotPossibleNow):
            appoint_leader(by=cast.people[who], network=cast.network, leader=eva)
    close_access(cast)
    for who in ("reference leader", "director", "member", "superuser"):
        with pytest.raises(NotPossibleNow):
            appoint_leader(by=cast.people[who], network=cast.network, leader=eva)
    appoint_leader(by=cast.people["consultant"], network=cast.network, leader=eva)
    assert Network.objects.get(pk=cast.network.pk).leader == eva


def test_a_member_who_takes_an_orphan_over_keeps_one_seat(cast: Cast):
    close_access(cast)
    ali = cast.people["member"]
    appoint_leader(by=cast.people["secretariat lead"], network=cast.network, leader=ali)
    assert ali.memberships.current().filter(network=cast.network).count() == 1
