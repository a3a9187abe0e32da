"""The secretariat's support: sessions and seats, places, what networks ask for, conversations."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from netvaerk import clock
from netvaerk.people.actions.content import save_content
from networks.models import Network
from offerings.actions.booking import book_seats, cancel_booking
from offerings.actions.feedback import give_feedback, note_attendance
from offerings.actions.offering import settle_offering
from offerings.actions.place import reserve_place
from offerings.actions.request import answer_request, ask_for_offering
from offerings.actions.session import plan_session
from offerings.models import AssignedOffering, Booking, OfferingRequest, OfferingSession, Place
from secretariat.actions.consultant import save_absence, save_profile
from secretariat.actions.sparring import ask_for_sparring, assign_partner
from secretariat.demo.networks import LEAD
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline, after_weekend, at, before_weekend
from secretariat.models import Absence, ConsultantProfile, SparringFormat, SparringSession

PLACES_KNOWN_DAYS_AGO = 200


def tell_support(story: Story, timeline: Timeline) -> None:
    told = story.support
    timeline.ago(PLACES_KNOWN_DAYS_AGO, _lay_out, story=story, told=told, today=timeline.today)
    for row in told["session"]:
        _tell_session(story, timeline, row)
    for row in told["request"]:
        timeline.ago(row["days_ago"], _ask_for_offering, story=story, row=row)
        if "granted" in row:
            timeline.ago(row["answered_days_ago"], _answer_request, story=story, row=row)
    for row in told["used"]:
        timeline.ago(row["days_ago"], _use, story=story, row=row)
    for row in told["reservation"]:
        begins = _moment(timeline.today, row["days_from_now"], row["from"])
        timeline.ago(2, _reserve, story=story, row=row, begins=begins)
    for row in told["ask"]:
        timeline.ago(row["days_ago"], _ask_for_sparring, story=story, row=row)
        if "partner" in row:
            timeline.ago(row["days_ago"] - 1, _assign, story=story, row=row, today=timeline.today)


def _lay_out(story: Story, told: dict[str, Any], today: date) -> None:
    lead = story.people[LEAD]
    for row in told["place"]:
        save_content(by=lead, content=Place(**row))
    for row in told["consultant"]:
        person = story.people[row["person"]]
        profile = {name: row[name] for name in ("knows", "hours_a_week")}
        save_profile(by=lead, profile=ConsultantProfile(person=person, **profile))
        for first, last in row.get("away", []):
            days = {"first_on": today + timedelta(first), "last_on": today + timedelta(last)}
            save_absence(by=lead, absence=Absence(person=person, **days))


def _tell_session(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    begins = _moment(timeline.today, row["days_from_now"], row["from"])
    given: dict[str, Any] = {"story": story, "row": row}
    timeline.ago(row["planned_days_ago"], _plan, **given, begins=begins)
    timeline.ago(row["planned_days_ago"] - 2, _book, **given)
    if "gives_up" in row:
        timeline.just_now(_give_up, **given)
    if "came" in row:
        after = after_weekend(begins.date() + timedelta(days=1))
        timeline.on(after, _note_who_came, **given)
        timeline.on(after, _say_how_it_was, **given)


def _plan(story: Story, row: dict[str, Any], begins: datetime) -> None:
    plan_session(
        by=story.people[LEAD],
        offering=story.offerings[row["offering"]],
        form_key=uuid.uuid4(),
        begins_at=begins,
        ends_at=begins + timedelta(hours=row["hours"]),
        place=Place.objects.filter(name=row.get("place", "")).first(),
        elsewhere=row.get("elsewhere", ""),
        link="",
        capacity=row["capacity"],
        book_by=begins - timedelta(days=1),
        held_by=story.people[row["held_by"]],
    )


def _book(story: Story, row: dict[str, Any]) -> None:
    for name in [*row["booked"], *row.get("waiting", [])]:
        person = story.people[name]
        book_seats(by=person, session=_session(row), people=[person], network=None)


def _give_up(story: Story, row: dict[str, Any]) -> None:
    person = story.people[row["gives_up"]]
    cancel_booking(by=person, booking=_booking(story, row, row["gives_up"]))


def _note_who_came(story: Story, row: dict[str, Any]) -> None:
    present = [_booking(story, row, name).pk for name in row["came"]]
    note_attendance(by=story.people[row["held_by"]], session=_session(row), present=present)


def _say_how_it_was(story: Story, row: dict[str, Any]) -> None:
    for said in row["feedback"]:
        give_feedback(
            by=story.people[said["person"]],
            booking=_booking(story, row, said["person"]),
            usefulness=said["usefulness"],
            words=said.get("words", ""),
        )


def _ask_for_offering(story: Story, row: dict[str, Any]) -> None:
    ask_for_offering(
        by=story.people[row["by"]],
        network=_network(story, row),
        offering=story.offerings[row["offering"]],
        words=row["words"],
        form_key=uuid.uuid4(),
    )


def _answer_request(story: Story, row: dict[str, Any]) -> None:
    answer_request(
        by=story.people[LEAD],
        request=OfferingRequest.objects.waiting().get(
            network=_network(story, row), offering=story.offerings[row["offering"]]
        ),
        is_granted=row["granted"],
        answer=row["answer"],
    )


def _use(story: Story, row: dict[str, Any]) -> None:
    given = AssignedOffering.objects.get(
        network=_network(story, row), offering=story.offerings[row["offering"]]
    )
    settle_offering(
        by=story.people[row["by"]], assigned=given, used_on=clock.today(), unused_because=""
    )


def _reserve(story: Story, row: dict[str, Any], begins: datetime) -> None:
    reserve_place(
        by=story.people[row["by"]],
        place=Place.objects.get(name=row["place"]),
        network=_network(story, row),
        begins_at=begins,
        ends_at=begins + timedelta(hours=row["hours"]),
    )


def _ask_for_sparring(story: Story, row: dict[str, Any]) -> None:
    ask_for_sparring(
        by=story.people[row["by"]],
        network=_network(story, row),
        form_key=uuid.uuid4(),
        format=SparringFormat.objects.get(key=row["format"]),
        question=row["question"],
    )


def _assign(story: Story, row: dict[str, Any], today: date) -> None:
    agreed = row.get("at_from_now")
    assign_partner(
        by=story.people[LEAD],
        session=SparringSession.objects.asked().get(network=_network(story, row)),
        partner=story.people[row["partner"]],
        people=[story.people[name] for name in row.get("people", [])],
        times=[_moment(today, *one) for one in row.get("times_from_now", [])],
        takes_place_at=_moment(today, *agreed) if agreed else None,
        where=row.get("where", ""),
    )


def _moment(today: date, days_from_now: int, hour: str) -> datetime:
    """On a working day: after the weekend ahead, before it in the past."""
    day = today + timedelta(days=days_from_now)
    day = after_weekend(day) if days_from_now > 0 else before_weekend(day)
    return at(day, time.fromisoformat(hour.zfill(5)))


def _network(story: Story, row: dict[str, Any]) -> Network:
    return story.networks[row["network"]]


def _session(row: dict[str, Any]) -> OfferingSession:
    return OfferingSession.objects.get(offering__key=row["offering"])


def _booking(story: Story, row: dict[str, Any], name: str) -> Booking:
    return Booking.objects.get(session=_session(row), person=story.people[name])
