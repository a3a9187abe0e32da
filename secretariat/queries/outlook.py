"""Who would be asked now by a rule, and who would not and why: the planner's own question.

The planner inserts from the same statement that a dry run and the ledger show to people.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from netvaerk import clock
from netvaerk.nudges import Rule
from netvaerk.people.models import Person
from netvaerk.people.models.person import PersonQuerySet
from netvaerk.people.models.refused_address import REFUSALS_TO_BE_SURE
from secretariat.enums import CHANNELS, Channel, WhyNot
from secretariat.models import NudgeRule
from secretariat.models.audience import people_in

# What has waited past the rule's delay falls into periods of `repeat_days`, counted from the
# moment it was due. Only the present period is asked about: a day without beat gives one nudge.
# What never arrived doesn't count as asked; the next try comes in the next period.
# What was asked before the matter began anew doesn't count, but its periods are taken: the new
# ones begin after them.
CANDIDATES = """
WITH w AS MATERIALIZED ({waiting}),
audience AS ({audience}),
m AS (SELECT %s::timestamptz AS now, %s::int AS delay, %s::int AS repeat, %s::date AS active_from,
      %s::int AS at_most, %s::text AS kind, %s::int AS usual, %s::int AS patience),
due AS (
    SELECT w.*, wait.first, greatest(m.patience, coalesce(choice.channel, m.usual)) AS channel,
        ((wait.first + make_interval(days => m.repeat * greatest(0, floor(
            extract(epoch FROM m.now - wait.first) / 86400 / m.repeat
        ))::int)) AT TIME ZONE 'Europe/Copenhagen')::date AS round
    FROM w CROSS JOIN m
    CROSS JOIN LATERAL (SELECT w.waiting_since + make_interval(days => m.delay) AS first) AS wait
    LEFT JOIN secretariat_nudgechoice AS choice
        ON choice.person_id = w.waiting_recipient AND choice.kind = m.kind
)
SELECT due.*, greatest(due.round, asked.before + 1) AS period, CASE
    WHEN due.waiting_recipient NOT IN (SELECT id FROM audience) THEN 'audience'
    WHEN due.first > m.now THEN 'early'
    WHEN due.round < m.active_from THEN 'before'
    WHEN snooze.id IS NOT NULL AND snooze.until IS NULL THEN 'not_relevant'
    WHEN snooze.id IS NOT NULL THEN 'snoozed'
    WHEN asked.latest >= due.round THEN 'asked'
    WHEN asked.times >= m.at_most THEN 'enough'
    WHEN due.channel = {page} THEN 'page'
    WHEN NOT person.wants_nudges_by_mail THEN 'no_mail'
    WHEN refused.times >= {sure} THEN 'address'
    ELSE '' END AS why_not
FROM due CROSS JOIN m
JOIN people_person AS person ON person.id = due.waiting_recipient
LEFT JOIN people_refusedaddress AS refused ON refused.address = person.email
LEFT JOIN secretariat_snooze AS snooze
    ON snooze.rule = due.waiting_rule AND snooze.subject = due.waiting_subject
    AND snooze.recipient_id = due.waiting_recipient AND snooze.answered_at >= due.waiting_since
    AND (snooze.until IS NULL OR snooze.until > m.now)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE is_anew AND nudge.skipped_because = ''
            AND coalesce(letter.state, 'waiting') IN ('waiting', 'sent')) AS times,
        max(nudge.period) FILTER (WHERE is_anew) AS latest,
        max(nudge.period) FILTER (WHERE NOT is_anew) AS before
    FROM secretariat_nudge AS nudge
    LEFT JOIN people_outboxmail AS letter ON letter.id = nudge.letter_id
    CROSS JOIN LATERAL (SELECT nudge.planned_at >= due.waiting_since AS is_anew) AS present
    WHERE nudge.rule = due.waiting_rule AND nudge.subject = due.waiting_subject
    AND nudge.recipient_id = due.waiting_recipient
) AS asked
"""
# Asked once: the counts are of all candidates, and come along with each of the rows.
ROWS = """
WITH candidate AS MATERIALIZED ({candidates})
SELECT waiting_subject, waiting_recipient, waiting_since, waiting_title,
    first, channel, period, why_not,
    (SELECT jsonb_object_agg(why_not, times)
        FROM (SELECT why_not, count(*) AS times FROM candidate GROUP BY why_not) AS counted)
