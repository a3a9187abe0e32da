"""The demo's calendar: deeds on working days of the past, told in order, each at its own moment."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils import timezone

from netvaerk import clock

SATURDAY = 5
FIRST_HOUR, LATEST_START, WORKING_MINUTES = time(7, 50), 140, 7 * 60


def before_weekend(day: date) -> date:
    """The day itself, or the Friday before; so nobody in the demo works on a Sunday."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def after_weekend(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= SATURDAY else 0)


def at(day: date, hour: time) -> datetime:
    """A moment in Copenhagen."""
    return timezone.make_aware(datetime.combine(day, hour))


class Timeline:
    """What happened, gathered in any order and told day by day."""

    def __init__(self) -> None:
        # At a weekend, the story is told as on the Friday before.
        self.today = before_weekend(clock.today())
        # Loaded before the day's work begins, today's deeds have just been done.
        self.latest = clock.now() - timedelta(minutes=1)
        self._deeds: list[tuple[date, Callable[[], Any]]] = []

    def on(self, day: date, deed: Callable[..., Any], /, **given: Any) -> None:
        """Let `deed` happen on that day, after what was gathered for it before."""
        self._deeds.append((before_weekend(day), partial(deed, **given)))

    def ago(self, days: int, deed: Callable[..., Any], /, **given: Any) -> None:
        self.on(self.today - timedelta(days=days), deed, **given)

    def just_now(self, deed: Callable[..., Any], /, **given: Any) -> None:
        """Let it happen on the day of loading, also at a weekend: what is soon over."""
        self._deeds.append((clock.today(), partial(deed, **given)))

    def tell(self) -> None:
        """Carry everything out; a day's deeds lie spread over its working hours."""
        in_order = sorted(self._deeds, key=itemgetter(0))
        for day, deeds in groupby(in_order, key=itemgetter(0)):
            of_the_day = [deed for _, deed in deeds]
            # Not every day begins at the same minute.
            start = day.toordinal() * 37 % LATEST_START
            minutes = (WORKING_MINUTES - start) / len(of_the_day)
            for position, deed in enumerate(of_the_day):
                moment = at(day, FIRST_HOUR) + timedelta(minutes=int(start + position * minutes))
                just_now = self.latest + timedelta(milliseconds=position)
                with clock.set_to(min(moment, just_now)):
                    deed()
