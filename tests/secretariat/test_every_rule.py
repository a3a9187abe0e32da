"""What every rule holds: whoever has no part in a network any more has nothing of it waiting."""

import pytest

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.decision import reopen_decision
from networks.actions.establishment import assign_consultant
from networks.actions.invitation import revoke_network_invitation
from networks.actions.lead import hand_over_lead
from networks.actions.leaving import end_membership, leave_network
from networks.actions.receiver import ask_receiver, pass_on_result
from networks.enums import EndedBecause
from networks.models import Network, NetworkInvitation, Receiver
from offerings.models import OfferingSession
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import everything_waiting_for, waiting_for
from tests.factories.networks.agreement import give_manager
from tests.factories.networks.result import make_closed
from tests.secretariat.waiting_world import WaitingWorld, build_waiting_world

MEETS = {"meeting_unanswered"}
SEATS = {"session_tomorrow", "seat_offered", "feedback_missing"}
LEADS = {
    *("assumption_untested", "trial_unseen", "direction_unacknowledged", "horizon_passed"),
    *("invitation_unanswered", "join_request_unanswered", "meeting_unnoted", "no_learning_noted"),
    *("offering_unsettled", "receiver_slow", "result_without_receiver", "sparring_tomorrow"),
}
TALKS = {"sparring_times_wanted", "sparring_tomorrow", "sparring_unlogged"}


def leaves(world: WaitingWorld, who: Person, network: Network) -> None:
    leave_network(by=who, network=network)


def is_ended(world: WaitingWorld, who: Person, network: Network) -> None:
    membership = network.memberships.current().get(person=who)
    end_membership(by=network.leader, membership=membership, words="Tak.")


def hands_over_and_leaves(world: WaitingWorld, who: Person, network: Network) -> None:
    to = world["jens"]
    if not network.memberships.current().filter(person=to).exists():
        network.memberships.create(person=to)
    hand_over_lead(by=who, network=network, to=to, words="Din tur.")
    leave_network(by=who, network=network)


def is_out_while_nobody_leads(world: WaitingWorld, who: Person, network: Network) -> None:
    """Some way around the actions; the network is then an orphan."""
    network.memberships.filter(person=who).update(
        ended_at=clock.now(), ended_because=EndedBecause.ENDED
    )


def is_replaced(world: WaitingWorld, who: Person, network: Network) -> None:
    assign_consultant(by=world["sanne"], network=network, consultant=world["rikke"])


