"""How far a network looks: as many calendar months as its type usually takes."""

from calendar import monthrange
from datetime import date

from networks.models import NetworkType


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last: 31 August and six months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def horizon_of(type: NetworkType, established_on: date) -> date | None:
    """None for a type of open length."""
    return months_after(established_on, type.months) if type.months else None
