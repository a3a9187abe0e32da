"""Yes or no without an account: what a letter's key opens, for whom, and once only."""

import logging
import threading
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from networks.actions.invitation import revoke_network_invitation
from networks.enums import NetworkStatus
from networks.models import InvitationKey, Membership, Network, NetworkInvitation
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.networks.invitation import make_invitation, token_to
from tests.factories.people import PersonFactory
from tests.networks.rooms import as_seen, let_in, queries_of
from tests.people.post import newest_link_to, subjects_to

GUEST = "gry@borger.example"
YES = {"answer": "ja", "first_name": "Gry", "last_name": "Hav", "words": "MARK-glæder-mig"}
NO = {"answer": "nej", "words": "MARK-har-ikke-tid"}


@pytest.fixture
def network(mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


@pytest.fixture
def invitation(network):
    return make_invitation(network, GUEST)


@pytest.fixture
def link(invitation):
    return newest_link_to(GUEST)


def test_the_letter_holds_the_only_key(invitation, link):
    token = token_to(GUEST)
    assert len(token) >= 43, "256 bits"
    key = InvitationKey.objects.get()
    assert token not in (key.token_hash, str(key.pk))
    assert (key.expires_at - invitation.invited_at) // timedelta(seconds=1) == 7 * 86400


def test_looking_uses_nothing_up(client, link, invitation):
    for _ in range(3):
        answer = client.get(link)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        for word in ("Mia Lund", invitation.words, invitation.why_you, invitation.asks_hours):
            assert word in page
    assert Client().head(link).status_code == 200
    invitation.refresh_from_db()
    assert invitation.answered_at is None
    assert not Person.objects.filter(email=GUEST).exists()


def test_the_page_costs_little_for_a_stranger(link):
    client = Client()
    assert queries_of(client, link) == 2


def test_a_guest_says_yes_with_a_word_and_comes_in(client, link, invitation, network, mia):
    answer = client.post(link, YES)
    assert answer.url == reverse("networks:network_detail", args=[network.slug])
    guest = Person.objects.get(email=GUEST)
    assert (guest.roles, guest.has_usable_password()) == ([], False)
    assert guest.stakeholder_kind == invitation.stakeholder_kind
    assert EmailAddress.objects.get(user=guest).verified
    assert Membership.objects.current().filter(network=network, person=guest).count() == 1
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "Du er med i »Elever med højt fravær«. Mia har fået besked." in page.content.decode()
    assert subjects_to(mia.email)[-1] == "Gry Hav siger ja til »Elever med højt fravær«"
    letters = OutboxMail.objects.filter(text__contains="MARK-glæder-mig")
    assert [letter.recipient for letter in letters] == [mia]
    verbs = AuditEntry.objects.filter(by=guest).values_list("verb", flat=True)
    assert set(verbs) == {"accept_network_invitation", "welcome_person"}


def test_a_guest_is_not_asked_for_a_second_factor(client, link):
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        assert client.get(client.post(link, YES).url).status_code == 200


def test_the_membership_lasts_until_the_day_that_was_asked(client, network):
    until = clock.today() + timedelta(days=60)
    make_invitation(network, GUEST, asks_until=until)
    client.post(newest_link_to(GUEST), YES)
    assert Membership.objects.get(person__email=GUEST).ends_on == until


def test_a_guest_says_no_with_a_word_and_no_account_is_made(client, link, invitation, mia):
    assert client.post(link, NO).url == "/"
    invitation.refresh_from_db()
    assert (invitation.has_accepted, invitation.answer_words) == (False, NO["words"])
    assert not Person.objects.filter(email=GUEST).exists()
    assert subjects_to(mia.email)[-1] == f"{GUEST} siger nej tak til »Elever med højt fravær«"
    assert client.get(link).status_code == 404


def test_a_no_does_not_tell_whether_there_is_an_account(network, mia, eva):
    for email in (eva.email, "ukendt@demo.example"):
        make_invitation(network, email)
        Client().post(newest_link_to(email), NO)
    texts = OutboxMail.objects.filter(kind="invitation_answer").values_list("text", flat=True)
    assert not any("Eva Lund" in text for text in texts)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({**YES, "first_name": ""}, "Skriv dit fornavn."),
        ({**YES, "last_name": " "}, "Skriv dit efternavn."),
        ({**YES, "words": "MARK" + "x" * 300}, "Teksten er for lang"),
        ({**NO, "words": "MARK" + "x" * 300}, "Teksten er for lang"),
        ({**YES, "words": "MARK a\0b"}, "usynligt tegn"),
        ({"words": "MARK"}, "Ja tak"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_used_up(client, link, invitation, wrong, words):
    answer = client.post(link, wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ("MARK" in answer.content.decode()) == ("answer" in wrong)
    invitation.refresh_from_db()
    assert (invitation.answered_at, Person.objects.filter(email=GUEST).count()) == (None, 0)


def dead_links(network, mia) -> dict[str, str]:
    """One link of each kind that opens nothing any more."""
    links = {}
    for kind in ("used", "declined", "revoked", "expired", "shut out"):
        made = make_invitation(network, f"{kind[:4].strip()}@borger.example")
        links[kind] = newest_link_to(made.email)
        if kind == "used":
            Client().post(links[kind], YES)
        elif kind == "declined":
            Client().post(links[kind], NO)
        elif kind == "revoked":
            revoke_network_invitation(by=mia, invitation=made)
        elif kind == "expired":
            InvitationKey.objects.filter(invitation=made).update(expires_at=clock.now())
        else:
            PersonFactory(email=made.email, is_active=False)
    return {**links, "unknown": "/invitation/netvaerk/findes-ikke/"}


def test_dead_links_look_alike_say_what_to_do_and_nothing_of_a_network(network, mia):
    links = dead_links(network, mia)
    people, members = Person.objects.count(), Membership.objects.count()
    pages = {
        (answer.status_code, as_seen(answer.content))
        for link in links.values()
        for answer in (Client().get(link), Client().post(link, YES), Client().post(link, NO))
    }
    assert len(pages) == 1
    [(status, page)] = pages
    assert (status, "Bed den, der inviterede dig, om en ny." in page) == (404, True)
    for word in (network.title, network.slug, network.challenge, "Mia"):
        assert word not in page
    assert (Person.objects.count(), Membership.objects.count()) == (people, members)


def test_a_link_lives_seven_days(client, link):
    now = clock.now()
    with time_machine.travel(now + timedelta(days=7, seconds=-5), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(now + timedelta(days=7, seconds=5), tick=False):
        assert (client.get(link).status_code, client.post(link, YES).status_code) == (404, 404)


def test_a_network_that_closes_takes_its_invitations_with_it(client, network, link):
    closed = {"status": NetworkStatus.CLOSED, "closed_at": clock.now()}
    Network.objects.filter(pk=network.pk).update(**closed)
    assert (client.get(link).status_code, client.post(link, YES).status_code) == (404, 404)


def test_a_network_that_comes_to_nothing_does_too(client, mia, bo):
    forming = make_network(leader=mia, reference_leader=bo)
    make_invitation(forming, GUEST)
    link = newest_link_to(GUEST)
    assert client.get(link).status_code == 200
    Network.objects.filter(pk=forming.pk).update(status=NetworkStatus.CANCELLED)
    assert (client.get(link).status_code, client.post(link, YES).status_code) == (404, 404)


def test_an_employee_comes_in_but_is_not_signed_in_by_a_link(client, network, eva):
    make_invitation(network, eva.email)
    link = newest_link_to(eva.email)
    assert "first_name" not in client.get(link).context["accept"].fields
    answer = client.post(link, {"answer": "ja", "words": ""}, follow=True)
    home = reverse("networks:network_detail", args=[network.slug])
    assert answer.redirect_chain[0][0] == f"/konto/login/?next={home.replace('/', '%2F')}"
    assert "Log ind for at se netværket." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert Membership.objects.current().filter(network=network, person=eva).exists()


@pytest.mark.parametrize("has_more", ["password", "role", "superuser"])
def test_nobody_with_a_password_or_a_role_is_signed_in_by_a_link(client, network, has_more):
    roles = [Role.CONSULTANT] if has_more == "role" else []
    person = PersonFactory(email=GUEST, roles=roles, is_superuser=has_more == "superuser")
    if has_more == "password":
        person.set_password("hest cykel paraply")
        person.save()
    make_invitation(network, GUEST)
    client.post(newest_link_to(GUEST), {"answer": "ja"})
    assert Membership.objects.filter(person=person).exists()
    assert "_auth_user_id" not in client.session


def test_a_colleague_without_an_account_becomes_an_employee_and_is_not_signed_in(client, network):
    make_invitation(network, "ny@demo.example")
    client.post(newest_link_to("ny@demo.example"), YES)
    person = Person.objects.get(email="ny@demo.example")
    assert (person.roles, person.stakeholder_kind) == ([Role.EMPLOYEE], None)
    assert "_auth_user_id" not in client.session


def test_a_known_guest_keeps_their_name_and_what_they_are(client, network, noor):
    make_invitation(network, noor.email)
    client.post(newest_link_to(noor.email), {**YES, "first_name": "En", "last_name": "Anden"})
    after = Person.objects.get(email=noor.email)
    assert (after.name, after.stakeholder_kind) == (noor.name, noor.stakeholder_kind)
    assert "_auth_user_id" not in client.session, "a forwarded link opens no other room of theirs"


def test_somebody_else_signed_in_is_told_and_nothing_happens(client, network, link, ali):
    sign_in(client, ali)
    assert "Du er logget ind som Ali Lund" in client.get(link).content.decode()
    assert client.post(link, YES).status_code == 200
    assert not Membership.objects.filter(network=network, person=ali).exists()
    assert NetworkInvitation.objects.get().answered_at is None


def test_signed_in_one_answers_without_a_link(client, network, eva):
    make_invitation(network, eva.email)
    mine = reverse("networks:invitation_mine", args=[network.slug])
    assert sign_in(client, eva).get(mine).status_code == 404, "the address is not confirmed"
    vouch_for_address(person=eva)
    assert client.get(mine).status_code == 200
    home = reverse("networks:network_detail", args=[network.slug])
    assert client.post(mine, {"answer": "ja", "words": "Gerne"}).url == home
    assert Membership.objects.current().filter(network=network, person=eva).exists()
    assert client.get(mine).status_code == 404


def test_only_ones_own_invitation_is_there_without_a_link(client, network, invitation, ali, noor):
    mine = reverse("networks:invitation_mine", args=[network.slug])
    for person in (ali, noor, network.leader):
        vouch_for_address(person=person)
        assert sign_in(client, person).get(mine).status_code == 404
        assert client.post(mine, NO).status_code == 404
    assert Client().get(mine).status_code == 302


def test_who_is_in_already_stays_as_they_are(client, network, noor):
    make_invitation(network, noor.email, asks_until=clock.today() + timedelta(days=9))
    let_in(network, noor)
    client.post(newest_link_to(noor.email), YES)
    assert [one.ends_on for one in Membership.objects.filter(person=noor)] == [None]


def test_no_log_line_holds_a_key(client, link, caplog, settings):
    token = token_to(GUEST)
    with caplog.at_level(logging.DEBUG):
        client.post(link, {**YES, "first_name": ""})
        Client(enforce_csrf_checks=True).post(link, YES)
        client.post(link, YES)
        client.get(link)
        Client().post(link, YES)
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "/invitation/netvaerk/" in line], "nothing was logged"
    assert [line for line in lines if token in line] == []


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_say_yes_at_once_one_gets_in():
    network = make_network(
        leader=PersonFactory(first_name="Mia"),
        reference_leader=PersonFactory(first_name="Bo", roles=[Role.EMPLOYEE, Role.CHIEF]),
    )
    make_invitation(network, GUEST)
    link, ready, statuses = newest_link_to(GUEST), threading.Barrier(50), []

    def say_yes() -> None:
        client = Client(raise_request_exception=False)
        try:
            ready.wait()
            statuses.append(client.post(link, YES).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, *[404] * 49]
    assert Person.objects.filter(email=GUEST).count() == 1
    assert Membership.objects.filter(network=network, person__email=GUEST).count() == 1
    assert OutboxMail.objects.filter(kind="invitation_answer").count() == 1
