"""The planner's day in a test: what beat does each minute, on a clock that stands."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.models import OutboxMail, Person
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeRule, QuietPeriod
from secretariat.queries.office import the_office
from tests.factories.nudge_ledger import make_rule

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
NOTHING_LEARNED = "no_learning_noted"


def rule_on(key: str = NOTHING_LEARNED, *, delay: int = 21, repeat: int = 7, **more) -> NudgeRule:
    """A rule of the code that asks as impatiently as its kind lets it."""
    given = {"channel": Channel.INSTANT} | more
    return make_rule(key, delay_days=delay, repeat_days=repeat, **given)


def make_quiet(first: date, last: date, *, rule: NudgeRule | None = None, yearly=False) -> None:
    QuietPeriod.objects.create(
        name="Ferie", first_day=first, last_day=last, rule=rule, is_yearly=yearly
    )


def at(clock, *moment: int) -> None:
    """Let the clock stand at year, month, day, hour, minute in Copenhagen."""
    clock.move_to(datetime(*moment, tzinfo=CPH))


def tick() -> Counter[str]:
    """Plan, gather and deliver; returns how many letters ended in each state."""
    plan_nudges()
    gather_letters()
    return deliver_mail()


def send_what_is_due(clock) -> Counter[str]:
    """Plan now, and let the next morning at work come: all but the weekly leaves."""
    plan_nudges()
    tonight = timezone.localtime().replace(hour=23)
    clock.move_to(the_office().next_opening(tonight) + timedelta(hours=1))
    gather_letters()
    return deliver_mail()


def whys() -> list[tuple[str, str]]:
    """Who was to be asked, and why they were not (empty: they are), in the order of planning."""
    return list(
        Nudge.objects.order_by("id").values_list("recipient__first_name", "skipped_because")
    )


def letters_to(person: Person) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="nudge", recipient=person).order_by("id"))


def at_once(*work: Callable[[], object]) -> None:
    """Each in a thread with a connection of its own; what one fails with, the test fails with."""

    def do(one: Callable[[], object]) -> None:
        try:
            one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(do, one) for one in work]:
            done.result()
