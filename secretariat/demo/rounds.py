"""The half-yearly theme rounds around today, as the municipality holds them."""

from datetime import date, timedelta

from networks.models import ThemeRound

LOOK_BACK = timedelta(days=740)
AHEAD = 2


def rounds_around(today: date) -> list[ThemeRound]:
    """Those of the demo's past and the two that are still open; not saved yet."""
    years = range(today.year - 3, today.year + 3)
    rounds = [one for year in years for one in (_summer(year), _winter(year))]
    past = [one for one in rounds if today - LOOK_BACK <= one.proposals_by < today]
    coming = [one for one in rounds if one.proposals_by >= today]
    return past + coming[:AHEAD]


def deadline_before(day: date) -> date:
    """The deadline of the round that was decided around `day`."""
    years = (day.year - 1, day.year)
    deadlines = [one.proposals_by for year in years for one in (_summer(year), _winter(year))]
    return max(deadline for deadline in deadlines if deadline <= day - timedelta(days=14))


def _summer(year: int) -> ThemeRound:
    return ThemeRound(
        name=f"Sommer {year}", proposals_by=date(year, 5, 1), decided_on=date(year, 6, 15)
    )


def _winter(year: int) -> ThemeRound:
    return ThemeRound(
        name=f"Vinter {year}/{(year + 1) % 100:02}",
        proposals_by=date(year, 12, 1),
        decided_on=date(year + 1, 1, 20),
    )
