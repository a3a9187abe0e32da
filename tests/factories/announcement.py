"""Announcements, written and sent through the actions."""

from datetime import timedelta

from netvaerk import clock
from netvaerk.people.models import Person
from secretariat.actions.announcement import send_announcement, write_announcement
from secretariat.actions.content import install_content
from secretariat.models import Announcement, NudgeRule
from secretariat.queries.announcement import fingerprint


def make_announcement(by: Person, **more) -> Announcement:
    """A draft to all employees, worth getting for three weeks."""
    if not NudgeRule.objects.filter(key="announcement").exists():
        install_content()
    given = {
        "title": "Temarunden åbner",
        "text": "Nu kan I sende forslag.\n\nSkriv til os, hvis I er i tvivl.",
        "audience": "employees",
        "ends_on": clock.today() + timedelta(days=21),
    }
    return write_announcement(by=by, announcement=Announcement(**{**given, **more}))


def make_sent(by: Person, **more) -> Announcement:
    announcement = make_announcement(by, **more)
    send_announcement(by=by, announcement=announcement, seen=fingerprint(announcement))
    announcement.refresh_from_db()
    return announcement
