"""The clock walked day by day, over holidays, summer breaks and both nights of the year that are
an hour longer or shorter: nothing leaves outside the window, and no question is missed.

What is expected is worked out from an oracle of the Danish year, not from the product's office.
YEARS=6 walks from 2025 to 2030; otherwise from March to October 2026.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from netvaerk.nudges import NudgeKind
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from networks.actions.membership import ask_to_join
from secretariat.actions.choices import choose_nudges
from secretariat.enums import Channel
from secretariat.models import Nudge
from tests.factories.networks import make_network
from tests.secretariat.danish_year import days_between, is_working_day, moment
from tests.secretariat.planning import make_quiet, rule_on, tick

YEARS = int(os.environ.get("YEARS", "0"))
FIRST = date(2025, 1, 6) if YEARS else date(2026, 3, 2)
LAST = date(2024 + YEARS, 12, 31) if YEARS else date(2026, 10, 30)
DAY = timedelta(days=1)
BREAK = ((7, 6), (7, 31))  # each summer
# Before the office opens, at the digest, in the middle of the day, after closing.
HOURS = [(6, 30), (8, 0), (12, 15), (17, 30)]
AT_MOST = 3000


def is_open_on(day: date) -> bool:
    first, last = BREAK
    return is_working_day(day) and not first <= (day.month, day.day) <= last


def days() -> list[date]:
    return days_between(FIRST, LAST)


def digests() -> list[datetime]:
    return [moment(day, 8) for day in days() if is_open_on(day)]


def weeklies() -> list[datetime]:
    """The first day of work of each week, at eight."""
    first: dict[tuple[int, int], datetime] = {}
    for at in digests():
        first.setdefault(at.isocalendar()[:2], at)
    return list(first.values())


def hours_of_work() -> list[datetime]:
    """Each look of the scheduler while the office is open."""
    return [moment(day, *at) for day in days() if is_open_on(day) for at in HOURS[1:3]]


def expected(since: datetime, *, delay: int, repeat: int, windows: list[datetime]) -> set[datetime]:
    """The first window after each time it is due; what falls due in between comes with it."""
    due, found = since + delay * DAY, set()
    while due <= windows[-1]:
        found.add(next(window for window in windows if window >= due))
        due += repeat * DAY
    return found


def walk(clock) -> Iterator[datetime]:
    for day in days():
        for at in HOURS:
            now = moment(day, *at)
            clock.move_to(now)
            yield now


@pytest.fixture
def clock():
    with time_machine.travel(moment(FIRST - 3 * DAY, 10, 40), tick=False) as traveller:
        yield traveller


def sent() -> dict[tuple[int, str], set[datetime]]:
    """When each person was asked by each rule, by the letters that were sent."""
    asked = Nudge.objects.filter(letter__state=MailState.SENT, skipped_because="")
    found: dict[tuple[int, str], set[datetime]] = defaultdict(set)
    for who, rule, at in asked.values_list("recipient", "rule", "letter__sent_at"):
        assert at not in found[who, rule], "asked twice in one letter"
        found[who, rule].add(at)
    return found


def in_order(moments: set[datetime]) -> list[str]:
    return [f"{timezone.localtime(one):%Y-%m-%d %H:%M}" for one in sorted(moments)]


# Each tick is committed, as in life: in one transaction no row of the past is ever cleared away.
def test_nothing_leaves_outside_the_window_and_no_question_is_missed(
    transactional_db, clock, mia, bo, karen, ali, eva, sanne
):
    since = timezone.now()
    # Each day, so that each weekend and each holiday has its questions.
    rules = {
        "no_learning_noted": {"delay": 10, "repeat": 1},
        "join_request_unanswered": {"delay": 2, "repeat": 5},
    }
    people: list[Person] = [mia, ali, eva]
    for number, leader in enumerate(people):
        network = make_network(
            leader=leader, reference_leader=bo, consultant=karen, title=f"Netværk {number}"
        )
        ask_to_join(by=sanne, network=network, sentence="Jeg vil gerne være med.")
    choose_nudges(by=ali, wants_mail=True, choices={NudgeKind.NETWORK: Channel.WEEKLY})
    deliver_mail()
    for key, times in rules.items():
        rule_on(key, **times, at_most=AT_MOST, active_from=date(2020, 1, 1))
    make_quiet(date(2020, *BREAK[0]), date(2020, *BREAK[1]), yearly=True)

    for _now in walk(clock):
        tick()

    by_digest = {mia.pk: digests(), ali.pk: weeklies(), eva.pk: digests()}
    found = sent()
    for person in people:
        for rule, times in rules.items():
            impatient = rule == "join_request_unanswered"
            windows = hours_of_work() if impatient else by_digest[person.pk]
            right = expected(since, windows=windows, **times)
            assert in_order(found[person.pk, rule]) == in_order(right), (person, rule)

    letters = OutboxMail.objects.filter(kind="nudge", state=MailState.SENT)
    window = set(hours_of_work())
    assert [one.sent_at for one in letters if one.sent_at not in window] == []
    of_the_day = letters.filter(is_bulk=True).values_list("recipient", "sent_at")
    mornings = [(who, timezone.localtime(at).date()) for who, at in of_the_day]
    assert len(mornings) == len(set(mornings))
    assert not OutboxMail.objects.exclude(state=MailState.SENT).exists()
    print(f"{len(days())} days, {letters.count()} letters, {Nudge.objects.count()} nudges: ")
    print("0 outside the window, 0 missed, at most one digest a day")