FROM candidate
ORDER BY why_not <> '', first, waiting_subject, waiting_recipient LIMIT %s
"""
OF_A_RULE = """(
SELECT waiting_rule, waiting_subject, waiting_recipient, waiting_since, waiting_title,
    first, channel, period, why_not
FROM ({candidates}) AS candidate)"""
WAYS = """
SELECT why_not, channel, count(*) FROM ({candidates}) AS candidate GROUP BY why_not, channel
"""
# Reasons that a nudge is written down with: it was due, and was not to go by mail.
WRITTEN_DOWN = (WhyNot.PAGE, WhyNot.NO_MAIL, WhyNot.ADDRESS)


class Candidate(NamedTuple):
    """One thing that waits for one person, and whether it would be asked about now."""

    subject: str
    recipient: int
    since: datetime
    title: str
    first: datetime  # when it was, or will be, due
    channel: int
    period: date
    why_not: str


@dataclass(frozen=True)
class RuleOutlook:
    """A page of candidates, and how many there are of each reason ("" for those asked)."""

    candidates: list[Candidate]
    counts: dict[str, int]


def candidates_sql(
    rule: Rule, wording: NudgeRule, people: PersonQuerySet | None = None
) -> tuple[str, list[Any]]:
    """The statement and its parameters; `people` narrows it to some of those it may concern."""
    everyone = Person.objects.active() if people is None else people
    waiting, waiting_params = rule.waiting(everyone).query.sql_with_params()
    audience, audience_params = (
        people_in(wording.audience, Person.objects.active()).values("id").query.sql_with_params()
    )
    moments = [
        *(clock.now(), wording.delay_days, wording.repeat_days),
        *(wording.active_from or clock.today(), wording.at_most),
        *(rule.kind.value, CHANNELS[rule.kind][0].value, wording.channel),
    ]
    statement = CANDIDATES.format(
        waiting=waiting, audience=audience, page=Channel.PAGE.value, sure=REFUSALS_TO_BE_SURE
    )
    return statement, [*waiting_params, *audience_params, *moments]


def outlook(
    rule: Rule, wording: NudgeRule, *, people: PersonQuerySet | None = None, limit: int = 200
) -> RuleOutlook:
    """Who would be asked now, those who would first; at most `limit` of them, all counted."""
    statement, params = candidates_sql(rule, wording, people)
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(candidates=statement), [*params, limit])
        rows = cursor.fetchall()
    counts = json.loads(rows[0][-1]) if rows else {}
    return RuleOutlook([Candidate(*row[:-1]) for row in rows], counts)


def outlooks(
    rules: Sequence[tuple[Rule, NudgeRule]], people: PersonQuerySet
) -> dict[str, list[Candidate]]:
    """By rule, what waits for the people and whether it would be asked about now; one query."""
    if not rules:
        return {}
    parts, params = [], []
    for rule, wording in rules:
        statement, more = candidates_sql(rule, wording, people)
        parts.append(OF_A_RULE.format(candidates=statement))
        params += more
    found: dict[str, list[Candidate]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY first, waiting_subject", params)
        for key, *row in cursor.fetchall():
            found[key].append(Candidate(*row))
    return found


def counted_by_way(rule: Rule, wording: NudgeRule) -> list[tuple[str, int, int]]:
    """(why not, channel, how many): whom it would reach now and how, nobody by name."""
    statement, params = candidates_sql(rule, wording)
    with connection.cursor() as cursor:
        cursor.execute(WAYS.format(candidates=statement), params)
        return cursor.fetchall()
