"""What the nudges led to, rule by rule: never so that one person can be read out of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Nudge, NudgeRule
from secretariat.queries.nudge_ledger import FATES, Fate

BACK = timedelta(days=90)
HOUR = 60 * 60
KEPT_AS = "nudge_outcome:1"  # another shape is another number
A_WEEK = timedelta(days=7)
FEWEST = 3  # people; of fewer, a figure would tell what one of them did
HEADINGS = (
    *(_("Spurgt"), _("Klaret inden for en uge"), _("Svaret: ikke nu")),
    *(_("Svaret: ikke relevant"), _("Hverken klaret eller svaret efter en uge")),
    *(_("Spurgt i denne uge"), _("Ikke leveret")),
)


@dataclass(frozen=True)
class Outcome:
    """A rule, and its figures in the order of HEADINGS; none when too few were asked."""

    name: str
    figures: tuple[int, ...] | None


@dataclass(frozen=True)
class Outcomes:
    """Every rule in the order of the alphabet, and no totals to subtract from."""

    reckoned_at: datetime
    lines: list[Outcome]


def outcomes() -> Outcomes:
    """Two queries, or one: every nudge of three months is looked through once an hour."""
    at, led_to = cache.get_or_set(KEPT_AS, _reckoned, HOUR) or _reckoned()
    names = NudgeRule.objects.order_by(danish_order("name"), "pk").values_list("key", "name")
    return Outcomes(at, [Outcome(name, led_to.get(key)) for key, name in names])


def _reckoned() -> tuple[datetime, dict[str, tuple[int, ...] | None]]:
    """What may be told is decided here: nothing that tells of one person is kept."""
    return clock.now(), {row.pop("rule"): _figures(row) for row in _counted()}


def _figures(row: dict[str, int]) -> tuple[int, ...] | None:
    return None if row.pop("people") < FEWEST else tuple(row.values())


def _counted() -> Any:
    """Each question that was asked stands in one of the five columns after the first."""
    now = clock.now()
    asked = FATES[Fate.SENT]
    # Null-safe, so that it can be turned round.
    done = Q(settled_at__isnull=False, settled_at__lte=F("letter__sent_at") + A_WEEK)
    left = asked & ~done
    silent = left & Q(answer="")
    old = Q(letter__sent_at__lte=now - A_WEEK)
    undelivered = FATES[Fate.DEAD] | Q(skipped_because=WhyNot.ADDRESS)
    return (
        Nudge.objects.filter(planned_at__gt=now - BACK)
        .order_by()
        .values("rule")
        .annotate(
            people=Count("recipient", filter=asked, distinct=True),
            asked=Count("pk", filter=asked),
            done=Count("pk", filter=asked & done),
            not_now=Count("pk", filter=left & Q(answer=NudgeAnswer.NOT_NOW)),
            not_relevant=Count("pk", filter=left & Q(answer=NudgeAnswer.NOT_RELEVANT)),
            ignored=Count("pk", filter=silent & old),
            open=Count("pk", filter=silent & ~old),
            undelivered=Count("pk", filter=undelivered),
        )
    )
