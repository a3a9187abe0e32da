"""A guest's way in: bound to an address, looked at freely, used once, dead when revoked."""

import hashlib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from netvaerk import clock
from netvaerk.people.actions.invitations import (
    A_DAY_EACH,
    AlreadyHere,
    InvitationClosed,
    OwnAddress,
    TooManyInvitations,
    accept_invitation,
    invite_person,
    revoke_invitation,
)
from netvaerk.people.models import AuditEntry, Invitation, OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from tests.factories.people import PersonFactory, StakeholderKindFactory
from tests.people.post import newest_link_to, subjects_to

GUEST = "noor@borger.example"
PASSWORD = "hest cykel paraply"

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(sanne):
    return invite_person(
        by=sanne, email="Noor@borger.example", stakeholder_kind=StakeholderKindFactory()
    )


@pytest.fixture
def link(invitation):
    return newest_link_to(GUEST)


def sign_up(client, email=GUEST):
    said = {"first_name": "Noor", "last_name": "Hav", "email": email, "password1": PASSWORD}
    return client.post("/konto/signup/", said)


def test_the_letter_holds_the_only_key(invitation, link):
    token = link.removeprefix("/invitation/").removesuffix("/")
    assert len(token) >= 43, "256 bits"
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert subjects_to(GUEST) == ["Du er inviteret med i Netværk"]
    assert OutboxMail.objects.get().recipient is None


def test_looking_uses_nothing_up(client, link):
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "Sanne Lund" in page.content.decode()
    assert Client().head(link).status_code == 200
    assert Invitation.objects.get().accepted_at is None
    assert "invitation" not in client.session


def test_a_guest_comes_all_the_way_in(client, link, invitation):
    assert client.post(link).url == "/konto/signup/"
    assert Invitation.objects.get().accepted_at is None, "only a sign-up uses it"
    form = client.get("/konto/signup/").context["form"]
    assert (form["email"].value(), form.fields["email"].disabled) == (GUEST, True)
    assert sign_up(client).url == "/"
    guest = Person.objects.get(email=GUEST)
    assert (guest.roles, guest.stakeholder_kind) == ([], invitation.stakeholder_kind)
    assert EmailAddress.objects.get(user=guest).verified, "the link was in a letter to the address"
    assert client.session["_auth_user_id"] == str(guest.pk)
    assert Invitation.objects.get().accepted_at is not None
    assert list(AuditEntry.objects.filter(by=guest).values_list("verb", flat=True)) == [
        "accept_invitation",
        "register_person",
    ]


def test_the_address_cannot_be_exchanged_for_another(client, link):
    client.post(link)
    sign_up(client, email="en-anden@borger.example")
    assert Person.objects.filter(email="en-anden@borger.example").count() == 0
    assert Person.objects.filter(email=GUEST).count() == 1


def test_a_used_link_is_closed(client, link):
    client.post(link)
    sign_up(client)
    page = Client().get(link)
    assert page.status_code == 404
    assert "Invitationen kan ikke bruges mere" in page.content.decode()
    assert Client().post(link).status_code == 404


def test_a_link_lives_seven_days(client, link):
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=-5), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=5), tick=False):
        assert client.get(link).status_code == 404


def test_an_unknown_link_answers_as_a_closed_one(client, link, invitation, sanne):
    revoke_invitation(by=sanne, invitation=invitation)
    closed, unknown = client.get(link), client.get("/invitation/findes-ikke/")
    assert (closed.status_code, closed.content) == (unknown.status_code, unknown.content)


def test_a_revoked_invitation_is_dead_at_once_even_half_way(client, link, invitation, sanne):
    client.post(link)
    revoke_invitation(by=sanne, invitation=invitation)
    sign_up(client)
    assert Person.objects.filter(email=GUEST).count() == 0
    with pytest.raises(InvitationClosed):
        revoke_invitation(by=sanne, invitation=invitation)


def test_inviting_again_closes_the_first(client, link, sanne):
    invite_person(by=sanne, email=GUEST, stakeholder_kind=None)
    assert client.get(link).status_code == 404
    assert client.get(newest_link_to(GUEST)).status_code == 200


def test_somebody_signed_in_is_told_and_nothing_happens(client, link, eva):
    client.force_login(eva)
    assert "Du er logget ind som Eva Lund" in client.get(link).content.decode()
    assert client.post(link).status_code == 200
    assert "invitation" not in client.session


def test_only_the_secretariat_invites_and_revokes(invitation, eva, bo, noor, karen):
    for person in (eva, bo, noor):
        with pytest.raises(NotPossibleNow):
            invite_person(by=person, email="x@borger.example", stakeholder_kind=None)
        with pytest.raises(NotPossibleNow):
            revoke_invitation(by=person, invitation=invitation)
    assert invite_person(by=karen, email="x@borger.example", stakeholder_kind=None)


def test_who_needs_no_invitation_is_not_invited(sanne, noor):
    with pytest.raises(AlreadyHere):
        invite_person(by=sanne, email="NOOR@borger.example", stakeholder_kind=None)
    with pytest.raises(OwnAddress):
        invite_person(by=sanne, email="ny@demo.example", stakeholder_kind=None)
    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_there_is_an_end_to_a_days_invitations(sanne):
    for number in range(A_DAY_EACH):
        invite_person(by=sanne, email=f"{number}@borger.example", stakeholder_kind=None)
    with pytest.raises(TooManyInvitations):
        invite_person(by=sanne, email="een-til@borger.example", stakeholder_kind=None)
    assert OutboxMail.objects.count() == A_DAY_EACH


def test_an_invitation_is_for_its_own_address_only(invitation):
    with pytest.raises(InvitationClosed):
        accept_invitation(by=PersonFactory(email="en-anden@borger.example"), invitation=invitation)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_accept_at_once_one_gets_through(sanne):
    invitation = invite_person(by=sanne, email=GUEST, stakeholder_kind=None)
    guest = PersonFactory(email=GUEST, roles=[])
    together, outcomes = Barrier(20), []

    def accept():
        together.wait()
        try:
            accept_invitation(by=guest, invitation=invitation)
            outcomes.append("in")
        except InvitationClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [Thread(target=accept) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed"] * 19 + ["in"]
    assert AuditEntry.objects.filter(verb="accept_invitation").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_sign_up_with_one_link_one_account_is_made(sanne):
    invite_person(by=sanne, email=GUEST, stakeholder_kind=None)
    link = newest_link_to(GUEST)
    together, answers = Barrier(8), []

    def come_in():
        client = Client()
        client.post(link)
        together.wait()
        answers.append(sign_up(client).status_code)
        connection.close()

    threads = [Thread(target=come_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who comes so late that the link is used already gets the form back, with words.
    assert set(answers) <= {200, 302}
    assert Person.objects.filter(email=GUEST).count() == 1
