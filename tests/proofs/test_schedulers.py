"""Five schedulers, each a process, plan and gather at the same moments: once each, nothing missed.

A slot is one person to be asked on one day: SLOTS of them; `make prove-nudges` takes 10,000.
"""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from netvaerk.people.enums import Part, Role
from netvaerk.people.models import Heartbeat, OutboxMail, Person
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeChoice, NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.queries.office import the_office
from tests.factories.networks import make_forwarded
from tests.factories.people import PersonFactory
from tests.proofs.processes import Process, running
from tests.secretariat.planning import rule_on

SLOTS, SCHEDULERS, RULE = int(os.environ.get("SLOTS", "500")), 5, "proposal_awaits_decision"
CHIEFS = 20 if SLOTS < 5000 else 100
DAYS = SLOTS // CHIEFS
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
BEGINNING = datetime(2026, 9, 7, 10, tzinfo=COPENHAGEN)


class Schedulers:
    """They are told at the same time what to do, and do it side by side."""

    def __init__(self, processes: list[Process]) -> None:
        self.processes = processes
        self.done: Counter[str] = Counter()

    def at(self, moment: datetime, *deeds: str) -> None:
        for process in self.processes:
            process.stdin.write(f"{moment.isoformat()} {' '.join(deeds)}\n")
        for process in self.processes:
            process.stdin.flush()
        for process in self.processes:
            self.done.update(json.loads(process.stdout.readline()))


@pytest.fixture
def schedulers(transactional_db: None) -> Iterator[Schedulers]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with ExitStack() as stack:
        module = ("-m", "tests.proofs.scheduler")
        started = [running(*module, **pipes) for _ in range(SCHEDULERS)]
        yield Schedulers([stack.enter_context(process) for process in started])


@pytest.fixture
def chiefs(transactional_db: None) -> list[Person]:
    """They are asked each day about a proposal; every other one at once, the rest a day later."""
    roles = [Role.EMPLOYEE, Role.CHIEF]
    people = [PersonFactory(first_name=f"C{number}", roles=roles) for number in range(CHIEFS)]
    for person in people[::2]:
        kind = RULE_OF[RULE].kind
        NudgeChoice.objects.create(person=person, kind=kind, channel=Channel.INSTANT)
    rule_on(RULE, delay=0, repeat=1)
    NudgeRule.objects.update(at_most=DAYS)
    with time_machine.travel(BEGINNING, tick=False):
        make_forwarded(PersonFactory(first_name="Ali"))
    return people


def working_days() -> Iterator[date]:
    office, day = the_office(), BEGINNING.date()
    while True:
        if office.is_working_day(day):
            yield day
        day += timedelta(days=1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN)


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def test_schedulers_that_look_before_they_ask_ask_twice(schedulers, chiefs, say):
    """The control: the race is there, and what is planned by looking first loses it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proof_naive (person bigint, day date)")
        try:
            for day in islice(working_days(), 25):
                schedulers.at(noon(day), "naive")
            cursor.execute("SELECT count(*), count(DISTINCT (person, day)) FROM proof_naive")
            asked, slots = cursor.fetchone()
        finally:
            cursor.execute("DROP TABLE proof_naive")
    say(
        f"control, {SCHEDULERS} schedulers that look whether somebody has been asked, and then "
        f"ask: {slots} slots, {asked - slots} doubled"
    )
    assert asked > slots


def test_five_schedulers_at_once_ask_each_once_and_miss_nobody(schedulers, chiefs, say):
    begun, before = time.monotonic(), deadlocks()
    *days, the_day_after = islice(working_days(), DAYS + 1)
    for day in days:
        schedulers.at(noon(day), "plan", "gather")
    schedulers.at(noon(the_day_after), "gather")  # what those who can wait were to get

    slots = {(person.pk, day) for person in chiefs for day in days}
    planned = Counter(Nudge.objects.values_list("recipient", "period"))
    letters = Counter(
        OutboxMail.objects.filter(kind="nudge").values_list("recipient", "nudges__period")
    )
    missed = len(slots - set(planned)) + len(slots - set(letters))
    doubled = sum((planned - Counter(slots)).values()) + sum((letters - Counter(slots)).values())
    dead = deadlocks() - before
    say(
        f"{SCHEDULERS} schedulers, {len(slots)} slots ({CHIEFS} people, {DAYS} days): "
        f"{sum(planned.values())} nudges, {sum(letters.values())} letters, {missed} missed, "
        f"{doubled} doubled, {dead} deadlocks; {time.monotonic() - begun:.0f} s"
    )
    assert (missed, doubled, dead) == (0, 0, 0)
    # Each was planned, and laid into a letter, by one of the five; none of them stumbled.
    assert schedulers.done == {"plan": len(slots), "gather": len(slots)}
    assert not Heartbeat.objects.filter(part=Part.PLANNER, stumbled_at__isnull=False).exists()
