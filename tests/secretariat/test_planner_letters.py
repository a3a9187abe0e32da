"""Nudges laid into letters: one a person, in office hours, as patiently as both sides want it."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection

from netvaerk.nudges import NudgeKind, Rule
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import Heartbeat, OutboxMail
from networks.models import Network
from networks.nudges.network import no_learning_noted
from secretariat.actions.choices import choose_nudges
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import CHANNELS, Channel
from secretariat.models import Nudge, NudgeChoice, OfficeHours
from secretariat.nudges import RULE_OF
from tests.factories.networks import make_network
from tests.factories.nudge_ledger import make_letter, make_nudge
from tests.secretariat.planning import (
    CPH,
    MONDAY,
    NOTHING_LEARNED,
    at,
    letters_to,
    make_quiet,
    rule_on,
    tick,
)

FRIDAY_EVENING = datetime(2026, 9, 4, 18, tzinfo=CPH)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(mia, bo, karen) -> Network:
    """Mia leads it, nothing is learned in it, and what was written about it is delivered."""
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    deliver_mail()
    return network


def planned(to, channel: Channel, *moment: int, **more) -> Nudge:
    """A nudge planned at year, month, day, hour, minute in Copenhagen; by default on Friday."""
    when = datetime(*moment, tzinfo=CPH) if moment else FRIDAY_EVENING
    return make_nudge(to, channel=channel, at=when, **more)


def gathered(*nudges: Nudge) -> list[bool]:
    """Which of them lie in a letter now."""
    inside = set(Nudge.objects.exclude(letter=None).values_list("pk", flat=True))
    return [nudge.pk in inside for nudge in nudges]


def test_nothing_pending_is_no_letter(mia, ali):
    make_nudge(ali, skipped_because="page", at=FRIDAY_EVENING)
    make_nudge(ali, letter=make_letter(ali), at=FRIDAY_EVENING)
    before = OutboxMail.objects.count()
    assert (gather_letters(), OutboxMail.objects.count()) == (0, before)


def test_the_days_letter_comes_at_its_hour_with_what_is_impatient_along(clock, mia, ali):
    OfficeHours.objects.create(pk=1, digest_at=time(10))
    rests, weekly = planned(mia, Channel.DAILY), planned(mia, Channel.WEEKLY)
    at(clock, 2026, 9, 7, 9, 59)
    assert gather_letters() == 0
    at(clock, 2026, 9, 7, 10)
    instant, other = planned(mia, Channel.INSTANT), planned(ali, Channel.INSTANT)
    assert gather_letters() == 2
    assert gathered(rests, weekly, instant, other) == [True] * 4
    assert [letter.cause for letter in letters_to(mia)] == [f"nudges:{mia.pk}:2026-09-07"]
    assert [letter.cause for letter in letters_to(ali)] == [f"nudges:{ali.pk}:{other.pk}"]
    assert gather_letters() == 0


def test_what_is_planned_after_the_digest_waits_for_the_next_one(clock, mia):
    late = planned(mia, Channel.DAILY, 2026, 9, 7, 8, 1)
    assert gather_letters() == 0
    at(clock, 2026, 9, 8, 7, 59)
    assert gather_letters() == 0
    at(clock, 2026, 9, 8, 8)
    assert (gather_letters(), gathered(late)) == (1, [True])


def test_a_digest_missed_by_the_scheduler_comes_when_it_is_back(clock, mia):
    planned(mia, Channel.DAILY)
    at(clock, 2026, 9, 9, 15, 59)
    assert gather_letters() == 1


def test_what_one_digest_missed_leaves_at_opening_and_todays_own_still_comes(clock, mia):
    OfficeHours.objects.create(pk=1, opens_at=time(8), digest_at=time(10))
    missed = planned(mia, Channel.DAILY, 2026, 9, 7, 9)
    todays = planned(mia, Channel.DAILY, 2026, 9, 7, 15)
    at(clock, 2026, 9, 8, 8)
    assert (gather_letters(), gathered(missed, todays)) == (1, [True, False])
    at(clock, 2026, 9, 8, 10)
    assert (gather_letters(), gathered(todays)) == (1, [True])
    days = [letter.cause.rpartition(":")[2] for letter in letters_to(mia)]
    assert days == ["2026-09-07", "2026-09-08"]


def test_there_is_one_days_letter_a_day_and_what_is_impatient_does_not_wait_for_the_next(
    clock, mia
):
    planned(mia, Channel.DAILY)
    assert gather_letters() == 1
    # Its rule was quiet this morning.
    second, instant = planned(mia, Channel.DAILY), planned(mia, Channel.INSTANT)
    assert (gather_letters(), gathered(second, instant)) == (1, [False, True])
    at(clock, 2026, 9, 8, 8)
    assert (gather_letters(), gathered(second)) == (1, [True])


@pytest.mark.parametrize(
    ("weekly_on", "moment", "comes"),
    [
        (0, (2026, 9, 7, 10), True),
        (0, (2026, 9, 7, 7, 59), False),
        (2, (2026, 9, 8, 15), False),
        (2, (2026, 9, 9, 8), True),
        (2, (2026, 9, 11, 15), True),  # the scheduler was away on Wednesday and Thursday
    ],
)
def test_the_weekly_letter_comes_on_its_day(clock, mia, weekly_on, moment, comes):
    OfficeHours.objects.create(pk=1, weekly_on=weekly_on)
    nudge = planned(mia, Channel.WEEKLY)
    at(clock, *moment)
    assert (gather_letters(), gathered(nudge)) == (int(comes), [comes])


def test_on_a_holiday_the_weekly_letter_comes_on_the_next_working_day_of_the_week(clock, mia):
    nudge = planned(mia, Channel.WEEKLY, 2026, 4, 1, 12)
    for moment in ((2026, 4, 1, 15), (2026, 4, 6, 12), (2026, 4, 7, 7, 59)):
        at(clock, *moment)
        assert gather_letters() == 0
    at(clock, 2026, 4, 7, 8)
    assert (gather_letters(), gathered(nudge)) == (1, [True])


def test_what_is_planned_for_the_week_after_its_letter_waits_a_week(clock, mia):
    nudge = planned(mia, Channel.WEEKLY, 2026, 9, 7, 8, 30)
    at(clock, 2026, 9, 11, 15)
    assert gather_letters() == 0
    at(clock, 2026, 9, 14, 8)
    assert (gather_letters(), gathered(nudge)) == (1, [True])


def test_several_impatient_ones_at_once_are_one_letter_each_person(mia, ali):
    for who in (mia, mia, mia, ali):
        planned(who, Channel.INSTANT)
    assert gather_letters() == 2
    planned(mia, Channel.INSTANT)
    assert gather_letters() == 1
    assert [letter.nudges.count() for letter in letters_to(mia)] == [3, 1]


@pytest.mark.parametrize(
    "moment",
    [
        *((2026, 9, 7, 7, 59), (2026, 9, 7, 16), (2026, 9, 6, 12)),
        *((2026, 5, 1, 12), (2026, 6, 5, 12), (2026, 12, 24, 10), (2026, 12, 31, 10)),
    ],
)
def test_outside_hours_nothing_leaves(clock, mia, moment):
    for channel in (Channel.INSTANT, Channel.DAILY, Channel.WEEKLY):
        planned(mia, channel, 2026, 4, 1, 12)
    at(clock, *moment)
    assert gather_letters() == 0
    at(clock, 2027, 1, 4, 8)
    assert gather_letters() == 1


def test_in_a_quiet_period_nothing_leaves_and_in_a_rules_own_nothing_of_it(clock, mia):
    rule = rule_on()
    quiet, loud = planned(mia, Channel.INSTANT), planned(mia, Channel.DAILY, rule="meeting_unnoted")
    make_quiet(date(2026, 9, 7), date(2026, 9, 7), rule=rule)
    make_quiet(date(2026, 9, 8), date(2026, 9, 8))
    at(clock, 2026, 9, 8, 10)
    assert gather_letters() == 0
    at(clock, 2026, 9, 7, 10)
    assert (gather_letters(), gathered(quiet, loud)) == (1, [False, True])
    at(clock, 2026, 9, 9, 8)
    assert (gather_letters(), gathered(quiet)) == (1, [True])


def test_only_what_nobody_waits_for_is_bulk(mia, ali):
    planned(mia, Channel.INSTANT)
    planned(ali, Channel.INSTANT)
    planned(ali, Channel.DAILY)
    gather_letters()
    assert ([one.is_bulk for one in letters_to(mia)], [one.is_bulk for one in letters_to(ali)]) == (
        [False],
        [True],
    )


def test_a_letter_has_its_address_its_id_and_its_date_before_it_has_its_words(mia):
    planned(mia, Channel.INSTANT)
    gather_letters()
    (letter,) = letters_to(mia)
    assert (letter.to_address, letter.state, letter.dated_at, letter.next_attempt_at) == (
        *(mia.email, MailState.WAITING),
        *(MONDAY, MONDAY),
    )
    assert letter.message_id.startswith("<")
    assert letter.message_id.endswith("@netvaerk>")
    assert (letter.subject, letter.text, letter.html) == ("", "", "")


# Rule, own choice → how it comes: the more patient of the two.
PATIENCE = [
    (kind, rules, own, max(rules, CHANNELS[kind][0] if own is None else own))
    for kind in (NudgeKind.ASKED, NudgeKind.APPOINTMENT, NudgeKind.NETWORK)
    for rules in Channel
    for own in (None, *CHANNELS[kind])
]


def test_a_nudge_comes_as_the_more_patient_of_rule_and_person_wants_it(
    network, mia, bo, monkeypatch
):
    wording = rule_on(delay=0)
    for kind, rules, own, comes in PATIENCE:
        rule = Rule(NOTHING_LEARNED, kind, no_learning_noted, "", "", "front", "slug")
        monkeypatch.setitem(RULE_OF, NOTHING_LEARNED, rule)
        wording.channel = rules
        wording.save()
        # What is chosen of another kind, or by somebody else, is no choice here.
        chosen = [(mia, NudgeKind.HOUSE, Channel.PAGE), (bo, kind, Channel.PAGE)]
        chosen += [(mia, kind, own)] if own is not None else []
        NudgeChoice.objects.all().delete()
        for person, about, channel in chosen:
            NudgeChoice.objects.create(person=person, kind=about, channel=channel)
        Nudge.objects.all().delete()
        plan_nudges()
        nudge = Nudge.objects.get()
        reason = "page" if comes == Channel.PAGE else ""
        assert (nudge.channel, nudge.skipped_because) == (comes, reason), (kind, rules, own)


def test_what_is_chosen_after_planning_counts_for_the_letter_too(network, clock, mia):
    rule_on(delay=0)
    plan_nudges()
    choose_nudges(by=mia, wants_mail=True, choices={NudgeKind.NETWORK: Channel.PAGE})
    at(clock, 2026, 9, 8, 8)
    assert tick() == {MailState.SKIPPED: 1}
    assert Nudge.objects.get().skipped_because == "page"


def test_letters_that_cannot_be_gathered_are_a_stumble(mia, transactional_db):
    planned(mia, Channel.INSTANT)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_outboxmail RENAME TO away")
    try:
        assert gather_letters() == 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO people_outboxmail")
    pulse = Heartbeat.objects.get(part=Part.PLANNER)
    assert (pulse.stumbled_at, pulse.trouble) == (MONDAY, "gather_letters")
    assert gather_letters() == 1


def test_an_hour_after_closing_what_was_gathered_waits_for_the_morning(network, clock):
    rule_on(delay=0)
    plan_nudges()
    at(clock, 2026, 9, 8, 15, 59)
    gather_letters()
    clock.shift(timedelta(hours=1))
    assert tick() == {MailState.WAITING: 1}
    at(clock, 2026, 9, 9, 7, 59)
    assert tick() == {}
    at(clock, 2026, 9, 9, 8)
    assert tick() == {MailState.SENT: 1}
