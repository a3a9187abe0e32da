"""Nudges as they stand in the ledger, laid straight into the tables: some are long past."""

from datetime import datetime, timedelta

from netvaerk import clock
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeRule

LONG_AGO = datetime.fromisoformat("2026-01-01T08:00+01:00")


def make_rule(key: str, name: str = "", *, is_on: bool = True, **more) -> NudgeRule:
    """A rule of the code, as the desk has worded it."""
    given = {
        "delay_days": 14,
        "repeat_days": 7,
        "at_most": 99,
        "active_from": LONG_AGO.date(),
        "question": "Der er gået {waited}.",
    } | more
    return NudgeRule.objects.create(
        key=key,
        name=name or key,
        subject="Om »{title}«",
        why="Fordi du er den, du er.",
        is_on=is_on,
        looked_at=LONG_AGO,
        **given,
    )


def make_letter(
    to: Person, state: str = MailState.SENT, *, at: datetime | None = None, reason: str = ""
) -> OutboxMail:
    number = OutboxMail.objects.count()
    at = at or clock.now()
    return OutboxMail.objects.create(
        cause=f"nudges:{to.pk}:{number}",
        kind="nudge",
        recipient=to,
        to_address=to.email,
        subject="HEMMELIGT emne",
        text="HEMMELIG tekst",
        message_id=f"<{number}@test>",
        state=state,
        dated_at=at,
        sent_at=at if state == MailState.SENT else None,
        reason=reason,
    )


def make_nudge(to: Person, rule: str = "no_learning_noted", **more) -> Nudge:
    number = Nudge.objects.count()
    at = more.pop("at", None) or clock.now()
    given = {"title": "Elever med højt fravær", "channel": Channel.DAILY, "place": "x"} | more
    if given.get("answer"):
        given.setdefault("answered_at", at)
    return Nudge.objects.create(
        recipient=to,
        rule=rule,
        **{"subject": str(number), "period": at.date()} | given,
        since=at - timedelta(days=14),
        planned_at=at,
    )


def make_sent(to: Person, rule: str = "no_learning_noted", **more) -> Nudge:
    """Planned and sent at the same moment."""
    at = more.get("at") or clock.now()
    return make_nudge(to, rule, letter=make_letter(to, at=at), **more)
