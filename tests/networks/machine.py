"""A network lived through at random: who comes and goes, what is asked, and how it ends.

Whatever people do in whatever order, the invariants hold. Who is inside, and which keys open, is
kept here too, beside the database and not by its queries.
"""

import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from netvaerk import clock
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from networks.actions.closing import close_network
from networks.actions.invitation import (
    invite_into_network,
    remind_invited,
    remind_invited_person,
    revoke_network_invitation,
)
from networks.actions.invitation_answer import (
    accept_network_invitation,
    decline_network_invitation,
)
from networks.actions.lead import appoint_leader, hand_over_lead
from networks.actions.leaving import end_membership, end_memberships_due, leave_network
from networks.actions.lifecycle import begin_subnetwork, renew_network
from networks.actions.membership import answer_join_request, ask_to_join, edit_membership
from networks.actions.receiver import accept_result, ask_receiver, decline_result, pass_on_result
from networks.actions.result import write_result
from networks.enums import NETWORK_MOVES, Audience, NetworkStatus
from networks.models import LearningEntry, Network, NetworkInvitation, Receiver
from tests.factories.networks import make_learning

NAMES = ("mia", "ali", "eva", "sofie", "bo", "karen", "sanne")
GUESTS = ("noor@borger.example", "tom@firma.example")
KEY = re.compile(r"/invitation/netvaerk/([\w-]+)")
WHO = st.sampled_from(NAMES)
# Most of what is done, the leader does: whoever that is by then.
BY = st.sampled_from(["leader"] * 2 * len(NAMES) + [*NAMES])
NTH = st.integers(0, 30)
INVITED = st.sampled_from([*GUESTS, "eva", "sofie"])


def picked(things: Collection[Any], nth: int) -> Any:
    """One of them by its place: what is drawn must not depend on keys that the database makes."""
    return list(things)[nth % len(things)]


