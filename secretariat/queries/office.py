"""When nudges may leave: working days and hours in Copenhagen, holidays and quiet periods."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

from secretariat.models import OfficeHours, QuietPeriod

# Further than this nobody looks for a day of work, however long the desk asks for quiet.
HORIZON = 400


@cache
def _holidays_of(year: int) -> frozenset[date]:
    """The church's and the law's, and the days when a town hall is closed all the same."""
    days = holidays.country_holidays("DK", years=year, categories=("public", "optional"))
    return frozenset(days)


@dataclass(frozen=True)
class Office:
    """The office hours as they stand now; reads nothing more from the database."""

    hours: OfficeHours
    quiet: list[QuietPeriod] = field(default_factory=list)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no holiday, and nobody has asked for quiet."""
        if day.weekday() > 4 or day in _holidays_of(day.year):
            return False
        return not any(period.covers(day) for period in self.quiet if period.rule_id is None)

    def is_open(self, moment: datetime) -> bool:
        local = timezone.localtime(moment)
        is_in_hours = self.hours.opens_at <= local.time() < self.hours.closes_at
        return is_in_hours and self.is_working_day(local.date())

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself when it is open, else the first one after it that is."""
        if self.is_open(moment):
            return moment
        local = timezone.localtime(moment)
        today = local.date() if local.time() < self.hours.opens_at else _after(local.date())
        return _at(self._working_day_from(today), self.hours.opens_at)

    def latest_digest(self, moment: datetime) -> datetime:
        """When the daily mail was last due."""
        today = timezone.localtime(moment).date()
        days = (today - timedelta(days=n) for n in range(HORIZON))
        due = (_at(day, self.hours.digest_at) for day in days if self.is_working_day(day))
        return next((at for at in due if at <= moment), moment - timedelta(days=HORIZON))

    def latest_weekly(self, moment: datetime) -> datetime:
        """When the weekly mail was last due: its weekday, or the next working day of that week."""
        today = timezone.localtime(moment).date()
        monday = today - timedelta(days=today.weekday())
        weeks = (monday - timedelta(weeks=n) for n in range(HORIZON // 7))
        due = (self._weekly_of(week) for week in weeks)
        came = (at for at in due if at is not None and at <= moment)
        return next(came, moment - timedelta(days=HORIZON))

    def quiet_rules(self, day: date) -> set[int]:
        """Primary keys of the rules that ask nobody on the day."""
        return {period.rule_id for period in self.quiet if period.rule_id and period.covers(day)}

    def _weekly_of(self, monday: date) -> datetime | None:
        days = (monday + timedelta(days=n) for n in range(self.hours.weekly_on, 5))
        day = next((day for day in days if self.is_working_day(day)), None)
        return _at(day, self.hours.digest_at) if day else None

    def _working_day_from(self, day: date) -> date:
        days = (day + timedelta(days=n) for n in range(HORIZON))
        return next((one for one in days if self.is_working_day(one)), day + timedelta(HORIZON))


def the_office() -> Office:
    """The office as the desk has set it; with its usual hours where nobody has."""
    return Office(OfficeHours.objects.first() or OfficeHours(), list(QuietPeriod.objects.all()))


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _at(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))
