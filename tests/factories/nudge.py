"""Nudge rules turned on, and what waits brought as far as a letter."""

from datetime import timedelta

from netvaerk import clock
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from secretariat.actions.content import install_content
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Channel
from secretariat.models import Nudge, NudgeRule


def turn_on(*keys: str, channel: int = Channel.DAILY, **changed) -> None:
    """Rules as they are shipped, on since 2020; all that are shipped if none is named."""
    if not NudgeRule.objects.exists():
        install_content()
    rules = NudgeRule.objects.filter(key__in=keys) if keys else NudgeRule.objects.all()
    assert set(keys) <= set(rules.values_list("key", flat=True))
    on = {"is_on": True, "active_from": "2020-01-01", "looked_at": "2020-01-01T12:00Z"}
    rules.update(channel=channel, **{**on, **changed})


def lay_out() -> None:
    """All that is due now in letters, as if it had been planned the day before; nothing is sent."""
    plan_nudges()
    Nudge.objects.pending().update(planned_at=clock.now() - timedelta(days=1))
    gather_letters()


def post() -> list[OutboxMail]:
    """All that is due now, sent: the letters of this post, by the first name they are to."""
    lay_out()
    found = OutboxMail.objects.filter(kind="nudge")
    waiting = list(found.filter(state=MailState.WAITING).values_list("pk", flat=True))
    deliver_mail()
    return list(found.filter(pk__in=waiting).order_by("recipient__first_name"))
