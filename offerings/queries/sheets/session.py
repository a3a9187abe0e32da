from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.sheets import Listed, full_name, worded
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from offerings.queries.calendar import when_of

GROUPS = (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)  # as on the page


def guests_sheet(session: OfferingSession) -> Listed:
    """Who has a seat and who would like one, first come first; for the holder and secretariat."""
    has_begun = session.begins_at <= clock.now()
    shown = GROUPS[:2] if has_begun else GROUPS  # there is nothing left to wait for
    places = (When(state=state, then=Value(place)) for place, state in enumerate(GROUPS))
    said = _("De tilmeldte til »{title}« {when}.")
    return Listed(
        name=_("Tilmeldte"),
        model=Booking,
        columns={
            _("Navn"): full_name("person", erased=_("Tidligere deltager")),
            _("Afdeling"): "person__unit__name",
            _("Netværk"): "network__title",
            _("Plads"): worded("state", BookingState),
            _("Tilmeldt"): "booked_at",
            _("Kom"): "has_attended",
        },
        found=session.bookings.filter(state__in=shown).order_by(Case(*places), "booked_at", "pk"),
        filtered=said.format(title=session.offering.title, when=when_of(session)),
        within=session,
    )
