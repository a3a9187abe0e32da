"""A meeting as a calendar file (RFC 5545) for Outlook and the phone."""

from datetime import date
from email.utils import parseaddr

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from networks.models import Meeting

PRODUCT = "-//Netvaerk//Netvaerk//DA"


def calendar_of(meeting: Meeting, *, address: str, organiser: str) -> bytes:
    """The meeting and its timezone; pure, so the same meeting is always the same bytes.

    `address` is the meeting's page, `organiser` a sender as in a mail. METHOD:PUBLISH, because
    who comes is answered on the page: a REQUEST would have Outlook send its answer by mail.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(meeting, address=address, organiser=organiser))
    year = meeting.begins_at.year
    # Only the years around the meeting; else half a century of changes of clock follows along.
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return calendar.to_ical()


def _event(meeting: Meeting, *, address: str, organiser: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@netvaerk")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", timezone.localtime(meeting.begins_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", meeting.network.title)
    event.add("description", "\n\n".join([meeting.question, *_link(meeting), address]))
    event.add("location", meeting.place or meeting.link)
    event.add("url", address)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event["organizer"] = _organizer(organiser)
    return event


def _link(meeting: Meeting) -> list[str]:
    return [meeting.link] if meeting.link else []


def _organizer(sender: str) -> vCalAddress:
    name, mailbox = parseaddr(sender)
    organizer = vCalAddress(f"mailto:{mailbox}")
    if name:
        organizer.params["CN"] = name
    return organizer
