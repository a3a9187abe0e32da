"""The half-yearly theme rounds: which one takes proposals, what lies in each, a year's two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from netvaerk import clock
from networks.enums import ProposalStatus
from networks.models import Decision, ThemeRound
from networks.models.proposal import BEFORE_CHIEFS

YEARS_AHEAD = 3  # how far the rounds are laid out


@dataclass(frozen=True)
class Deadline:
    """Which round a proposal sent today lands in, and the one it has just missed."""

    upcoming: ThemeRound | None
    missed: ThemeRound | None


def deadline_on(day: date) -> Deadline:
    """A round counts as just missed until the chiefs have decided it."""
    undecided = list(ThemeRound.objects.filter(decided_on__gte=day).order_by("proposals_by"))
    ahead = [one for one in undecided if one.proposals_by >= day]
    behind = [one for one in undecided if one.proposals_by < day]
    return Deadline(upcoming=ahead[0] if ahead else None, missed=behind[-1] if behind else None)


@dataclass(frozen=True)
class Rounds:
    """All of them, each with how many proposals the chiefs have in it."""

    coming: Sequence[ThemeRound]  # the next to be decided first
    past: Sequence[ThemeRound]  # the newest first

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.past)


def rounds_on(day: date) -> Rounds:
    """One query."""
    # Said anew: an aggregate lets go of the model's own order.
    found = list(all_rounds().order_by("-proposals_by"))
    return Rounds(
        coming=[one for one in reversed(found) if one.decided_on >= day],
        past=[one for one in found if one.decided_on < day],
    )


def all_rounds() -> QuerySet[ThemeRound]:
    """With how many proposals the chiefs have in each."""
    parked_here = Decision.objects.standing().filter(parked_to=OuterRef("pk")).order_by()
    return ThemeRound.objects.annotate(
        before_chiefs=_how_many(BEFORE_CHIEFS),
        waiting=_how_many([ProposalStatus.FORWARDED]),
        parked_here=Subquery(
            parked_here.values("parked_to").annotate(how_many=Count("pk")).values("how_many")
        ),
    )


def _how_many(statuses: Sequence[str]) -> Count:
    return Count("proposals", filter=Q(proposals__status__in=statuses))


@dataclass(frozen=True)
class PlannedRound:
    """One of a year's two, as the municipality usually holds them."""

    key: str
    name: str
    proposals_by: date
    decided_on: date
    existing: ThemeRound | None = None

    @property
    def is_past(self) -> bool:
        """Its deadline has gone by, so no proposal could land in it."""
        return self.proposals_by < clock.today()

    @property
    def is_missing(self) -> bool:
        return self.existing is None and not self.is_past


def planned_rounds(year: int) -> list[PlannedRound]:
    """The year's two, with those that exist by their name or their deadline; one query."""
    usual = usual_rounds(year)
    existing = list(
        ThemeRound.objects.filter(
            Q(name__in=[one.name for one in usual])
            | Q(proposals_by__in=[one.proposals_by for one in usual])
        )
    )
    return [replace(one, existing=_like(one, existing)) for one in usual]


def first_year_to_plan() -> int:
    """The first year whose two rounds aren't both laid out or gone by."""
    years = range(clock.today().year, clock.today().year + YEARS_AHEAD)
    known = dict(ThemeRound.objects.values_list("name", "proposals_by"))

    def is_open(year: int) -> bool:
        return any(
            not (one.is_past or one.name in known or one.proposals_by in known.values())
            for one in usual_rounds(year)
        )

    return next((year for year in years if is_open(year)), years[0])


def _like(planned: PlannedRound, existing: Sequence[ThemeRound]) -> ThemeRound | None:
    return next(
        (
            one
            for one in existing
            if planned.name == one.name or planned.proposals_by == one.proposals_by
        ),
        None,
    )


def usual_rounds(year: int) -> tuple[PlannedRound, PlannedRound]:
    """Proposals by 1 May and 1 December, decided in June and in January; no query."""
    return (
        PlannedRound("sommer", f"Sommer {year}", date(year, 5, 1), date(year, 6, 15)),
        PlannedRound(
            "vinter",
            f"Vinter {year}/{(year + 1) % 100:02}",
            date(year, 12, 1),
            date(year + 1, 1, 20),
        ),
    )