def refers_no_more(world: WaitingWorld, who: Person, network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(reference_leader=world["chief"])


def has_no_office(world: WaitingWorld, who: Person, network: Network) -> None:
    Person.objects.filter(pk=who.pk).update(roles=[Role.EMPLOYEE])


def manages_no_more(world: WaitingWorld, who: Person, network: Network) -> None:
    give_manager(world["liv"], world["eva"])


def is_not_invited(world: WaitingWorld, who: Person, network: Network) -> None:
    revoke_network_invitation(
        by=network.leader, invitation=NetworkInvitation.objects.get(email=who.email)
    )


def has_handed_it_back(world: WaitingWorld, who: Person, network: Network) -> None:
    asked, taken = Receiver.objects.filter(person=who).order_by("answer")
    ask_receiver(by=network.leader, result=asked.result, person=world["eva"], words="")
    pass_on_result(by=who, receiver=taken, to=world["eva"], words="Ny stilling.")


def is_shut_out(world: WaitingWorld, who: Person, network: Network) -> None:
    Person.objects.filter(pk=who.pk).update(is_active=False)


CASES = [
    (
        "ali",
        "busy",
        {"agreement_missing", "sparring_time_to_pick", "sparring_tomorrow"} | MEETS | SEATS,
        leaves,
    ),
    ("ida", "busy", {"agreement_unconfirmed"} | MEETS, is_ended),
    ("ole", "busy", {"agreement_to_renew"} | MEETS, leaves),
    ("mia", "busy", LEADS, hands_over_and_leaves),
    ("mia", "busy", LEADS, is_out_while_nobody_leads),
    (
        "mia",
        "quiet",
        {
            *("alignment_unanswered", "direction_unacknowledged"),
            *("no_learning_noted", "no_sparring_lately"),
        },
        hands_over_and_leaves,
    ),
    ("karen", "busy", {"offering_request_waits", "sparring_asked"}, is_replaced),
    ("bo", "forming", {"direction_missing"}, refers_no_more),
    ("bo", "busy", {"promise_unanswered"}, has_no_office),
    ("bo", "quiet", {"new_direction_promised"}, refers_no_more),
    ("sanne", "forming", {"consultant_missing"}, has_no_office),
    ("sanne", "orphaned", {"network_orphaned"}, has_no_office),
    ("manager", "busy", {"agreement_unconfirmed"}, manages_no_more),
    ("gry", "busy", {"invitation_waits"}, is_not_invited),
    ("rita", "busy", {"receiver_unanswered", "look_again_due"}, has_handed_it_back),
    # Whoever has said yes to a conversation has it until it is held, whoever is the consultant.
    ("per", "busy", TALKS, is_shut_out),
]
# About no network: a proposal is not one yet, a session and an announcement are for the house.
OF_NO_NETWORK = {
    *("announcement", "attendance_unnoted", "draft_unfinished", "proposal_awaits_consultant"),
    *("proposal_awaits_decision", "proposal_returned"),
}
# What a network leaves behind is asked about when it has ended; the rest is not.
AFTER_THE_END = {"look_again_due", "receiver_slow", "receiver_unanswered"}


@pytest.fixture
def world(db: None) -> WaitingWorld:
    return build_waiting_world()


def about(network: Network, who: Person) -> set[str]:
    found = everything_waiting_for(who)
    return {waiting.rule for waiting in found if waiting.network == network.pk}


def test_every_rule_is_covered():
    """A new rule gets a place here, and something that waits for somebody in the world."""
    covered = set().union(*(rules for _who, _network, rules, _end in CASES))
    assert sorted(RULE_OF) == sorted(covered | OF_NO_NETWORK)
    assert covered.isdisjoint(OF_NO_NETWORK)


@pytest.mark.parametrize(
    ("name", "of", "rules", "end"),
    [pytest.param(*case, id=f"{case[0]}-{case[1]}-{case[3].__name__}") for case in CASES],
)
def test_whoever_is_out_has_nothing_of_it_waiting(world: WaitingWorld, name, of, rules, end):
    who, network = world[name], world.networks[of]
    assert about(network, who) == rules
    end(world, who, network)
    assert about(network, Person.objects.get(pk=who.pk)) == set()


def test_whose_account_is_closed_has_nothing_at_all_waiting(world: WaitingWorld):
    names = {name for name, *_ in CASES}
    assert all(everything_waiting_for(world[name]) for name in names)
    Person.objects.filter(pk__in=[world[name].pk for name in names]).update(is_active=False)
    assert [name for name in names if everything_waiting_for(world[name])] == []


def test_a_seat_stays_ones_own_but_no_longer_tells_of_the_network(world: WaitingWorld):
    ali = world["ali"]
    leave_network(by=ali, network=world.networks["busy"])
    left = {(one.rule, one.network) for one in everything_waiting_for(ali)}
    assert left == {(rule, None) for rule in SEATS}


def test_a_closed_network_asks_only_about_what_it_leaves(world: WaitingWorld):
    busy = make_closed(world.networks["busy"])
    found = [one for one in waiting_for(Person.objects.active()) if one.network == busy.pk]
    assert {one.rule for one in found} == AFTER_THE_END


def test_a_network_that_came_to_nothing_asks_nothing(world: WaitingWorld):
    forming = world.networks["forming"]
    assert any(one.network == forming.pk for one in waiting_for(Person.objects.active()))
    reopen_decision(by=world["bo"], proposal=forming.proposal, reason="Ikke alligevel.")
    found = {one.rule for one in waiting_for(Person.objects.active()) if one.network == forming.pk}
    assert found == set()


def test_a_session_called_off_asks_nothing(world: WaitingWorld):
    before = {one.rule for one in waiting_for(Person.objects.active())}
    assert before >= SEATS | {"attendance_unnoted"}
    OfferingSession.objects.update(cancelled_at=clock.now(), cancelled_because="Sygdom.")
    found = {one.rule for one in waiting_for(Person.objects.active())}
    assert found.isdisjoint(SEATS | {"attendance_unnoted"})
