"""Nudge rules turned on, and what waits brought as far as a letter."""

from collections.abc import Iterable
from datetime import timedelta

from netvaerk import clock
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.models import OutboxMail, Person
from secretariat.actions.content import install_content
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Channel
from secretariat.models import NudgeRule


def turn_on(*keys: str, channel: int = Channel.DAILY, **changed) -> None:
    """Rules as they are shipped, on since 2020; all that are shipped if none is named."""
    if not NudgeRule.objects.exists():
        install_content()
    rules = NudgeRule.objects.filter(key__in=keys) if keys else NudgeRule.objects.all()
    assert set(keys) <= set(rules.values_list("key", flat=True))
    on = {"is_on": True, "active_from": "2020-01-01", "looked_at": "2020-01-01T12:00Z"}
    rules.update(channel=channel, **{**on, **changed})


def post() -> list[OutboxMail]:
    """All that is due, planned before the digest's hour, gathered and sent now."""
    with clock.set_to(clock.now() - timedelta(hours=1)):
        plan_nudges()
    gather_letters()
    waiting = list(letters().filter(state="waiting").values_list("pk", flat=True))
    deliver_mail()
    return list(letters().filter(pk__in=waiting).order_by("recipient__first_name"))


def letters(people: Iterable[Person] = ()):
    found = OutboxMail.objects.filter(kind="nudge")
    return found.filter(recipient__in=people) if people else found
