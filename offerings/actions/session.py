"""A session of an offering: planned, changed and called off."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from offerings.actions.booking_letters import (
    letter_of_called_off,
    letter_of_change,
    tell_of_state,
)
from offerings.actions.session_place import TooFewSeatsInPlace, keep_place, let_place_go
from offerings.actions.waiting import end_booking, locked_session, offer_free_seats
from offerings.enums import BookingState
from offerings.models import Offering, OfferingSession, Place
from offerings.permissions.session import can_change_session, can_plan_session
from offerings.queries.calendar import place_of, when_of

WHEN = ("begins_at", "ends_at")
# What somebody who comes must be told of.
TOLD = (*WHEN, "elsewhere", "link")


class NotAhead(Refusal):
    """A session is planned for a time that has not gone."""

    def __init__(self) -> None:
        super().__init__(_("Det tidspunkt er allerede gået. Vælg et, der ligger forude."))


class EndsBeforeItBegins(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Holdet slutter, før det begynder. Ret et af de to tidspunkter."))


class BookedTooLate(Refusal):
    """The deadline lies after the beginning."""

    def __init__(self) -> None:
        super().__init__(_("Tilmeldingen skal slutte, senest når holdet begynder."))


class NowhereToGo(Refusal):
    """Neither a place of ours, nor another, nor a link."""

    def __init__(self) -> None:
        super().__init__(
            _("Skriv, hvor holdet er: vælg et sted, skriv et andet, eller giv et link (https://).")
        )


class SeatsAreTaken(Refusal):
    """More people have a seat already than there would be seats."""

    def __init__(self, taken: int) -> None:
        super().__init__(
            format_lazy(
                _("{taken} har allerede en plads eller er tilbudt en. Sæt ikke pladserne lavere."),
                taken=taken,
            )
        )


class PlannedWithOtherWords(Refusal):
    """The form has planned a session before, with another time, place or number of seats."""

    def __init__(self) -> None:
        super().__init__(
            _("Holdet er allerede planlagt. Ret det på holdets side, eller send igen som et nyt.")
        )


@transaction.atomic
def plan_session(
    *,
    by: Person,
    offering: Offering,
    form_key: uuid.UUID,
    begins_at: datetime,
    ends_at: datetime,
    place: Place | None,
    elsewhere: str,
    link: str,
    capacity: int,
    book_by: datetime,
    held_by: Person,
) -> OfferingSession:
    """Set a time and a place, which is then held; a form sent twice is one session."""
    require(can_plan_session(by) and offering.is_active)
    plan = _plan(begins_at, ends_at, elsewhere, link, capacity, book_by, held_by)
    _require_whole(plan, place)
    now = clock.now()
    session, is_new = OfferingSession.objects.get_or_create(
        form_key=form_key,
        defaults={
            **plan,
            "offering": offering,
            "planned_by": by,
            "planned_at": now,
            "changed_at": now,
        },
    )
    if not is_new:
        require(session.planned_by_id == by.pk and session.offering_id == offering.pk)
        if not _is_planned(session, plan, place):
            raise PlannedWithOtherWords
        return session
    _require_ahead(begins_at)
    keep_place(session, place, reserved_by=by)
    record(by=by, verb="plan_session", subject=session, offering=offering.pk)
    return session


@transaction.atomic
def change_session(
    *,
    by: Person,
    session: OfferingSession,
    based_on: int,
    begins_at: datetime,
    ends_at: datetime,
    place: Place | None,
    elsewhere: str,
    link: str,
    capacity: int,
    book_by: datetime,
    held_by: Person,
) -> OfferingSession:
    """Change it, on top of the sequence the writer saw; another time or place is told of.

    Raises EditedMeanwhile, with the session as it stands, when somebody else changed it.
    """
    session = locked_session(session)
    require(can_change_session(by, session))
    plan = _plan(begins_at, ends_at, elsewhere, link, capacity, book_by, held_by)
    if _is_planned(session, plan, place):
        return session
    if session.sequence != based_on:
        raise EditedMeanwhile(session)
    _require_whole(plan, place)
    _require_seats(session, capacity)
    before, is_moved = when_of(session), _differs(session, plan, WHEN)
    is_told = _differs(session, plan, TOLD) or place_of(session) != place
    if is_moved:
        _require_ahead(begins_at)
    for name, value in plan.items():
        setattr(session, name, value)
    session.sequence += 1
    session.changed_at = clock.now()
    session.save(update_fields=[*plan, "sequence", "changed_at"])
    keep_place(session, place, reserved_by=by)
    record(by=by, verb="change_session", subject=session)
    if is_told:
        _tell_of_change(session, before=before if is_moved else "")
    offer_free_seats(session)
    return session


@transaction.atomic
def call_off_session(*, by: Person, session: OfferingSession, because: str) -> OfferingSession:
    """Call it off; everybody booked gets the reason. A second click changes nothing."""
    session = locked_session(session)
    if session.cancelled_at is not None:
        return session
    require(can_change_session(by, session) and bool(because.strip()))
    now = clock.now()
    session.cancelled_at = session.changed_at = now
    session.cancelled_because = because
    session.sequence += 1
    session.save(update_fields=["cancelled_at", "changed_at", "cancelled_because", "sequence"])
    let_place_go(session)
    record(by=by, verb="call_off_session", subject=session)
    for booking in session.bookings.live().select_related("person").order_by("pk"):
        booking.session = session
        had_a_seat = booking.state == BookingState.BOOKED
        end_booking(booking, BookingState.CANCELLED)
        tell_of_state(booking, letter_of_called_off(booking, doer=by, had_a_seat=had_a_seat))
    return session


def _plan(
    begins_at: datetime,
    ends_at: datetime,
    elsewhere: str,
    link: str,
    capacity: int,
    book_by: datetime,
    held_by: Person,
) -> dict[str, Any]:
    return {
        "begins_at": begins_at,
        "ends_at": ends_at,
        "elsewhere": elsewhere,
        "link": link,
        "capacity": capacity,
        "book_by": book_by,
        "held_by": held_by,
    }


def _require_whole(plan: dict[str, Any], place: Place | None) -> None:
    """What can be said of it without looking at anything else."""
    require(plan["capacity"] >= 1 and plan["held_by"].is_active)
    link = plan["link"]
    if not (place or plan["elsewhere"] or link) or (link and not link.startswith("https://")):
        raise NowhereToGo
    if plan["ends_at"] <= plan["begins_at"]:
        raise EndsBeforeItBegins
    if plan["book_by"] > plan["begins_at"]:
        raise BookedTooLate
    if place is not None and plan["capacity"] > place.seats:
        raise TooFewSeatsInPlace(place)


def _require_ahead(begins_at: datetime) -> None:
    if begins_at <= clock.now():
        raise NotAhead


def _require_seats(session: OfferingSession, capacity: int) -> None:
    taken = session.bookings.taking_a_seat().count()
    if capacity < taken:
        raise SeatsAreTaken(taken)


def _is_planned(session: OfferingSession, plan: dict[str, Any], place: Place | None) -> bool:
    return place_of(session) == place and not _differs(session, plan, tuple(plan))


def _differs(session: OfferingSession, plan: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(getattr(session, name) != plan[name] for name in names)


def _tell_of_change(session: OfferingSession, *, before: str) -> None:
    """Everybody with a seat, or offered one, which is kept no longer than until it begins."""
    for booking in session.bookings.taking_a_seat().select_related("person").order_by("pk"):
        booking.session = session
        until = booking.offered_until
        if booking.state == BookingState.OFFERED and until and until > session.begins_at:
            booking.offered_until = session.begins_at
            booking.save(update_fields=["offered_until"])
        queue_mail(
            to=booking.person,
            cause=f"session:{session.pk}:{session.sequence}:{booking.pk}",
            kind="session",
            letter=letter_of_change(booking, before=before),
        )
