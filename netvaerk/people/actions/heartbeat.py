"""The pulse of the post: each part notes when it has done its work, and what was in its way."""

from netvaerk import clock
from netvaerk.people.enums import Part
from netvaerk.people.models import Heartbeat


def beat(part: Part) -> None:
    """The part has just done its work."""
    Heartbeat.objects.update_or_create(part=part, defaults={"beat_at": clock.now()})


def stumble(part: Part, trouble: str) -> None:
    """The part could not do its work; `trouble` is for the operator and holds no one's words."""
    noted = {"stumbled_at": clock.now(), "trouble": trouble[:300]}
    Heartbeat.objects.update_or_create(part=part, defaults=noted)
