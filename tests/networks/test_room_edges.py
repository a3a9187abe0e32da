"""Who has gone, was replaced, or comes too late: doors that must have shut behind them."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from netvaerk import clock
from netvaerk.papers import as_markdown
from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import Refusal
from networks.actions.agreement import confirm_agreement
from networks.actions.decision import decide_proposal, reopen_decision
from networks.actions.direction import acknowledge_direction
from networks.actions.establishment import assign_co_driver, assign_consultant
from networks.actions.lead import hand_over_lead
from networks.actions.learning_comment import comment_on_learning
from networks.actions.leaving import end_memberships_due, leave_network
from networks.actions.receiver import accept_result, decline_result
from networks.enums import Audience, DecisionOutcome
from networks.models import LearningComment, Membership, Network, Proposal, Receiver, Result
from networks.queries.papers import log_paper
from tests.factories.networks import make_direction, make_learning, make_network
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.assumption import make_assumption
from tests.factories.networks.invitation import make_invitation, token_to
from tests.factories.networks.learning import make_story
from tests.factories.networks.lifecycle import make_subnetwork, may_hold
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_closed, make_receiver, make_result
from tests.factories.people import PersonFactory
from tests.networks.rooms import let_in

GRY = "gry@borger.example"
YES = {"answer": "ja", "first_name": "Gry", "last_name": "Hav", "words": ""}


@pytest.fixture
def network(db, mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def answer_by(client: Client, token: str) -> int:
    return client.post(reverse("networks:invitation_answer", args=[token]), YES).status_code


def test_a_forwarded_link_opens_no_room_that_the_guest_is_in_already(network, bo, karen):
    other = make_network(leader=PersonFactory(), reference_leader=bo, consultant=karen, title="To")
    make_learning(network, learned="MARK-rum")
    make_invitation(network, GRY)
    first = Client()
    assert answer_by(first, token_to(GRY)) == 302
    log = reverse("networks:learning_list", args=[network.slug])
    assert "MARK-rum" in first.get(log).content.decode()
    make_invitation(other, GRY)
    holder = Client()
    assert answer_by(holder, token_to(GRY)) == 302
    assert holder.get(log).status_code == 302, "led to sign-in"
    assert other.memberships.current().filter(person__email=GRY).exists()


def test_whoever_asked_a_receiver_and_left_is_told_nothing(network, mia, ali, eva):
    receiver = make_receiver(make_result(network, audience=Audience.NETWORK), eva)
    hand_over_lead(by=mia, network=network, to=ali, words="Din tur.")
    leave_network(by=mia, network=network)
    Result.objects.update(title="MARK-titel")
    accept_result(by=eva, receiver=Receiver.objects.get(pk=receiver.pk), words="MARK-ord")
    told = OutboxMail.objects.filter(kind="receiver_answer")
    assert [letter.to_address for letter in told] == [ali.email]


def test_an_answer_goes_to_who_leads_now_when_the_inviter_has_left(network, mia, ali):
    make_invitation(network, GRY)
    token = token_to(GRY)
    hand_over_lead(by=mia, network=network, to=ali, words="Din tur.")
    leave_network(by=mia, network=network)
    assert answer_by(Client(), token) == 302
    told = OutboxMail.objects.filter(kind="invitation_answer")
    assert [letter.to_address for letter in told] == [ali.email]


def test_old_links_and_meetings_are_dead_when_a_reopened_matter_gets_a_new_yes(
    mia, bo, karen, ali, eva
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, direction=False)
    make_invitation(network, GRY)
    token, meeting = token_to(GRY), make_meeting(network)
    assign_co_driver(by=karen, network=network, co_driver=ali)
    make_learning(network, learned="MARK-delt", audience=Audience.EMPLOYEES)
    proposal = Proposal.objects.get(pk=network.proposal_id)
    reopen_decision(by=bo, proposal=proposal, reason="Igen.")
    shared = signed_in(eva).get(reverse("networks:learning_shared")).content.decode()
    assert "MARK-delt" not in shared
    proposal.refresh_from_db()
    decide_proposal(
        by=bo,
        proposal=proposal,
        outcome=DecisionOutcome.YES,
        reason="Jo.",
        network_type=network.type,
        reference_leader=bo,
        network_leader=ali,
    )
    network.refresh_from_db()
    meeting.refresh_from_db()
    assert answer_by(Client(), token) == 404
    assert meeting.cancelled_at is not None
    assert (network.leader, network.co_driver) == (ali, None)


def test_a_closed_network_cannot_be_decided_again(network, bo):
    make_closed(network)
    again = reverse("networks:proposal_reopen", args=[network.proposal_id])
    page = reverse("networks:proposal_detail", args=[network.proposal_id])
    assert again not in signed_in(bo).get(page).content.decode()
    assert signed_in(bo).post(again, {"reason": "Igen."}).status_code == 422
    network.refresh_from_db()
    assert network.is_closed


def test_a_former_line_manager_agrees_to_nothing(network, ali):
    before, now = PersonFactory(), PersonFactory()
    agreement = make_agreement(network, give_manager(ali, before))
    give_manager(ali, now)
    agreement.refresh_from_db()
    with pytest.raises(Refusal):
        confirm_agreement(by=before, agreement=agreement)
    with pytest.raises(Refusal):
        make_agreement(network, ali, by=before)


def test_passing_on_twice_says_so_kindly(network, eva, school):
    eva.unit = school
    eva.save()
    receiver, next_one = make_receiver(make_result(network), eva), PersonFactory()
    address = reverse("networks:receiver_pass_on", args=[receiver.pk])
    client = signed_in(eva)
    assert client.post(address, {"person": next_one.email, "words": ""}).status_code == 302
    decline_result(by=next_one, receiver=Receiver.objects.get(person=next_one), words="Nej.")
    again = client.post(address, {"person": next_one.email, "words": ""})
    assert again.status_code < 500


def test_the_log_says_the_narrowest_reader_of_what_a_card_is_tied_to(network, mia):
    card = make_story(network, audience=Audience.EMPLOYEES)
    card.assumption = make_assumption(network, sentence="MARK-antagelse")
    card.save()
    text = as_markdown(log_paper(mia, network))
    assert "MARK-antagelse" in text
    assert "Alt i loggen må læses af alle" not in text


def test_a_sub_network_inherits_the_direction_alone_and_while_it_lives(network, mia):
    may_hold(network)
    guest = PersonFactory(roles=[], unit=None)
    below = make_subnetwork(network, leader=PersonFactory())
    let_in(below, guest)
    acknowledge_direction(by=mia, network=network, version=1, understanding="MARK-forstaaelse")
    page = reverse("networks:direction_detail", args=[below.slug])
    seen = signed_in(guest).get(page).content.decode()
    assert ("Fordi fraværet vokser." in seen, "MARK-forstaaelse" in seen) == (True, False)
    make_closed(below)
    make_direction(network, is_shared=False, why="MARK-v2")
    assert "MARK-v2" not in signed_in(guest).get(page).content.decode()


def test_a_closed_network_gets_no_new_consultant(network, karen):
    make_closed(network)
    with pytest.raises(Refusal):
        assign_consultant(by=karen, network=network, consultant=karen)
    with pytest.raises(Refusal):
        assign_co_driver(by=karen, network=network, co_driver=PersonFactory())


def test_a_guest_lifts_nothing_from_a_proposal_that_they_may_not_read(network, noor):
    let_in(network, noor)
    page = reverse("networks:assumption_new", args=[network.slug]) + "?svar=4"
    seen = signed_in(noor).get(page)
    assert (seen.status_code, "Vi ved det ikke endnu. 4" in seen.content.decode()) == (200, False)


def meanwhile(act: Callable[[], object]) -> threading.Thread:
    """Do it in a thread with a connection of its own; it waits for what this one holds."""

    def run() -> None:
        try:
            act()
        except Refusal:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(1)
    return thread


@pytest.mark.django_db(transaction=True)
def test_no_comment_slips_in_while_a_network_closes(network, ali):
    card = make_learning(network)
    with transaction.atomic():
        make_closed(network)
        late = meanwhile(
            lambda: comment_on_learning(
                by=ali, entry=card, form_key=card.form_key, text="Sent.", audience=Audience.NETWORK
            )
        )
    late.join()
    assert not LearningComment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_leads_whose_last_day_is_over(network, mia, ali):
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(network=network, person=ali).update(ends_on=yesterday)
    with transaction.atomic():
        end_memberships_due()
        late = meanwhile(lambda: hand_over_lead(by=mia, network=network, to=ali, words="Din tur."))
    late.join()
    network.refresh_from_db()
    assert network.leader == mia
