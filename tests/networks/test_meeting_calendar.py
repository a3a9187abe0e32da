"""A meeting's file, read as a calendar program reads it; and the two odd nights of the year."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from networks.actions.meeting import cancel_meeting, change_meeting
from networks.forms.meeting import moment_of
from networks.models import Meeting
from tests.factories.networks.meeting import make_meeting
from tests.networks.rooms import Cast, cast_of

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
QUESTION = "Hvem ser det først; klubben, skolen\\hjemmet? " + "æøå " * 30 + "Og så?"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def file_of(cast: Cast, meeting: Meeting) -> bytes:
    address = reverse("networks:meeting_calendar", args=[cast.network.slug, meeting.pk])
    answer = cast.client("member").get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="moede.ics"'
    return answer.content


def lines_of(body: bytes) -> list[str]:
    """Unfolded (RFC 5545, 3.1); each line as sent is at most 75 octets and ends in CRLF."""
    assert body.endswith(b"\r\n")
    sent = body[:-2].split(b"\r\n")
    assert max(map(len, sent)) <= 75
    assert b"\n" not in b"".join(sent)
    return body.replace(b"\r\n ", b"").decode().rstrip("\r\n").split("\r\n")


def event_of(body: bytes) -> dict[str, str]:
    """The properties of the only VEVENT, by name without parameters."""
    lines = lines_of(body)
    assert lines.count("BEGIN:VEVENT") == 1
    inside = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return {line.split(":")[0].split(";")[0]: line for line in inside}


def value(line: str) -> str:
    """What a text property says, with RFC 5545's escapes undone."""
    text = line.partition(":")[2]
    return "".join(
        {"n": "\n"}.get(part[0], part[0]) + part[1:] if escaped and part else part
        for escaped, part in _pieces(text)
    )


def _pieces(text: str) -> list[tuple[bool, str]]:
    pieces, rest = [], text
    while "\\" in rest:
        before, _slash, after = rest.partition("\\")
        pieces += [(False, before), (True, after[0])]
        rest = after[1:]
    return [*pieces, (False, rest)]


def moment(body: bytes, name: str) -> datetime:
    """A local time read by the file's own VTIMEZONE, not by ours."""
    line = event_of(body)[name]
    assert line.startswith(f"{name};TZID=Europe/Copenhagen:")
    local = datetime.strptime(line.rpartition(":")[2], "%Y%m%dT%H%M%S")
    begun = [(at, offset) for at, offset in _offsets(lines_of(body)) if at <= local]
    return (local - max(begun)[1]).replace(tzinfo=UTC)


def _offsets(lines: list[str]) -> list[tuple[datetime, timedelta]]:
    """Every change of clock that the file tells of: from when, and how far from UTC."""
    changes: list[tuple[datetime, timedelta]] = []
    dates: list[str] = []
    for line in lines:
        name, _colon, said = line.partition(":")
        if name in {"DTSTART", "RDATE"}:
            dates += said.split(",")
        elif name == "TZOFFSETTO":
            ahead = timedelta(hours=int(said[:3]), minutes=int(said[3:5]))
        elif line in {"END:STANDARD", "END:DAYLIGHT"}:
            changes += [(datetime.strptime(one, "%Y%m%dT%H%M%S"), ahead) for one in dates]
            dates = []
    return changes


def test_the_file_says_what_the_page_says(cast: Cast):
    meeting = make_meeting(cast.network, question=QUESTION, link="https://teams.example/m/1,2")
    body = file_of(cast, meeting)
    event, lines = event_of(body), lines_of(body)
    page = reverse("networks:meeting_detail", args=[cast.network.slug, meeting.pk])
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0", "METHOD:PUBLISH"} <= set(lines)
    assert event["UID"] == f"UID:{meeting.uid}@netvaerk"
    assert event["SEQUENCE"] == "SEQUENCE:0"
    assert event["STATUS"] == "STATUS:CONFIRMED"
    assert event["DTSTAMP"] == "DTSTAMP:20260907T080000Z"
    assert value(event["SUMMARY"]) == cast.network.title
    assert value(event["LOCATION"]) == "Klub Nord"
    said = "\n\n".join([QUESTION, "https://teams.example/m/1,2", settings.SITE_URL + page])
    assert value(event["DESCRIPTION"]) == said
    assert event["URL"].partition(":")[2] == settings.SITE_URL + page
    assert event["ORGANIZER"].endswith("mailto:netvaerk@demo.example")
    assert settings.MUNICIPALITY in event["ORGANIZER"]


