"""Whether the post arrives: when each part of it last did its work, and what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Count, Min, Q

from netvaerk import clock
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import Heartbeat, OutboxMail

# Each part works every minute at least: after five without, the clock is not just a little late.
SILENCE = timedelta(minutes=5)
# A mail server that is away for a moment is nobody's business; letters wait and are tried again.
WAITS = timedelta(minutes=15)
OK, NEVER, SILENT, STUMBLES, AWAY, OLD = "ok", "never", "silent", "stumbles", "away", "old"


@dataclass(frozen=True)
class Pulse:
    """How the post stands at the moment `at`."""

    at: datetime
    parts: dict[str, Heartbeat]  # those that have a heartbeat
    due: int  # letters that should have left by now
    due_since: datetime | None  # the oldest of them
    tried_since: datetime | None  # the oldest letter that could not be sent at first

    def last_beat(self, part: Part) -> datetime | None:
        found = self.parts.get(part)
        return found.beat_at if found else None

    def trouble_of(self, part: Part) -> str:
        """What has been in the part's way since it last did its work."""
        found = self.parts.get(part)
        if found is None or found.stumbled_at is None:
            return ""
        return "" if found.beat_at and found.beat_at >= found.stumbled_at else found.trouble or "?"

    def state_of(self, part: Part) -> str:
        """What works by the minute must have worked; a mail server may have nothing to do."""
        if part == Part.SMTP:
            return self._state_of_smtp()
        beat_at = self.last_beat(part)
        if beat_at is None:
            return NEVER
        return SILENT if self.at - beat_at > SILENCE else OK

    @property
    def is_queue_old(self) -> bool:
        return self.due_since is not None and self.at - self.due_since > WAITS

    def _state_of_smtp(self) -> str:
        if not self.trouble_of(Part.SMTP):
            return OK
        has_waited = self.tried_since is not None and self.at - self.tried_since > WAITS
        return AWAY if has_waited else STUMBLES


def pulse() -> Pulse:
    """Two queries, however much waits."""
    now = clock.now()
    is_due = Q(next_attempt_at__lte=now)
    waiting = OutboxMail.objects.filter(state=MailState.WAITING).aggregate(
        due=Count("pk", filter=is_due),
        due_since=Min("next_attempt_at", filter=is_due),
        tried_since=Min("dated_at", filter=~Q(reason="") | Q(attempts__gt=0)),
    )
    parts = {one.part: one for one in Heartbeat.objects.all()}
    return Pulse(at=now, parts=parts, **waiting)


def post_health() -> dict[str, str | int]:
    """For the operator's watch: each part and "ok" or a word about it; no names, no secrets."""
    try:
        now = pulse()
    except DatabaseError:
        return {"database": AWAY}
    oldest = (now.at - now.due_since) // timedelta(minutes=1) if now.due_since else 0
    return {
        **{part.value: now.state_of(part) for part in Part},
        "queue": OLD if now.is_queue_old else OK,
        "waiting": now.due,
        "oldest_minutes": oldest,
    }


def is_post_well(parts: dict[str, str | int]) -> bool:
    """A mail server that has just stumbled is told, and is not yet a fault."""
    if "database" in parts:
        return False
    is_working = all(parts[part] == OK for part in (Part.PLANNER, Part.WORKER, "queue"))
    return is_working and parts[Part.SMTP] != AWAY
