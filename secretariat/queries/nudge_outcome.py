"""What the nudges led to, rule by rule: never so that one person can be read out of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Nudge, NudgeRule
from secretariat.queries.nudge_ledger import FATES, Fate

BACK = timedelta(days=90)
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


def outcomes() -> list[Outcome]:
    """Every rule in the order of the alphabet; two queries, and no totals to subtract from."""
    led_to = {row.pop("rule"): row for row in _counted()}
    names = NudgeRule.objects.order_by(danish_order("name"), "pk").values_list("key", "name")
    return [Outcome(name, _figures(led_to.get(key))) for key, name in names]


def _figures(row: dict[str, int] | None) -> tuple[int, ...] | None:
    if row is None or row.pop("people") < FEWEST:
        return None
    return tuple(row.values())


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
