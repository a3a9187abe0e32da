"""Whoever delivers is killed at any moment: each letter is in its mailbox, once, within 90 s.

KILLS kills; `make prove-nudges` does a thousand. A letter may leave twice (its sender died before
it could note that the relay had it), but under one Message-ID, and a mailbox keeps that once.
"""

import os
import random
import subprocess
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from celery import current_app
from django.db import transaction

from netvaerk.mail import Letter
from netvaerk.people.actions.mail import LEASE, queue_mail
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import OutboxMail, Person
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeChoice, OfficeHours
from secretariat.nudges import RULE_OF
from tests.factories.networks import make_forwarded
from tests.factories.people import PersonFactory
from tests.journeys.celery_processes import in_the_office
from tests.proofs.holding import noted_holders, recoveries
from tests.proofs.processes import Worker, kill, running, running_relay, running_worker, start
from tests.proofs.relay import Post
from tests.secretariat.planning import rule_on

KILLS = int(os.environ.get("KILLS", "20"))
# A whole worker takes seconds to come back; a child takes none.
ALL_AT_ONCE = 40
# Then there is peace until all has arrived, or nothing is left to hit but what the dead hold.
BURST = 100
PAUSE = 0.04  # the relay's, twice a letter
# The short run does not wait for the leases to end: the last worker's clock is a minute ahead.
AHEAD = LEASE.total_seconds() + 1 if KILLS < 100 else 0
FULL = 300  # letters that wait; then no more are written until some have left
PROMISE = 90  # seconds from a kill until what the killed one held is sent
PATIENCE = 240  # seconds without anything new in the mailboxes, after the last kill
NAIVE = Path(__file__).with_name("naive.py")
DICE = random.SystemRandom()

Expected = set[tuple[str, str]]  # (address, mark)


