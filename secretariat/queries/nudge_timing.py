"""When a nudge that is planned now would leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.dates import day
from secretariat.enums import Channel
from secretariat.queries.office import HORIZON, Office, the_office


@dataclass(frozen=True)
class Timing:
    """The office seen from now."""

    office: Office
    now: datetime
    resting: set[int]  # primary keys of the rules that ask nobody today

    def leaves_at(self, channel: Channel) -> datetime:
        """What is planned after a digest's moment waits for the next one."""
        match channel:
            case Channel.DAILY:
                return self._next(self.office.latest_digest)
            case Channel.WEEKLY:
                return self._next(self.office.latest_weekly)
        return self.office.next_opening(self.now)

    def today(self) -> str:
        """Whether anybody is asked today, as a sentence."""
        today = clock.today()
        if self.office.is_working_day(today):
            return _("I dag er en arbejdsdag, så der bliver spurgt om det, der er klar.")
        opens = self.office.next_opening(self.now)
        words = _("I dag bliver ingen spurgt: det er weekend, helligdag eller en stille periode. ")
        return words + _("Næste gang er {when}.").format(when=day(opens))

    def _next(self, latest: Callable[[datetime], datetime]) -> datetime:
        """The first such moment to come: at most one a day, so none is stepped over."""
        ahead = (latest(self.now + timedelta(days=n)) for n in range(1, HORIZON))
        return next(at for at in ahead if at > self.now)


def timing() -> Timing:
    """Two queries."""
    office = the_office()
    return Timing(office=office, now=clock.now(), resting=office.quiet_rules(clock.today()))
