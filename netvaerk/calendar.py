"""What a calendar is told (RFC 5545), as a file, as a feed and in a letter; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Netvaerk//Netvaerk//DA"
# How often a calendar may ask anew (RFC 7986, 5.7).
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """Something at a time, or on a day; `uid` stays and `sequence` grows when it is changed."""

    uid: str
    sequence: int
    changed_at: datetime
    begins: datetime | date
    ends: datetime | date  # of days, the first that it no longer lasts
    summary: str
    description: str = ""
    where: str = ""
    url: str = ""
    is_cancelled: bool = False


def as_file(entries: Sequence[Entry], *, organiser: str, name: str = "") -> bytes:
    """A file to open or a feed to follow: METHOD:PUBLISH, nobody is asked to answer by mail.

    `organiser` is a sender as in a mail; the same entries are always the same bytes.
    """
    calendar = _calendar("PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
    for entry in entries:
        calendar.add_component(_event(entry, organiser))
    _with_timezones(calendar, entries)
    return calendar.to_ical()


def as_invitation(entry: Entry, *, to: str) -> str:
    """What Outlook takes from a letter by itself: it puts the entry in, moves it or strikes it.

    RSVP is off: who comes is said on the page, and the sender reads no answers.
    """
    calendar = _calendar("CANCEL" if entry.is_cancelled else "REQUEST")
    event = _event(entry, settings.DEFAULT_FROM_EMAIL)
    attendee = vCalAddress(f"mailto:{to}")
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    _with_timezones(calendar, [entry])
    return calendar.to_ical().decode()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _with_timezones(calendar: Calendar, entries: Sequence[Entry]) -> None:
    # Only the years around the entries; else half a century of changes of clock follows along.
    years = [entry.begins.year for entry in entries]
    if years:
        first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
        calendar.add_missing_timezones(first_date=first, last_date=last)


def _event(entry: Entry, organiser: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", _on_the_clock(entry.begins))
    event.add("dtend", _on_the_clock(entry.ends))
    event.add("summary", entry.summary)
    for name, said in [
        ("description", entry.description),
        ("location", entry.where),
        ("url", entry.url),
    ]:
        if said:
            event.add(name, said)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event["organizer"] = _organizer(organiser)
    return event


def _on_the_clock(value: datetime | date) -> datetime | date:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _organizer(sender: str) -> vCalAddress:
    name, mailbox = parseaddr(sender)
    organizer = vCalAddress(f"mailto:{mailbox}")
    if name:
        organizer.params["CN"] = name
    return organizer
