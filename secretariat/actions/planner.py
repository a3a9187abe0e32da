"""The planner: what is due becomes nudges, and nudges become letters; each in one statement.

Any number of schedulers may do both at once: the unique keys let each nudge, and each letter,
in once. A missed tick heals on the next one, because everything is computed from state.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from netvaerk import clock
from netvaerk.bell import ring_after_commit
from netvaerk.nudges import Rule
from netvaerk.people.actions.delivery import DELIVER
from netvaerk.people.actions.heartbeat import beat, stumble
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import Person
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeRule
from secretariat.models.nudge import LETTER_KIND
from secretariat.nudges import RULE_OF
from secretariat.queries.office import Office, the_office
from secretariat.queries.outlook import WRITTEN_DOWN, candidates_sql

log = logging.getLogger(__name__)
# A nudge led to something when its matter is settled within a week; a month shows the rest.
WATCHED = timedelta(days=30)

# In one order, so that two planners never wait for each other's rows crosswise.
PLAN = """
WITH new AS (
    INSERT INTO secretariat_nudge (rule, subject, recipient_id, period, since, title, place,
        planned_at, channel, skipped_because, answer)
    SELECT waiting_rule, waiting_subject, waiting_recipient, period, waiting_since,
        left(waiting_title, 200), waiting_place, %s, channel, why_not, ''
    FROM ({candidates}) AS candidate
    WHERE why_not = '' OR why_not = ANY(%s)
    ORDER BY waiting_subject, waiting_recipient
    ON CONFLICT (rule, subject, recipient_id, period) DO NOTHING
    RETURNING skipped_because
) SELECT count(*) FROM new WHERE skipped_because = ''
"""
# Nobody settles anything by leaving. What somebody else holds is seen to in an hour: whoever
# settles never stands in the way of whoever answers or gathers.
SETTLE = """
WITH w AS MATERIALIZED ({waiting}), done AS (
    SELECT nudge.id FROM secretariat_nudge AS nudge
    JOIN people_person AS person ON person.id = nudge.recipient_id AND person.is_active
    WHERE nudge.rule = %s AND nudge.settled_at IS NULL AND nudge.planned_at > %s
    AND NOT EXISTS (
        SELECT FROM w WHERE w.waiting_subject = nudge.subject
        AND w.waiting_recipient = nudge.recipient_id AND w.waiting_since <= nudge.since
    )
    FOR UPDATE OF nudge SKIP LOCKED
) UPDATE secretariat_nudge AS nudge SET settled_at = %s FROM done WHERE nudge.id = done.id
"""
# One letter a person; the nudges that it gathers are put into words when it is sent. With a `day`
# it is the day's letter, which takes what is impatient along; without one, what is impatient only.
LEAVES_NOW = """
    nudge.letter_id IS NULL AND nudge.skipped_because = '' AND nudge.rule <> ALL(%(quiet)s) AND (
        nudge.channel = %(instant)s
        OR nudge.channel = %(once_a_day)s AND nudge.planned_at <= %(daily)s::timestamptz
        OR nudge.channel = %(once_a_week)s AND nudge.planned_at <= %(weekly)s::timestamptz
    )
