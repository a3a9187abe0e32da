"""An announcement before it is sent: whom it reaches, how and when; and how far it has come."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.enums import MailState
from netvaerk.people.models import Person
from secretariat.enums import Channel, WhyNot
from secretariat.models import Announcement, Nudge, NudgeRule
from secretariat.nudges.announcement import RULES, told_to
from secretariat.queries.office import Office, the_office
from secretariat.queries.outlook import counted_by_way

(RULE,) = RULES
SEEN = ("title", "text", "link_label", "link", "audience", "ends_on")
HORIZON = 200  # days; no quiet lasts longer than half a year


@dataclass(frozen=True)
class Way:
    """How some of them get it, and when the first mail may leave."""

    channel: int
    people: int
    at: datetime
    is_too_late: bool  # after the last day that it is worth getting


@dataclass(frozen=True)
class Reach:
    """Whom it would go to if it were sent now."""

    ways: list[Way]
    left_out: list[tuple[str, int]]  # why some of the audience get no mail, and how many

    @property
    def by_mail(self) -> int:
        return sum(way.people for way in self.ways if not way.is_too_late)

    @property
    def in_audience(self) -> int:
        return sum(way.people for way in self.ways) + self.not_by_mail

    @property
    def not_by_mail(self) -> int:
        return sum(people for _why, people in self.left_out)


@dataclass(frozen=True)
class Progress:
    """How far a sent announcement has come."""

    sent: int
    waiting: int
    not_sent: int

    @property
    def is_planned(self) -> bool:
        return bool(self.sent + self.waiting + self.not_sent)


def texts_of(keys: Iterable[str]) -> dict[str, Announcement]:
    """By the subject of their nudges, the announcements themselves."""
    return {str(one.pk): one for one in Announcement.objects.filter(pk__in=list(keys))}


def announcement_wording() -> NudgeRule | None:
    """How announcements travel; None before the first content has been installed."""
    return NudgeRule.objects.filter(key=RULE.key).first()


def fingerprint(announcement: Announcement) -> str:
    """The same for as long as nothing in it is changed: what was looked at is what is sent."""
    said = "\0".join(str(getattr(announcement, field)) for field in SEEN)
    return hashlib.sha256(said.encode()).hexdigest()


def reach_of(announcement: Announcement, wording: NudgeRule, sender: Person) -> Reach:
    """By the planner's own statement, as if the sender sent it at this moment."""
    this = Announcement.objects.filter(pk=announcement.pk)
    now = clock.now()
    rule = replace(
        RULE, find=lambda people: told_to(this, people, since=Value(now), sender=Value(sender.pk))
    )
    asked_now = NudgeRule(
        audience=wording.audience,
        delay_days=0,
        repeat_days=wording.repeat_days,
        at_most=wording.at_most,
        channel=wording.channel,
        active_from=clock.today(),
    )
    ways: list[Way] = []
    left_out: dict[str, int] = {}
    daily, weekly = first_mails(wording, the_office())
    for why, channel, people in counted_by_way(rule, asked_now):
        if why:
            left_out[why] = left_out.get(why, 0) + people
        else:
            at = weekly if channel == Channel.WEEKLY else daily
            is_too_late = timezone.localtime(at).date() > announcement.ends_on
            ways.append(Way(channel, people, at, is_too_late))
    ways.sort(key=lambda way: way.channel)
    return Reach(ways, [(_why(why), left_out[why]) for why in sorted(left_out)])


def _why(why: str) -> str:
    """News is no step on the first page."""
    return _("Vil ikke have meddelelser på mail") if why == WhyNot.PAGE else str(WhyNot(why).label)


def first_mails(wording: NudgeRule, office: Office) -> tuple[datetime, datetime]:
    """When the next daily and the next weekly mail may take something along."""
    ready = clock.now() + timedelta(days=wording.delay_days)
    days = _days_open(wording, office, ready)
    first = next(days)
    planned = max(ready, _at(first, time.min))
    mails = [_at(day, office.hours.digest_at) for day in (first, *days)]
    left = [mail for mail in mails if mail > planned]
    weekly = next((mail for mail in left if office.latest_weekly(mail) > planned), left[-1])
    return left[0], weekly


def _days_open(wording: NudgeRule, office: Office, ready: datetime) -> Iterator:
    today = timezone.localtime(ready).date()
    for number in range(HORIZON + 30):
        day = today + timedelta(days=number)
        if office.is_working_day(day) and wording.pk not in office.quiet_rules(day):
            yield day


def _at(day, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))


def progress_of(announcement: Announcement) -> Progress:
    """Counted over those it has been planned for; who comes to the audience later is added."""
    told = Nudge.objects.filter(rule=RULE.key, subject=str(announcement.pk))
    was_sent = Q(skipped_because="", letter__state=MailState.SENT)
    is_waiting = Q(skipped_because="") & (Q(letter=None) | Q(letter__state=MailState.WAITING))
    counted = told.aggregate(
        sent=Count("pk", filter=was_sent),
        waiting=Count("pk", filter=is_waiting),
        every=Count("pk"),
    )
    not_sent = counted["every"] - counted["sent"] - counted["waiting"]
    return Progress(counted["sent"], counted["waiting"], not_sent)
