"""One reminder by itself, then a call: what waits for the leader and for the invited."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from netvaerk import clock
from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import OutboxMail, Person
from networks.actions.invitation import (
    remind_invited,
    remind_invited_person,
    revoke_network_invitation,
)
from networks.actions.invitation_answer import decline_network_invitation
from networks.enums import NetworkStatus
from networks.models import InvitationKey, Network, NetworkInvitation
from networks.nudges import RULES
from secretariat.actions.content import install_content as install_rules
from secretariat.models import NudgeRule
from secretariat.queries.office import the_office
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.networks.invitation import make_invitation, token_to
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in
from tests.people.post import subjects_to
from tests.secretariat.planning import send_what_is_due

GUEST = "gry@borger.example"
RULE = {rule.key: rule for rule in RULES}


@pytest.fixture
def network(mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def waits(key: str) -> list[tuple[int, datetime, str, str]]:
    """Recipient, since, place and words of everything that the rule finds."""
    found = RULE[key].waiting(Person.objects.active())
    return [(row[2], row[3], row[5], row[6]) for row in found]


def after(**time: float):
    return time_machine.travel(clock.now() + timedelta(**time), tick=False)


def test_silence_is_reminded_once_after_four_days(network):
    invitation = make_invitation(network, GUEST)
    with after(days=4, seconds=-9):
        assert remind_invited() == 0
    with after(days=4, seconds=9):
        assert [remind_invited() for _tick in range(3)] == [1, 0, 0]
        invitation.refresh_from_db()
        assert invitation.reminded_at == clock.now()
        assert InvitationKey.objects.latest("id").expires_at == clock.now() + timedelta(days=7)
    with after(days=30):
        assert remind_invited() == 0
    assert subjects_to(GUEST) == [
        "Mia Lund inviterer dig til »Elever med højt fravær«",
        "Mia Lund venter på dit svar: »Elever med højt fravær«",
    ]


def test_a_reminder_by_hand_puts_the_other_off(network):
    invitation = make_invitation(network, GUEST)
    with after(days=3):
        remind_invited_person(by=network.leader, invitation=invitation)
    with after(days=5):
        assert remind_invited() == 0
    with after(days=7, seconds=9):
        assert remind_invited() == 1


@pytest.mark.parametrize("ended", ["answered", "revoked", "bounced", "came in", "closed", "over"])
def test_nobody_is_reminded_of_what_is_settled(network, noor, ended):
    until = clock.today() + timedelta(days=2) if ended == "over" else None
    invitation = make_invitation(network, noor.email, asks_until=until)
    end(ended, invitation, noor)
    with after(days=5):
        assert remind_invited() == 0
        assert waits("invitation_unanswered") == []
    with after(days=20):
        bounced = [network.leader_id] if ended == "bounced" else []
        assert [row[0] for row in waits("invitation_unanswered")] == bounced


def end(how: str, invitation: NetworkInvitation, person: Person) -> None:
    network = invitation.network
    if how == "answered":
        token = token_to(invitation.email)
        decline_network_invitation(by=None, invitation=invitation, token=token, words="")
    elif how == "revoked":
        revoke_network_invitation(by=network.leader, invitation=invitation)
    elif how == "bounced":
        OutboxMail.objects.filter(pk=invitation.letter_id).update(state=MailState.DEAD)
    elif how == "came in":
        let_in(network, person)
    elif how == "closed":
        close(network)


def close(network: Network) -> None:
    closed = {"status": NetworkStatus.CLOSED, "closed_at": clock.now()}
    Network.objects.filter(pk=network.pk).update(**closed)


def test_then_the_leader_is_asked_to_ring(network, mia):
    make_invitation(network, GUEST)
    with after(days=4, hours=-1):
        remind_invited()
        assert waits("invitation_unanswered") == []
    with after(days=4, hours=1):
        remind_invited()
        assert waits("invitation_unanswered") == [(mia.pk, clock.now(), network.slug, GUEST)]


def test_the_address_stands_on_the_leaders_page_and_not_in_the_mail(network, mia, client):
    install_rules()
    NudgeRule.objects.filter(key="invitation_unanswered").update(
        is_on=True, active_from=clock.today(), looked_at=clock.now()
    )
    make_invitation(network, GUEST)
    with after(days=4, hours=1):
        remind_invited()
    with after(days=5):
        assert GUEST not in sign_in(client, mia).get("/").content.decode(), "too early to ask"
    with after(days=7) as traveller:
        assert f"»{network.title}«: en, I har inviteret" in front_page_of(mia)
        assert GUEST in front_page_of(mia)
        traveller.move_to(the_office().next_opening(clock.now()))
        send_what_is_due(traveller)
    letter = OutboxMail.objects.get(kind="nudge", recipient=mia)
    assert (GUEST in letter.text, network.title in letter.subject) == (False, True)


def front_page_of(person: Person) -> str:
    return sign_in(Client(), person).get("/").content.decode()


def test_the_leader_hears_of_a_link_that_ran_out_even_without_a_reminder(network, mia):
    make_invitation(network, GUEST)
    ran_out = InvitationKey.objects.get().expires_at
    with after(days=6):
        assert waits("invitation_unanswered") == []
    with after(days=8):
        assert waits("invitation_unanswered") == [(mia.pk, ran_out, network.slug, GUEST)]


def test_somebody_with_an_account_is_asked_on_their_own_page(network, eva, ali):
    invitation = make_invitation(network, eva.email)
    assert waits("invitation_waits") == [], "the address is not confirmed"
    for person in (eva, ali):
        vouch_for_address(person=person)
    rows = waits("invitation_waits")
    assert rows == [(eva.pk, invitation.invited_at, network.slug, "")]
    with after(days=8):
        assert waits("invitation_waits") == [], "the link has run out"


@pytest.mark.parametrize("ended", ["answered", "revoked", "came in", "closed"])
def test_what_is_settled_waits_for_nobody(network, noor, ended):
    vouch_for_address(person=noor)
    invitation = make_invitation(network, noor.email)
    assert [row[0] for row in waits("invitation_waits")] == [noor.pk]
    end(ended, invitation, noor)
    assert waits("invitation_waits") == []


@pytest.mark.django_db(transaction=True)
def test_five_schedulers_at_once_remind_each_once():
    network = make_network(
        leader=PersonFactory(first_name="Mia"),
        reference_leader=PersonFactory(first_name="Bo", roles=[Role.EMPLOYEE, Role.CHIEF]),
    )
    for number in range(12):
        make_invitation(network, f"{number}@borger.example")
    ready, reminded = threading.Barrier(5), []

    def tick() -> None:
        try:
            ready.wait()
            reminded.append(remind_invited())
        finally:
            connection.close()

    with after(days=5):
        threads = [threading.Thread(target=tick) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(reminded) + remind_invited() == 12
    assert OutboxMail.objects.filter(subject__contains="venter på dit svar").count() == 12
    assert set(NetworkInvitation.objects.values_list("is_reminded_by_itself", flat=True)) == {True}
