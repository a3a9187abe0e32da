"""A session as its page and the desk say it: when, where, how many seats, and who takes part."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.enums import BookingState, Usefulness
from offerings.models import Booking, Feedback, OfferingSession, Place
from offerings.permissions.booking import can_book_for_oneself, is_open_for_booking
from offerings.permissions.session import (
    can_change_session,
    can_note_attendance,
    can_see_bookings,
)
from offerings.queries.booking import Led, led_by
from offerings.queries.calendar import place_of, when_of
from offerings.queries.catalogue import own_networks
from offerings.queries.seat import OwnSeat, has_room, own_seat, seats_in_words

# Fewer answers than this would tell whose they are.
SMALLEST_GROUP = 3


@dataclass(frozen=True)
class Said:
    """What those who came have answered afterwards, without their names."""

    counts: tuple[tuple[str, int], ...]
    words: tuple[str, ...]  # by alphabet, so that the order tells nothing


@dataclass(frozen=True)
class Guests:
    """Who has a seat and who would like one, first come first; for the holder and secretariat."""

    seated: tuple[Booking, ...]
    offered: tuple[Booking, ...]
    waiting: tuple[Booking, ...]
    said: Said | None  # None until enough have answered
    may_cancel: bool  # for others


@dataclass(frozen=True)
class OneSession:
    session: OfferingSession
    when: str
    place: Place | None  # one of ours, with its address
    seats: str  # "3 pladser tilbage"
    has_room: bool
    has_begun: bool
    is_over: bool
    is_open: bool  # for booking
    own: OwnSeat | None
    shows_own: bool  # whoever holds it needs no seat
    may_book: bool
    networks: tuple[Network, ...]  # for whose sake one may book a seat for oneself
    led: tuple[Led, ...]  # the living networks that the person leads, while it is open
    guests: Guests | None
    may_note: bool
    may_change: bool


def sessions_for(person: Person) -> QuerySet[OfferingSession]:
    """Those the person may see, with everything that a page says of them."""
    sessions = OfferingSession.objects.visible_to(person).with_seats()
    return sessions.select_related("offering", "held_by__unit", "reservation__place")


def one_session(person: Person, session: Any) -> OneSession:
    """At most five queries; `session` comes from `sessions_for(person)`."""
    now, own, is_open = clock.now(), own_seat(person, session), is_open_for_booking(session)
    is_live = own is not None and own.is_live
    guests = _guests(person, session) if can_see_bookings(person, session) else None
    may_book = not is_live and can_book_for_oneself(person, session)
    return OneSession(
        session=session,
        when=when_of(session),
        place=place_of(session),
        seats=seats_in_words(session),
        has_room=has_room(session),
        has_begun=session.begins_at <= now,
        is_over=session.ends_at <= now,
        is_open=is_open,
        own=own,
        shows_own=session.cancelled_at is None and (is_live or session.held_by_id != person.pk),
        may_book=may_book,
        networks=tuple(own_networks(person)) if may_book else (),
        led=led_by(person, session) if is_open else (),
        guests=guests,
        may_note=can_note_attendance(person, session),
        may_change=can_change_session(person, session),
    )


def _guests(person: Person, session: OfferingSession) -> Guests:
    """Two queries, one until it is over."""
    live = session.bookings.live().select_related("person__unit", "network")
    rows = tuple(live.order_by("booked_at", "pk"))

    def those(state: str) -> tuple[Booking, ...]:
        return tuple(one for one in rows if one.state == state)

    is_over = session.cancelled_at is None and session.ends_at <= clock.now()
    return Guests(
        seated=those(BookingState.BOOKED),
        offered=those(BookingState.OFFERED),
        waiting=those(BookingState.WAITING),
        said=_said(person, session) if is_over else None,
        may_cancel=person.is_secretariat and session.begins_at > clock.now(),
    )


def _said(person: Person, session: OfferingSession) -> Said | None:
    given = Feedback.objects.visible_to(person).filter(booking__session=session)
    answers = list(given.values_list("usefulness", "words"))
    if len(answers) < SMALLEST_GROUP:
        return None
    counts = Counter(usefulness for usefulness, _words in answers)
    return Said(
        counts=tuple((str(one.label), counts[one]) for one in Usefulness),
        words=tuple(sorted(words for _usefulness, words in answers if words)),
    )