class LivedNetwork(RuleBasedStateMachine):
    """One run is one network's life, undone at its end."""

    people: ClassVar[dict[str, Person]]  # given by the test
    network_id: ClassVar[int]

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.now = clock.now()
        self.network = Network.objects.get(pk=self.network_id)
        self.status = self.network.status
        self.inside = {self.people["mia"].pk}
        self.last_day: dict[int, Any] = {}
        self.keys: dict[str, tuple[int, datetime]] = {}  # token → invitation, dead from
        self.open: set[int] = set()  # invitations without an answer

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    # --- How everything is done -------------------------------------------------------------------
    def does(self, act: Callable[..., Any], **given: Any) -> Any:
        """The act's answer, or None when it was refused; the clock moves on a little."""
        self.now += timedelta(seconds=30)
        try:
            with clock.set_to(self.now), transaction.atomic():
                return act(**given) or True
        except Refusal:
            return None
        finally:
            self.network.refresh_from_db()

    def person(self, who: str) -> Person:
        return self.network.leader if who == "leader" else self.people[who]

    def comes_in(self, person: Person, last_day: Any = None) -> None:
        if person.pk not in self.inside:
            self.inside.add(person.pk)
            self.last_day[person.pk] = last_day

    def goes_out(self, pk: int) -> None:
        self.inside.discard(pk)
        self.last_day.pop(pk, None)

    def is_led_by(self, who: str) -> bool:
        return self.network.leader_id == self.person(who).pk

    def may_invite(self, who: str) -> bool:
        is_karen = self.person(who) == self.people["karen"]
        return self.network.is_alive and (self.is_led_by(who) or is_karen)

    def gather_keys(self) -> None:
        """What has been mailed since: each letter has a key of its own, for seven days."""
        for invitation in NetworkInvitation.objects.filter(pk__in=self.open):
            token = KEY.search(invitation.letter.text)[1]
            self.keys.setdefault(token, (invitation.pk, self.now + timedelta(days=7)))

    # --- Asking to be in --------------------------------------------------------------------------
    @rule(who=WHO)
    def asks_to_join(self, who):
        self.does(ask_to_join, by=self.people[who], network=self.network, sentence="Må jeg?")

    @rule(by=BY, is_welcome=st.booleans())
    def answers_a_request(self, by, is_welcome):
        for request in self.network.join_requests.pending()[:1]:
            done = self.does(
                answer_join_request,
                by=self.person(by),
                request=request,
                is_welcome=is_welcome,
                answer="Sådan.",
            )
            assert bool(done) == (self.is_led_by(by) and self.network.is_alive)
            if done and is_welcome:
                self.comes_in(request.person)

    # --- Invitations ------------------------------------------------------------------------------
    @rule(by=BY, invited=INVITED, until=st.sampled_from([None, 3, 40]))
    def invites(self, by, invited, until):
        address = self.people[invited].email if invited in self.people else invited
        done = self.does(
            invite_into_network,
            by=self.person(by),
            network=self.network,
            form_key=uuid4(),
            addresses=[address],
            stakeholder_kind=None,
            words="Vi mangler dig.",
            why_you="Du ser det fra en anden side.",
            asks_hours="To timer om måneden",
            asks_until=self.now.date() + timedelta(days=until) if until else None,
        )
        if done:
            assert self.may_invite(by)
            self.open |= {one.pk for one in done.sent}
            self.gather_keys()

    @precondition(lambda self: self.keys)
    @rule(nth=NTH, says_yes=st.booleans())
    def uses_a_key(self, nth, says_yes):
        token = picked(self.keys, nth)
        pk, dead_from = self.keys[token]
        opens = pk in self.open and self.now + timedelta(seconds=30) < dead_from
        invitation = NetworkInvitation.objects.get(pk=pk)
        act = accept_network_invitation if says_yes else decline_network_invitation
        names = {"first_name": "Noor", "last_name": "Alk"} if says_yes else {}
        words = {"by": None, "token": token, "words": "Tak."}
        done = self.does(act, invitation=invitation, **words, **names)
        assert bool(done) == (opens and self.network.is_alive)
        if done:
            self.open.discard(pk)
            if says_yes:
                self.comes_in(done, invitation.asks_until)

    @precondition(lambda self: self.open)
    @rule(nth=NTH, by=BY)
    def revokes(self, nth, by):
        pk = picked(sorted(self.open), nth)
        invitation = NetworkInvitation.objects.get(pk=pk)
        done = self.does(revoke_network_invitation, by=self.person(by), invitation=invitation)
        assert bool(done) == self.may_invite(by)
        if done:
            self.open.discard(pk)

    @precondition(lambda self: self.open)
    @rule(nth=NTH, by=BY)
    def reminds(self, nth, by):
        pk = picked(sorted(self.open), nth)
        invitation = NetworkInvitation.objects.get(pk=pk)
        if self.does(remind_invited_person, by=self.person(by), invitation=invitation):
            assert self.may_invite(by)
            self.gather_keys()

    # --- Being in, and going out ------------------------------------------------------------------
    @rule(who=WHO)
    def leaves(self, who):
        leads = self.is_led_by(who)
        if self.does(leave_network, by=self.people[who], network=self.network):
            assert not leads
            self.goes_out(self.people[who].pk)

    @rule(by=BY, nth=NTH, days=st.sampled_from([None, 0, 5, 60]), is_core=st.booleans())
    def edits_a_membership(self, by, nth, days, is_core):
        members = sorted(self.network.memberships.current(), key=lambda one: one.pk)
        if members:
            membership = picked(members, nth)
            ends_on = None if days is None else self.now.date() + timedelta(days=days)
            terms = {"is_core": is_core, "phases": [], "ends_on": ends_on}
            if self.does(edit_membership, by=self.person(by), membership=membership, **terms):
                assert self.is_led_by(by)
                membership.refresh_from_db()
                self.last_day[membership.person_id] = membership.ends_on

    @rule(by=BY, nth=NTH)
    def ends_a_membership(self, by, nth):
        members = sorted(self.network.memberships.current(), key=lambda one: one.pk)
        if members:
            membership = picked(members, nth)
            if self.does(
                end_membership, by=self.person(by), membership=membership, words="Tak for nu."
            ):
                assert self.is_led_by(by)
                assert membership.person_id != self.network.leader_id
                self.goes_out(membership.person_id)

    @rule(by=BY, to=WHO)
    def hands_over(self, by, to):
        led = self.is_led_by(by)
        given = {"by": self.person(by), "to": self.people[to], "words": "Din tur."}
        if self.does(hand_over_lead, network=self.network, **given):
            assert led
            self.last_day[self.people[to].pk] = None

    @precondition(lambda self: self.network.is_alive)
    @rule(to=st.sampled_from(["ali", "eva", "sofie"]))
    def leader_can_no_longer_sign_in(self, to):
        leader = Person.objects.filter(pk=self.network.leader_id)
        leader.update(is_active=False)
        self.people[to].refresh_from_db()
        done = self.does(
            appoint_leader,
            by=self.people["sanne"],
            network=self.network,
            leader=self.people[to],
        )
        assert bool(done) == self.people[to].is_active
        if done:
            self.comes_in(self.people[to])
            self.last_day[self.people[to].pk] = None
        Person.objects.update(is_active=True)
        self.people[to].refresh_from_db()

    @rule(days=st.integers(1, 15))
    def days_pass(self, days):
        self.now += timedelta(days=days)
        self.does(end_memberships_due)
        self.does(remind_invited)
        self.gather_keys()
        today = clock.timezone.localdate(self.now)
        if self.network.is_alive:
            over = {pk for pk, day in self.last_day.items() if day and day < today}
            for pk in over - {self.network.leader_id}:
                self.goes_out(pk)

    # --- What is learned, left behind, and ended --------------------------------------------------
    @rule(by=BY)
    def writes_a_card(self, by):
        done = self.does(make_learning, network=self.network, by=self.person(by))
        is_in = self.person(by).pk in self.inside
        assert bool(done) == (is_in and self.network.is_alive)

    @rule(by=BY)
    def writes_a_result(self, by):
        words = dict.fromkeys(["title", "text", "for_whom", "demanded", "not_to_copy"], "Et hjul")
        done = self.does(
            write_result,
            by=self.person(by),
            network=self.network,
            form_key=uuid4(),
            audience=Audience.NETWORK,
            **words,
        )
        is_in = self.person(by).pk in self.inside
        assert bool(done) == (is_in and self.network.status == NetworkStatus.ESTABLISHED)

    @rule(by=BY, whom=WHO, nth=NTH)
    def asks_a_receiver(self, by, whom, nth):
        if results := sorted(self.network.results.all(), key=lambda one: one.pk):
            given = {"result": picked(results, nth), "words": "Vil du?"}
            if self.does(ask_receiver, by=self.person(by), person=self.people[whom], **given):
                assert self.is_led_by(by)

    @rule(by=BY, to=WHO, what=st.sampled_from(["accept", "decline", "pass on"]))
    def answers_as_receiver(self, by, to, what):
        for receiver in Receiver.objects.standing().order_by("pk")[:1]:
            given = {"by": self.person(by), "receiver": receiver, "words": "Mit svar."}
            if what == "pass on":
                done = self.does(pass_on_result, to=self.people[to], **given)
            else:
                done = self.does(accept_result if what == "accept" else decline_result, **given)
            assert not done or receiver.person_id == self.person(by).pk

    @rule(by=BY, days=st.integers(-5, 400))
    def renews(self, by, days):
        before = self.network.horizon_on
        until = self.now.date() + timedelta(days=days)
        given = {"network": self.network, "until": until, "why": "Vi er ikke færdige."}
        allowed = {self.network.leader_id, self.network.reference_leader_id}
        if self.does(renew_network, by=self.person(by), **given):
            assert self.person(by).pk in allowed
            assert until > before

    @rule(by=BY, leader=st.sampled_from(["ali", "eva"]))
    def begins_below(self, by, leader):
        words = {"title": f"Under {uuid4()}", "challenge": "Hvad ser vi her?"}
        given = {"network": self.network, "leader": self.people[leader], **words}
        if self.does(begin_subnetwork, by=self.person(by), **given):
            assert self.is_led_by(by)

    @rule()
    def what_lies_below_ends(self):
        for below in self.network.subnetworks.alive():
            given = {"words": "Tak.", "why_without": "Ingen."}
            assert self.does(close_network, by=below.leader, network=below, **given)

    @rule(by=BY, why=st.sampled_from(["Ingen ville.", ""]))
    def closes(self, by, why):
        given = {"network": self.network, "words": "Tak for alt.", "why_without": why}
        lacks = self.network.results.without_receiver().exists()
        below = self.network.subnetworks.alive().exists()
        before = self.network.status
        may = self.is_led_by(by) and before == NetworkStatus.ESTABLISHED
        done = self.does(close_network, by=self.person(by), **given)
        if before != NetworkStatus.CLOSED:
            assert bool(done) == (may and not below and (bool(why) or not lacks))
        if done:
            self.open.clear()

    # --- What always holds ------------------------------------------------------------------------
    @invariant()
    def moves_only_as_the_table_allows(self):
        now = self.network.status
        assert now == self.status or (self.status, now) in NETWORK_MOVES
        self.status = now

    @invariant()
    def those_inside_read_and_nobody_else(self):
        readers = {
            person.pk
            for person in Person.objects.all()
            if Network.objects.shielded_open_to(person).filter(pk=self.network_id).exists()
        }
        assert readers == self.inside | {self.people["karen"].pk}
        for person in (self.people["bo"], self.people["sanne"]):
            cards = LearningEntry.objects.filter(network=self.network).visible_to(person)
            assert person.pk in self.inside or not cards.exists()

    @invariant()
    def whoever_leads_is_in(self):
        assert self.network.leader_id in self.inside
        assert not Network.objects.orphaned().filter(pk=self.network_id).exists()

    @invariant()
    def a_closed_network_is_still(self):
        if self.network.is_closed:
            assert not self.network.memberships.current().exists()
            assert not self.network.invitations.unanswered().exists()
            assert not self.network.join_requests.pending().exists()
            assert not self.network.meetings.ahead(self.now).exists()
            assert self.network.closed_at

    @invariant()
    def each_result_has_at_most_one_who_keeps_it(self):
        for result in self.network.results.all():
            assert result.receivers.standing().count() <= 1