"""
GATHER = """
WITH picked AS (
    SELECT nudge.id, nudge.recipient_id, nudge.channel > %(instant)s AS can_rest
    FROM secretariat_nudge AS nudge WHERE {leaves_now}
    ORDER BY nudge.id FOR UPDATE
), letters AS (
    INSERT INTO people_outboxmail (cause, kind, recipient_id, to_address, subject, text, html,
        calendar, unsubscribe_url, is_bulk, message_id, dated_at, state, attempts,
        next_attempt_at, reason)
    SELECT 'nudges:' || person.id || ':' || coalesce(%(day)s::text, min(picked.id)::text),
        %(kind)s, person.id, person.email, '', '', '', '', '', bool_or(picked.can_rest),
        '<' || gen_random_uuid() || '@netvaerk>', %(now)s, %(waiting)s, 0, %(now)s, ''
    FROM picked JOIN people_person AS person ON person.id = picked.recipient_id
    GROUP BY person.id HAVING bool_or(picked.can_rest) OR %(day)s::text IS NULL
    ORDER BY person.id
    ON CONFLICT (cause) DO NOTHING
    RETURNING id, recipient_id
), gathered AS (
    UPDATE secretariat_nudge AS nudge SET letter_id = letters.id
    FROM letters WHERE nudge.recipient_id = letters.recipient_id AND {leaves_now}
) SELECT count(*) FROM letters
"""


def plan_nudges() -> int:
    """Plan what is due of every rule that is on; returns how many are to be asked by mail.

    On a day off nobody is asked; what is still waiting then is asked about on the next day of
    work, once. A rule that fails stands in no other rule's way.
    """
    office, today = the_office(), clock.today()
    if not office.is_working_day(today):
        beat(Part.PLANNER)
        return 0
    resting = office.quiet_rules(today)
    on = NudgeRule.objects.on().filter(key__in=RULE_OF).exclude(pk__in=resting)
    planned, failed = _each_by_itself(
        {wording.key: partial(_plan, RULE_OF[wording.key], wording) for wording in on}
    )
    if failed:
        stumble(Part.PLANNER, ", ".join(failed))
    else:
        beat(Part.PLANNER)
    return planned


@transaction.atomic
def _plan(rule: Rule, wording: NudgeRule) -> int:
    candidates, params = candidates_sql(rule, wording)
    written_down = [why.value for why in WRITTEN_DOWN]
    with connection.cursor() as cursor:
        cursor.execute(PLAN.format(candidates=candidates), [clock.now(), *params, written_down])
        return cursor.fetchone()[0]


def gather_letters() -> int:
    """Lay the nudges that may leave now into letters, one a person; returns how many letters.

    In office hours only. What is impatient leaves at once; the rest in the day's letter, which
    is written when the digest's hour has come, and once for each digest.
    """
    now, office = clock.now(), the_office()
    if not office.is_open(now):
        return 0
    try:
        return _gather(office, now)
    except DatabaseError:
        log.exception("No letters could be gathered")
        stumble(Part.PLANNER, "gather_letters")
        return 0


@transaction.atomic
def _gather(office: Office, now: datetime) -> int:
    common: dict[str, Any] = {
        "now": now,
        "instant": Channel.INSTANT.value,
        "once_a_day": Channel.DAILY.value,
        "once_a_week": Channel.WEEKLY.value,
        "kind": LETTER_KIND,
        "waiting": MailState.WAITING.value,
        "quiet": _keys_of(office.quiet_rules(clock.today())),
    }
    digest = office.latest_digest(now)
    rested: dict[str, Any] = {
        "daily": digest,
        "weekly": office.latest_weekly(now),
        # What one digest missed leaves under its day: today's own still comes at its hour.
        "day": timezone.localtime(digest).date().isoformat(),
    }
    with connection.cursor() as cursor:
        # A second planner waits for this one, and then finds nothing left to gather.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('gather_letters'))")
        gather = GATHER.format(leaves_now=LEAVES_NOW)
        cursor.execute(gather, {**common, **rested})
        letters = cursor.fetchone()[0]
        cursor.execute(gather, {**common, "daily": None, "weekly": None, "day": None})
        letters += cursor.fetchone()[0]
    if letters:
        ring_after_commit(DELIVER)
    return letters


def settle_nudges() -> int:
    """Note of nudges whose matter no longer waits that it is settled; returns how many."""
    asked = Nudge.objects.filter(settled_at=None, planned_at__gt=clock.now() - WATCHED)
    keys = asked.order_by().values_list("rule", flat=True).distinct()
    known = sorted(RULE_OF.keys() & set(keys))
    settled, _ = _each_by_itself({key: partial(_settle, RULE_OF[key]) for key in known})
    return settled


@transaction.atomic
def _settle(rule: Rule) -> int:
    now = clock.now()
    waiting, params = rule.waiting(Person.objects.active()).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SETTLE.format(waiting=waiting), [*params, rule.key, now - WATCHED, now])
        return cursor.rowcount


def _each_by_itself(work: Mapping[str, Callable[[], int]]) -> tuple[int, list[str]]:
    """Do what there is to do for each rule; returns the sum, and the rules that failed."""
    done, failed = 0, []
    for key, do in work.items():
        try:
            done += do()
        except Exception:  # whatever one rule stumbles over stands in no other's way
            log.exception("The rule %s failed", key)
            failed.append(key)
    return done, failed


def _keys_of(rules: set[int]) -> list[str]:
    return list(NudgeRule.objects.filter(pk__in=rules).values_list("key", flat=True))
