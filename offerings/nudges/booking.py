"""What waits around a session: that it is tomorrow, a seat to answer for, and what it was like."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Membership
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession

AHEAD = timedelta(hours=36)
NOTED_WITHIN = timedelta(days=30)
ASKED_WITHIN = timedelta(days=14)


def session_tomorrow(people: PersonQuerySet) -> QuerySet:
    """Sessions that begin within a day and a half, for each with a seat."""
    now = clock.now()
    seats = Booking.objects.with_a_seat().filter(
        person__in=people,
        session__cancelled_at=None,
        session__begins_at__gt=now,
        session__begins_at__lte=now + AHEAD,
    )
    return waiting_set(
        seats,
        recipient=F("person_id"),
        since=F("session__begins_at") - AHEAD,
        title="session__offering__title",
        network=_while_they_are_in(),
        place="session_id",
    )


def seat_offered(people: PersonQuerySet) -> QuerySet:
    """Seats from the waiting list, for whoever they are kept for."""
    kept = Booking.objects.filter(
        person__in=people,
        state=BookingState.OFFERED,
        offered_until__gt=clock.now(),
        session__cancelled_at=None,
    )
    return waiting_set(
        kept,
        recipient=F("person_id"),
        since="offered_at",
        title="session__offering__title",
        network=_while_they_are_in(),
        place="id",
    )


def attendance_unnoted(people: PersonQuerySet) -> QuerySet:
    """Sessions held lately that nobody has said who came to, for whoever held them."""
    now = clock.now()
    seats = Booking.objects.with_a_seat().filter(session=OuterRef("pk"))
    lately = OfferingSession.objects.over(now).filter(
        Exists(seats), ends_at__gt=now - NOTED_WITHIN, attendance_noted_at=None, held_by__in=people
    )
    return waiting_set(
        lately,
        recipient=F("held_by_id"),
        since="ends_at",
        title="offering__title",
        network=None,
        place="id",
    )


def feedback_missing(people: PersonQuerySet) -> QuerySet:
    """Sessions lately, for each with a seat who did not stay away, did not hold it
    and has not said a word."""
    now = clock.now()
    seats = Booking.objects.with_a_seat().exclude(has_attended=False)
    seats = seats.exclude(person=F("session__held_by"))
    lately = seats.filter(
        person__in=people,
        feedback=None,
        session__cancelled_at=None,
        session__ends_at__lte=now,
        session__ends_at__gt=now - ASKED_WITHIN,
    )
    return waiting_set(
        lately,
        recipient=F("person_id"),
        since="session__ends_at",
        title="session__offering__title",
        network=_while_they_are_in(),
        place="id",
    )


def _while_they_are_in() -> Subquery:
    """The network that a seat is for, as long as whoever has the seat is in it."""
    inside = Membership.objects.current().filter(
        network=OuterRef("network"), person=OuterRef("person")
    )
    return Subquery(inside.values("network")[:1])


RULES: tuple[Rule, ...] = (
    Rule(
        key="seat_offered",
        kind=NudgeKind.ASKED,
        find=seat_offered,
        sentence=_("Der er en plads til dig på »{title}«. Vil du have den?"),
        action=_("Svar ja eller nej"),
        view="offerings:booking_detail",
        place_name="booking_id",
        asked_in_person=True,
    ),
    Rule(
        key="session_tomorrow",
        kind=NudgeKind.APPOINTMENT,
        find=session_tomorrow,
        sentence=_("Du har en plads på »{title}«, som snart begynder."),
        action=_("Se tid og sted"),
        view="offerings:session_detail",
        place_name="session_id",
    ),
    Rule(
        key="attendance_unnoted",
        kind=NudgeKind.SUPPORT,
        find=attendance_unnoted,
        sentence=_("»{title}« er holdt. Hvem kom?"),
        action=_("Sæt kryds ved dem, der kom"),
        view="offerings:session_attendance",
        place_name="session_id",
    ),
    Rule(
        key="feedback_missing",
        kind=NudgeKind.SUPPORT,
        find=feedback_missing,
        sentence=_("Kunne du bruge »{title}«? To spørgsmål, et halvt minut."),
        action=_("Svar på de to"),
        view="offerings:booking_feedback",
        place_name="booking_id",
        only_when_overdue=True,
    ),
)
