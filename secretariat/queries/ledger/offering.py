"""What became of an offering: given, used, held, and what those who came could use."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from netvaerk import clock
from offerings.enums import BookingState, Usefulness
from offerings.models import AssignedOffering, Booking, Feedback, Offering, OfferingSession
from offerings.queries.session import SMALLEST_GROUP
from secretariat.queries.ledger.period import Period, counted


@dataclass(frozen=True)
class OfferingLedger:
    given: int
    used: int
    unused: int
    sessions: int
    seats: int
    attended: int
    feedback: dict[str, int] | None  # by Usefulness; None until there is some to tell

    @property
    def feedback_in_words(self) -> str:
        if self.feedback is None:
            return ""
        said = {
            Usefulness.RIGHT_AWAY: _("%(n)s kunne bruge det med det samme"),
            Usefulness.LATER: _("%(n)s først senere"),
            Usefulness.NOT_REALLY: _("%(n)s ikke rigtigt"),
        }
        return get_text_list(
            [
                words % {"n": self.feedback[key]}
                for key, words in said.items()
                if self.feedback[key]
            ],
            _("og"),
        )


def offerings_in(period: Period) -> QuerySet[Any]:
    """The catalogue with what `offering_ledger_of` reads; one query."""
    held = OfferingSession.objects.filter(cancelled_at=None, ends_at__lte=clock.now())
    held = held.filter(period.moments("begins_at"))
    seats = Booking.objects.filter(state=BookingState.BOOKED, session__in=held)
    # Each session by itself: from the sum of all, one could take away those that one has read.
    told = held.annotate(answers=Count("bookings__feedback")).filter(answers__gte=SMALLEST_GROUP)
    answers = Feedback.objects.filter(booking__session__in=told.values("pk"))
    catalogue: QuerySet[Any] = Offering.objects.in_danish_order()
    return catalogue.annotate(
        assigned_counted=_assigned(period),
        sessions_counted=counted(held, per="offering", held=Count("pk")),
        seats_counted=counted(
            seats,
            per="session__offering",
            taken=Count("pk"),
            attended=Count("pk", filter=Q(has_attended=True)),
        ),
        feedback_counted=counted(
            answers,
            per="booking__session__offering",
            **{one: Count("pk", filter=Q(usefulness=one)) for one in Usefulness.values},
        ),
    )


def offering_ledger_of(offering: Any) -> OfferingLedger:
    """`offering` comes from `offerings_in`."""
    assigned, seats = offering.assigned_counted or {}, offering.seats_counted or {}
    return OfferingLedger(
        given=assigned.get("given", 0),
        used=assigned.get("used", 0),
        unused=assigned.get("unused", 0),
        sessions=(offering.sessions_counted or {}).get("held", 0),
        seats=seats.get("taken", 0),
        attended=seats.get("attended", 0),
        feedback=offering.feedback_counted,
    )


def _assigned(period: Period) -> Any:
    return counted(
        AssignedOffering.objects.all(),
        per="offering",
        given=Count("pk", filter=period.moments("assigned_at")),
        used=Count("pk", filter=period.days("used_on")),
        unused=Count("pk", filter=~Q(unused_because="") & period.moments("settled_at")),
    )
