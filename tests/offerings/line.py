"""A waiting list lived through at random, beside a small oracle that knows how it should go."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from netvaerk import clock
from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import Refusal
from offerings.actions.booking import answer_offer, book_seats, cancel_booking
from offerings.actions.waiting import pass_on_unanswered_seats
from offerings.enums import LIVE_BOOKINGS
from offerings.models import Booking, OfferingSession
from tests.factories.booking import changed, make_session

NAMES = ("ali", "bo", "eva", "mia", "noa", "ole", "pia")
WHO = st.sampled_from(NAMES)
NTH = st.integers(0, 9)
LATER = st.sampled_from([0, 0, 24])
A_DAY, A_WHILE = timedelta(hours=24), timedelta(seconds=30)
CAPACITY, MOST = 2, 5


class Oracle:
    """Who has a seat, who is offered one until when, and who waits: names, and nothing else."""

    def __init__(self, begins_at: datetime) -> None:
        self.begins_at, self.capacity = begins_at, CAPACITY
        self.booked: set[str] = set()
        self.offered: dict[str, datetime] = {}
        self.line: list[str] = []
        self.offers: list[str] = []  # to whom, in order, ever

    def has(self, who: str) -> bool:
        return who in self.booked or who in self.offered or who in self.line

    def book(self, who: str, now: datetime) -> None:
        if now < self.begins_at and not self.has(who):
            is_full = len(self.booked) + len(self.offered) >= self.capacity
            self.line.append(who) if self.line or is_full else self.booked.add(who)

    def cancel(self, who: str, now: datetime) -> None:
        if now < self.begins_at and self.has(who):
            self.booked.discard(who)
            self.offered.pop(who, None)
            self.line = [other for other in self.line if other != who]
            self.pass_on(now)

    def answer(self, who: str, is_accepted: bool, now: datetime) -> None:
        if who in self.offered and now < self.offered[who]:
            del self.offered[who]
            if is_accepted:
                self.booked.add(who)
            self.pass_on(now)

    def tick(self, now: datetime) -> None:
        late = [who for who, until in self.offered.items() if until <= now]
        for who in late:
            del self.offered[who]
        if late:
            self.pass_on(now)

    def pass_on(self, now: datetime) -> None:
        while (
            now < self.begins_at
            and self.line
            and len(self.booked) + len(self.offered) < self.capacity
        ):
            who = self.line.pop(0)
            self.offered[who] = min(now + A_DAY, self.begins_at)
            self.offers.append(who)

    def everybody(self) -> list[str]:
        """Those whom something may happen to, in the order in which it is likely to matter."""
        return [*self.offered, *sorted(self.booked), *self.line]

    def states(self) -> dict[str, str]:
        return {
            **dict.fromkeys(self.booked, "booked"),
            **dict.fromkeys(self.offered, "offered"),
            **dict.fromkeys(self.line, "waiting"),
        }


class LivedLine(RuleBasedStateMachine):
    """One run is one session, undone at its end; each act is also done twice now and then."""

    people: ClassVar[dict[str, Person]]  # given by the test
    planner: ClassVar[Person]

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.now = clock.now().replace(microsecond=0)
        begins_at = self.now + timedelta(hours=50)  # two offers' time, and a little
        self.session = make_session(
            by=self.planner, begins_at=begins_at, book_by=begins_at, capacity=CAPACITY
        )
        self.oracle = Oracle(begins_at)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    def does(self, act: Any, times: int = 1, **given: Any) -> None:
        """The act, once or again and again at the same moment; a refusal is an answer too."""
        for _again in range(times):
            try:
                with clock.set_to(self.now), transaction.atomic():
                    act(**given)
            except Refusal:
                pass

    def goes_on(self, by: timedelta = A_WHILE) -> datetime:
        self.now += by
        return self.now

    def newest(self, who: str) -> Booking | None:
        return self.session.bookings.filter(person=self.people[who]).order_by("-pk").first()

    @initialize(many=st.integers(3, len(NAMES)))
    def fills(self, many):
        for who in NAMES[:many]:
            self.books_one(who, 1)

    @rule(who=WHO, times=st.integers(1, 2))
    def books(self, who, times):
        self.books_one(who, times)

    def books_one(self, who: str, times: int) -> None:
        now, person = self.goes_on(), self.people[who]
        self.does(book_seats, times, by=person, session=self.session, people=[person], network=None)
        self.oracle.book(who, now)

    @rule(nth=NTH, times=st.integers(1, 2))
    def cancels(self, nth, times):
        """Somebody with a seat, an offer or a place in line; now and then one without."""
        who = [*self.oracle.everybody(), *NAMES, *NAMES][nth]
        if booking := self.newest(who):
            now = self.goes_on()
            self.does(cancel_booking, times, by=booking.person, booking=booking)
            self.oracle.cancel(who, now)

    @rule(is_accepted=st.booleans(), nth=NTH, times=st.integers(1, 2), later=LATER)
    def answers(self, is_accepted, nth, times, later):
        """Somebody who is asked, sometimes too late; now and then somebody who isn't."""
        who = [*self.oracle.offered, *NAMES][nth // 4]
        if booking := self.newest(who):
            now = self.goes_on(timedelta(hours=later) or A_WHILE)
            given = {"by": booking.person, "booking": booking, "is_accepted": is_accepted}
            self.does(answer_offer, times, **given)
            self.oracle.answer(who, is_accepted, now)

    @rule(hours=st.sampled_from([1, 12, 24]))
    def time_passes(self, hours):
        self.goes_on(timedelta(hours=hours))

    @rule(times=st.integers(1, 3), hours=st.sampled_from([0, 0, 24]))
    def task_runs(self, times, hours):
        self.goes_on(timedelta(hours=hours))
        self.does(pass_on_unanswered_seats, times)
        self.oracle.tick(self.now)

    @rule(more=st.integers(1, 2))
    def grows(self, more):
        if self.session.capacity + more <= MOST:
            now, capacity = self.goes_on(), self.session.capacity + more
            self.does(changed, session=self.session, by=self.planner, capacity=capacity)
            self.session.refresh_from_db()
            if now < self.oracle.begins_at:
                self.oracle.capacity = capacity
                self.oracle.pass_on(now)

    @invariant()
    def everybody_stands_where_the_oracle_says(self):
        names = {person.pk: name for name, person in self.people.items()}
        live = self.session.bookings.filter(state__in=LIVE_BOOKINGS)
        assert {names[one.person_id]: one.state for one in live} == self.oracle.states()

    @invariant()
    def never_more_seats_than_there_are(self):
        session = OfferingSession.objects.with_seats().get(pk=self.session.pk)
        assert session.taken <= session.capacity == self.oracle.capacity

    @invariant()
    def each_seat_was_offered_once_and_in_order(self):
        names = {person.pk: name for name, person in self.people.items()}
        offered = self.session.bookings.exclude(offered_at=None)
        in_order = offered.order_by("offered_at", "booked_at", "pk")
        assert [names[one.person_id] for one in in_order] == self.oracle.offers
        letters = OutboxMail.objects.filter(
            cause__in=[f"booking:{one.pk}:offered" for one in offered]
        )
        assert letters.count() == len(self.oracle.offers)
        assert all(one.offered_until <= self.oracle.begins_at for one in offered)
