"""Afterwards: who came, and whether they could use it."""

from collections.abc import Collection

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from offerings.actions.waiting import locked_booking, locked_session
from offerings.enums import Usefulness
from offerings.models import Booking, Feedback, OfferingSession
from offerings.permissions.booking import can_give_feedback
from offerings.permissions.session import can_note_attendance


@transaction.atomic
def note_attendance(
    *, by: Person, session: OfferingSession, present: Collection[int]
) -> OfferingSession:
    """Say which of those with a seat came; the newest list counts."""
    session = locked_session(session)
    require(can_note_attendance(by, session))
    seats = session.bookings.with_a_seat()
    require(set(present) <= set(seats.values_list("pk", flat=True)))
    seats.filter(pk__in=present).update(has_attended=True)
    seats.exclude(pk__in=present).update(has_attended=False)
    session.attendance_noted_at = clock.now()
    session.save(update_fields=["attendance_noted_at"])
    record(by=by, verb="note_attendance", subject=session, present=len(set(present)))
    return session


@transaction.atomic
def give_feedback(*, by: Person, booking: Booking, usefulness: str, words: str) -> Feedback:
    """Answer the two questions; a second time changes one's own answer."""
    booking = locked_booking(booking)
    require(can_give_feedback(by, booking) and usefulness in Usefulness.values)
    feedback, _is_new = Feedback.objects.update_or_create(
        booking=booking,
        defaults={"usefulness": usefulness, "words": words, "given_at": clock.now()},
    )
    record(by=by, verb="give_feedback", subject=booking.session, booking=booking.pk)
    return feedback