def test_nobody_is_named_in_the_file(cast: Cast):
    body = file_of(cast, make_meeting(cast.network)).decode()
    named = [person for person in cast.people.values() if person and person.email in body]
    assert (named, "ATTENDEE" in body) == ([], False)


def test_the_same_meeting_is_the_same_bytes(cast: Cast, monday):
    meeting = make_meeting(cast.network)
    first = file_of(cast, meeting)
    monday.shift(timedelta(hours=3))
    assert file_of(cast, meeting) == first


def test_where_there_is_no_place_the_link_is_it(cast: Cast):
    meeting = make_meeting(cast.network, place="", link="https://teams.example/m")
    assert value(event_of(file_of(cast, meeting))["LOCATION"]) == "https://teams.example/m"


@pytest.mark.parametrize("day", [date(2026, 10, 23), date(2026, 10, 26), date(2027, 3, 29)])
def test_half_past_nine_is_half_past_nine_on_both_sides_of_a_change_of_clock(cast: Cast, day: date):
    begins = datetime.combine(day, time(9, 30), tzinfo=CPH)
    body = file_of(cast, make_meeting(cast.network, begins_at=begins))
    assert event_of(body)["DTSTART"].endswith(f"{day:%Y%m%d}T093000")
    assert (moment(body, "DTSTART"), moment(body, "DTEND")) == (
        begins.astimezone(UTC),
        begins.astimezone(UTC) + timedelta(hours=1, minutes=30),
    )


def test_a_meeting_moved_across_the_change_of_clock_is_the_same_meeting(cast: Cast, monday):
    meeting = make_meeting(cast.network, begins_at=datetime(2026, 10, 23, 9, 30, tzinfo=CPH))
    before = event_of(file_of(cast, meeting))
    monday.shift(timedelta(days=1))
    begins = datetime(2026, 10, 30, 9, 30, tzinfo=CPH)
    given = {"question": meeting.question, "place": "Klub Nord", "link": ""}
    given |= {"begins_at": begins, "ends_at": begins + timedelta(hours=1)}
    change_meeting(by=cast.network.leader, meeting=meeting, based_on=0, **given)
    body = file_of(cast, meeting)
    after = event_of(body)
    assert after["UID"] == before["UID"]
    assert (after["SEQUENCE"], after["DTSTAMP"]) == ("SEQUENCE:1", "DTSTAMP:20260908T080000Z")
    assert moment(body, "DTSTART") == begins.astimezone(UTC)


def test_a_cancelled_meeting_takes_itself_out_of_the_calendar(cast: Cast):
    meeting = make_meeting(cast.network)
    cancel_meeting(by=cast.network.leader, meeting=meeting, words="MARK-vi-er-for-få")
    event = event_of(file_of(cast, meeting))
    assert (event["STATUS"], event["SEQUENCE"]) == ("STATUS:CANCELLED", "SEQUENCE:1")
    assert "MARK-vi-er-for-få" not in "".join(event.values())


def test_a_time_that_exists_twice_is_the_first_of_the_two():
    assert moment_of(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_does_not_exist_is_said(cast: Cast):
    assert moment_of(date(2027, 3, 28), time(2, 30)) is None
    assert moment_of(date(2027, 3, 28), time(3)) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    sent = {
        "question": "Hvem er vågen?",
        "on": "2027-03-28",
        "begins": "02:30",
        "ends": "04:00",
        "place": "Natcaféen",
        "form_key": str(uuid.uuid4()),
    }
    new = reverse("networks:meeting_new", args=[cast.network.slug])
    answer = cast.client("leader").post(new, sent)
    assert answer.status_code == 422
    assert "Den nat stilles uret frem, så klokkeslættet findes ikke." in answer.content.decode()
    assert cast.client("leader").post(new, {**sent, "begins": "01:30"}).status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.begins_at == timedelta(hours=1, minutes=30)


def test_a_meeting_in_the_hour_that_comes_twice_is_saved_as_it_stands(cast: Cast):
    """What is read back from the database is the same moment, though its clock time is double."""
    sent = {
        "question": "Hvem er vågen?",
        "on": "2026-10-25",
        "begins": "02:15",
        "ends": "02:45",
        "place": "Natcaféen",
        "link": "",
        "form_key": str(uuid.uuid4()),
    }
    client = cast.client("leader")
    client.post(reverse("networks:meeting_new", args=[cast.network.slug]), sent)
    meeting = Meeting.objects.get()
    change = reverse("networks:meeting_change", args=[cast.network.slug, meeting.pk])
    assert client.post(change, {**sent, "based_on": "0"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.sequence == 0
