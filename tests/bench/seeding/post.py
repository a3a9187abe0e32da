"""What was sent and what was done: letters, the nudges in them, and the trail."""

from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import AuditEntry, Heartbeat, Invitation, OutboxMail
from networks.models import LearningEntry, Network
from secretariat.enums import Audience, Channel, NudgeAnswer, WhyNot
from secretariat.models import Announcement, Nudge, NudgeChoice, NudgeRule, Snooze
from secretariat.models.nudge import LETTER_KIND
from tests.bench.cast import LEAD, LEADER, onlookers
from tests.bench.danish import sentence, title
from tests.bench.sizes import Sizes
from tests.bench.sql import (
    NOW,
    ago,
    all_of,
    built_afterwards,
    chance,
    fill,
    one_of,
    run,
    said,
    table,
)

# So many of the letters, and of the nudges, are to those who look.
TO_ONLOOKERS = 400


def _recipient(sizes: Sizes, salt: int) -> str:
    people = list(onlookers(sizes.people).values())
    eyes = ", ".join(str(person) for person in people)
    return f"""CASE WHEN i <= {TO_ONLOOKERS} THEN (ARRAY[{eyes}])[1 + i % {len(people)}]
        ELSE 1 + {chance(salt, sizes.people)} END"""


def letters(sizes: Sizes) -> None:
    """Most have arrived; the youngest wait, and a few never got there."""
    moment = ago(f"({sizes.letters} - i) * {700 / sizes.letters}")
    waiting, dead, sent = (
        said(state.value) for state in (MailState.WAITING, MailState.DEAD, MailState.SENT)
    )
    state = f"""CASE WHEN i > {sizes.letters * 999 // 1000} THEN {waiting}
        WHEN i % 500 = 499 THEN {dead} ELSE {sent} END"""
    with built_afterwards(OutboxMail):
        fill(
            OutboxMail,
            rows=f"""(SELECT *, 'person' || recipient || '@netvaerk.kommune.example' AS address,
                CASE WHEN i % 3 = 0 THEN 'booking' ELSE {said(LETTER_KIND)} END AS kind FROM (
                SELECT i, {_recipient(sizes, 401)} AS recipient, {state} AS state
                FROM generate_series(1, {sizes.letters}) AS i) AS n) AS g""",
            cause="'bench:' || i",
            kind="kind",
            recipient="recipient",
            to_address="address",
            subject="'Venter på dig ' || i",
            text=f"{sentence(402)} || ' ' || {sentence(405)}",
            html="''",
            message_id="'<bench-' || i || '@netvaerk>'",
            dated_at=moment,
            state="state",
            attempts="1",
            next_attempt_at=moment,
            sent_at=f"CASE WHEN state = {sent} THEN {moment} END",
            reason=f"CASE WHEN state = {dead} THEN '550 ukendt' ELSE '' END",
        )


def nudges(sizes: Sizes) -> None:
    """Four in five in a letter; the others say why not. The youngest are not settled yet."""
    rules = all_of(f"SELECT key FROM {table(NudgeRule)} ORDER BY key")
    why = [WhyNot.PAGE.value, WhyNot.NO_MAIL.value, WhyNot.SETTLED.value]
    moment = ago(f"({sizes.nudges} - i) * {700 / sizes.nudges}")
    skipped, answered = "(i % 5 = 0)", "(i % 20 = 3)"
    with built_afterwards(Nudge):
        fill(
            Nudge,
            sizes.nudges,
            rule=one_of(rules, 411),
            subject=f"(1 + i % {sizes.networks})::text",
            recipient=_recipient(sizes, 412),
            period=f"({moment})::date",
            since=f"{moment} - interval '9 days'",
            title=f"left({title(413)}, 200)",
            place=f"'netvaerk-' || (1 + i % {sizes.networks})",
            planned_at=moment,
            channel=str(Channel.DAILY.value),
            letter=f"CASE WHEN NOT {skipped} THEN 1 + i % {sizes.letters} END",
            skipped_because=f"CASE WHEN {skipped} THEN {one_of(why, 417)} ELSE '' END",
            answer=f"CASE WHEN {answered} THEN {one_of(NudgeAnswer.values, 418)} ELSE '' END",
            answered_at=f"CASE WHEN {answered} THEN {moment} + interval '1 day' END",
            settled_at=f"CASE WHEN i % 7 <> 0 THEN {moment} + interval '5 days' END",
        )


def rules(sizes: Sizes) -> None:
    """Somebody has looked at them all, and they are on."""
    run(
        f"UPDATE {table(NudgeRule)} SET is_on = true, active_from = date '2026-01-01', "
        f"looked_at = {ago('300')}, looked_by_id = {LEAD}"
    )


def answers(sizes: Sizes) -> None:
    """Each tenth person has said "not now" to something, or chosen a calmer way."""
    rules = all_of(f"SELECT key FROM {table(NudgeRule)} ORDER BY key")
    fill(
        Snooze,
        sizes.people // 10,
        rule=one_of(rules, 421),
        subject="i::text",
        recipient=f"1 + (i * 10) % {sizes.people}",
        until=f"CASE WHEN i % 3 <> 0 THEN {ago('i % 60 - 30')} END",
        answered_at=ago("i % 60"),
        word=f"CASE WHEN i % 3 = 0 THEN {sentence(422)} ELSE '' END",
    )
    fill(
        NudgeChoice,
        sizes.people // 10,
        person=f"1 + (i * 10 + 5) % {sizes.people}",
        kind="'network'",
        channel=str(Channel.WEEKLY.value),
    )


def trail(sizes: Sizes) -> None:
    """Who did what: of networks and of cards, the biggest network's oftenest."""
    networks, cards = said(Network._meta.label_lower), said(LearningEntry._meta.label_lower)
    with built_afterwards(AuditEntry):
        fill(
            AuditEntry,
            sizes.audit,
            at=ago(f"({sizes.audit} - i) * {1200 / sizes.audit}"),
            by=f"1 + {chance(431, sizes.people)}",
            verb=one_of(["learning.noted", "network.read", "membership.joined"], 432),
            subject_type=f"CASE WHEN i % 3 = 0 THEN {networks} ELSE {cards} END",
            subject_id=f"""CASE WHEN i % 30 = 0 THEN '1' WHEN i % 3 = 0
                THEN (1 + i % {sizes.networks})::text ELSE (1 + i % {sizes.learning})::text END""",
            facts="jsonb_build_object('network', 1 + i % 2000)",
        )


def the_house(sizes: Sizes) -> None:
    """What is told to everybody, the pulse of the post, and who was asked in by the house."""
    fill(
        Announcement,
        40,
        title=f"left({title(441)}, 120)",
        text=f"{sentence(445)} || ' ' || {sentence(448)}",
        audience=one_of([Audience.EMPLOYEES.value, Audience.EVERYONE.value], 451),
        ends_on=f"({ago('(40 - i) * 10 - 30')})::date",
        written_by=str(LEAD),
        written_at=ago("(40 - i) * 10 + 1"),
        sent_by=str(LEAD),
        sent_at=ago("(40 - i) * 10"),
    )
    parts = ", ".join(f"({said(part)})" for part in Part.values)
    fill(Heartbeat, rows=f"(VALUES {parts}) AS g(part)", part="part", beat_at=said(NOW))
    fill(
        Invitation,
        100,
        email="'ny' || i || '@borger.example'",
        token_hash="encode(sha256(('bench-house-' || i)::bytea), 'hex')",
        invited_by=str(LEADER),
        invited_at=ago("3"),
        expires_at=ago("-4"),
    )