@pytest.mark.parametrize(("struck", "harm"), [("first", "lost"), ("last", "doubled")])
def test_a_plain_loop_loses_or_doubles_under_the_same_kills(struck, harm, tmp_path, say, db):
    """The control: were this one clean, the proof below would prove nothing."""
    jobs, taken, kills = tmp_path / "jobs", tmp_path / "post", max(16, KILLS // 20)
    jobs.mkdir()
    marks = [f"M{number:06}" for number in range(kills * 3)]
    for mark in marks:
        (jobs / mark).touch()
    expected = {(f"{mark}@demo.example", mark) for mark in marks}
    # A slow relay, so that each kill of so few meets a letter under way about every other time.
    with running_relay(taken, pause=0.2) as port:
        command = (str(NAIVE), str(port), str(jobs), struck)
        for _ in range(kills):
            with running(*command, stdout=subprocess.PIPE) as loop:
                loop.stdout.readline()
                time.sleep(DICE.uniform(0, 0.5))
        last = start(*command)
        try:
            assert last.wait(timeout=120) == 0
        finally:
            kill(last)
    post = Post.read(taken)
    figures = {"lost": post.lost(expected), "doubled": post.doubled(expected)}
    say(
        f"control, a plain loop that strikes a letter {struck}: {kills} kills, {len(marks)} "
        f"letters: {figures['lost']} lost, {figures['doubled']} doubled in the mailbox"
    )
    assert figures[harm] > 0


class Sender:
    """Somebody who writes letters all the while, by hand and through a rule."""

    def __init__(self) -> None:
        self.people = [PersonFactory(first_name=f"P{number}") for number in range(40)]
        self.proposer = PersonFactory(first_name="Ali")
        self.karen = PersonFactory(first_name="Karen", roles=[Role.EMPLOYEE, Role.CONSULTANT])
        self.chiefs = [self._chief(number) for number in range(25)]
        self.expected: Expected = set()
        self.nudges = 0
        rule_on("proposal_awaits_decision", delay=0, repeat=90, active_from=date(2020, 1, 1))

    def _chief(self, number: int) -> Person:
        roles = [Role.EMPLOYEE, Role.CHIEF]
        chief = PersonFactory(first_name=f"C{number}", roles=roles)
        kind = RULE_OF["proposal_awaits_decision"].kind
        NudgeChoice.objects.create(person=chief, kind=kind, channel=Channel.INSTANT)
        return chief

    def _mark(self) -> str:
        return f"M{len(self.expected):06}"

    @transaction.atomic
    def write(self, count: int) -> None:
        for _ in range(count):
            to, mark = DICE.choice(self.people), self._mark()
            letter = Letter(subject=mark, paragraphs=[f"Kvittering {mark}."], why="Et bevis.")
            queue_mail(to=to, cause=f"proof:{mark}", kind="proof", letter=letter)
            self.expected.add((to.email, mark))

    def bring_before_the_chiefs(self) -> None:
        mark = self._mark()
        make_forwarded(self.proposer, forwarded_by=self.karen, title=f"Forslag {mark}")
        self.expected |= {(chief.email, mark) for chief in self.chiefs}
        self.nudges += len(self.chiefs)

    def keep_busy(self) -> None:
        """Until some more letters have left, by chance how many, or not within a moment: the pace
        is the machine's. Few at a time, or nothing is left to send but what the dead hold."""
        waiting = OutboxMail.objects.filter(state=MailState.WAITING).count()
        self.write(DICE.randint(1, 10) if waiting < FULL else 0)
        enough = self._sent() + DICE.randint(1, 8)
        deadline = time.monotonic() + DICE.uniform(0.1, 1.2)
        while self._sent() < enough and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(DICE.uniform(0, PAUSE * 2))

    def _sent(self) -> int:
        return OutboxMail.objects.filter(state=MailState.SENT).count()

    def await_all(self, worker: Worker) -> None:
        """Until everything is planned, gathered and no longer waits."""
        seen, deadline = -1, time.monotonic() + PATIENCE
        while (left := self._left()) and time.monotonic() < deadline:
            if left != seen:
                seen, deadline = left, time.monotonic() + PATIENCE
            worker.tend()
            time.sleep(0.2)

    def _left(self) -> int:
        unplanned = self.nudges - Nudge.objects.count()
        waiting = OutboxMail.objects.filter(state=MailState.WAITING).count()
        return unplanned + waiting + Nudge.objects.pending().count()


@pytest.fixture
def sender(transactional_db: None) -> Sender:
    OfficeHours.objects.create(pk=1, opens_at="00:00", digest_at="00:00", closes_at="23:59")
    current_app.control.purge()
    return Sender()


def live(worker: Worker, sender: Sender) -> dict[str, float]:
    """Write and kill, KILLS times and on until a letter was met; returns who was killed when."""
    killed_at: dict[str, float] = {}
    waves = {number * KILLS // max(4, KILLS // 60) for number in range(max(4, KILLS // 60))}
    for number in count():
        if number >= KILLS and (recoveries(killed_at) or number >= KILLS * 4):
            break
        worker.await_children()
        if number in waves:
            sender.bring_before_the_chiefs()
        sender.keep_busy()
        is_whole = (number + 1) % ALL_AT_ONCE == 0
        victims = worker.kill_all() if is_whole else worker.kill_a_child()
        killed_at |= dict.fromkeys(victims, time.time())
        if (number + 1) % BURST == 0:
            sender.await_all(worker)
    if AHEAD:
        killed_at |= dict.fromkeys(worker.kill_all(clock_ahead=AHEAD), time.time())
    return killed_at


def test_whoever_is_killed_nothing_is_lost_and_nothing_comes_twice(sender, tmp_path, say):
    begun, taken, at = time.monotonic(), tmp_path / "post", in_the_office(1) + timedelta(hours=1)
    with (
        noted_holders(),
        running_relay(taken, pause=PAUSE) as port,
        running_worker(tmp_path, at, port) as worker,
    ):
        killed_at = live(worker, sender)
        sender.await_all(worker)
        worker.stop()
        hit = recoveries(killed_at)
    post, letters = Post.read(taken), OutboxMail.objects.all()
    lost, doubled = post.lost(sender.expected), post.doubled(sender.expected)
    longest = max((letter.seconds for letter in hit), default=0)
    recovery = "a lease is not waited for in so short a run" if AHEAD else f"{longest:.1f} s"
    hands = set().union(*(letter.holders_killed for letter in hit))
    say(
        f"the outbox: {worker.kills} kills ({len(hands)} of those killed held letters, "
        f"{len(hit)} of them all told), {letters.count()} letters ({sender.nudges} nudges among "
        f"{len(sender.expected)} things to tell), {post.envelopes} envelopes, "
        f"{len(post.mailbox)} in the mailboxes: {lost} lost, {doubled} doubled in the mailbox; "
        f"longest recovery: {recovery}; celery gave up {worker.gave_up} times and was started "
        f"again; {time.monotonic() - begun:.0f} s in all"
    )
    assert set(letters.values_list("state", flat=True)) == {MailState.SENT}
    assert post.mailbox == set(letters.values_list("to_address", "message_id"))
    assert (lost, doubled) == (0, 0)
    assert hands, "no kill met a letter: the proof has proved nothing"
    assert AHEAD or longest <= PROMISE
