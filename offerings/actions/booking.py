"""A seat is booked, given up, and taken from the waiting list: by page, desk and task alike."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.models import Membership, Network
from offerings.actions.booking_letters import (
    letter_of_cancelled,
    letter_of_seat,
    letter_of_waiting,
    moment_in_words,
    tell_of_state,
)
from offerings.actions.waiting import (
    end_booking,
    free_seats,
    in_line,
    locked_booking,
    locked_session,
    offer_free_seats,
)
from offerings.enums import LIVE_BOOKINGS, BookingState
from offerings.models import Booking, OfferingSession
from offerings.permissions.booking import (
    can_answer_offer,
    can_book_anybody,
    can_book_for_members,
    can_book_for_oneself,
    can_cancel_booking,
    is_open_for_booking,
)


class BookingIsOver(Refusal):
    """The deadline has passed; the secretariat can still make room."""

    def __init__(self, session: OfferingSession) -> None:
        super().__init__(
            format_lazy(
                _("Tilmeldingen sluttede {when}. Spørg sekretariatet, om der kan findes en plads."),
                when=moment_in_words(session.book_by),
            )
        )


class OfferIsOver(Refusal):
    """The seat was kept until a moment that has gone."""

    def __init__(self) -> None:
        super().__init__(_("Tiden til at svare er gået, så pladsen er tilbudt den næste i rækken."))


@transaction.atomic
def book_seats(
    *, by: Person, session: OfferingSession, people: Sequence[Person], network: Network | None
) -> list[Booking]:
    """A seat each while there are seats, then a place in line; who is in already stays so."""
    session = locked_session(session)
    _require_may_book(by, session, people, network)
    earlier = {one.person_id: one for one in session.bookings.live().filter(person__in=people)}
    return [
        earlier.get(person.pk) or _book(session, person, network, by=by)
        for person in dict.fromkeys(people)
    ]


@transaction.atomic
def cancel_booking(*, by: Person, booking: Booking) -> Booking:
    """Give up a seat, an offer or a place in line; the next in line is offered the seat."""
    booking = locked_booking(booking)
    if booking.state not in LIVE_BOOKINGS:
        return booking
    require(can_cancel_booking(by, booking))
    had_a_seat = booking.state == BookingState.BOOKED
    _give_up(booking, by=by)
    if had_a_seat or by.pk != booking.person_id:
        tell_of_state(booking, letter_of_cancelled(booking, doer=by, had_a_seat=had_a_seat))
    offer_free_seats(booking.session)
    return booking


@transaction.atomic
def answer_offer(*, by: Person, booking: Booking, is_accepted: bool) -> Booking:
    """Yes takes the seat, no passes it on; the same answer twice changes nothing."""
    booking = locked_booking(booking)
    require(booking.person_id == by.pk)
    said = BookingState.BOOKED if is_accepted else BookingState.CANCELLED
    if booking.offered_at is not None and booking.state == said:
        return booking
    if not can_answer_offer(by, booking):
        raise OfferIsOver
    if is_accepted:
        booking.state = BookingState.BOOKED
        booking.save(update_fields=["state"])
        record(by=by, verb="accept_seat", subject=booking.session, booking=booking.pk)
        tell_of_state(booking, letter_of_seat(booking, doer=by))
        return booking
    _give_up(booking, by=by)
    offer_free_seats(booking.session)
    return booking


def _require_may_book(
    by: Person, session: OfferingSession, people: Sequence[Person], network: Network | None
) -> None:
    here = Person.objects.active().filter(pk__in=[person.pk for person in people])
    require(here.count() == len(set(people)))
    require(session.cancelled_at is None and session.begins_at > clock.now())
    if can_book_anybody(by):
        return
    if not is_open_for_booking(session):
        raise BookingIsOver(session)
    if network is not None:
        members = Membership.objects.current().filter(network=network, person__in=people)
        require(members.count() == len(set(people)))
    if set(people) == {by}:
        require(can_book_for_oneself(by, session))
    else:
        require(network is not None and can_book_for_members(by, network, session))


def _book(
    session: OfferingSession, person: Person, network: Network | None, *, by: Person
) -> Booking:
    before = in_line(session).count()
    has_room = not before and free_seats(session) > 0
    booking = Booking.objects.create(
        session=session,
        person=person,
        network=network,
        state=BookingState.BOOKED if has_room else BookingState.WAITING,
        booked_by=by,
        booked_at=clock.now(),
    )
    record(by=by, verb="book_seat", subject=session, booking=booking.pk, person=person.pk)
    if has_room:
        tell_of_state(booking, letter_of_seat(booking, doer=by))
    else:
        tell_of_state(booking, letter_of_waiting(booking, doer=by, number=before + 1))
    return booking


def _give_up(booking: Booking, *, by: Person) -> None:
    end_booking(booking, BookingState.CANCELLED)
    record(by=by, verb="cancel_booking", subject=booking.session, booking=booking.pk)
