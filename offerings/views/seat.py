"""One's seat, from a mail or a calendar: without signing in, for that one seat only."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from netvaerk.gates import form_page
from netvaerk.refusals import Refusal
from offerings.actions.booking import answer_offer, cancel_booking
from offerings.actions.booking_letters import booking_of_token
from offerings.models import Booking
from offerings.permissions.booking import can_answer_offer, can_cancel_booking
from offerings.queries.calendar import when_of, where_of

SAID = {
    "ja": _("Du har en plads. Vi har sendt en mail, som lægger den i din kalender."),
    "nej": _("Tak for svaret. Pladsen går videre til den næste i rækken."),
    "fra": _("Du er meldt fra. Tak, fordi du sagde det."),
}


@never_cache
@login_not_required
@form_page
def seat_open(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows the seat, a POST gives it up or answers the offer."""
    booking = booking_of_token(token)
    if booking is None:
        raise Http404
    said = _act(booking, request.POST.get("svar", "")) if request.method == "POST" else ""
    booking.refresh_from_db(fields=["state", "offered_until"])
    session, person = booking.session, booking.person
    context = {
        "booking": booking,
        "session": session,
        "said": said,
        "when": when_of(session),
        "where": where_of(session),
        "may_answer": can_answer_offer(person, booking),
        "may_cancel": can_cancel_booking(person, booking),
    }
    return render(request, "offerings/booking/seat.html", context)


def _act(booking: Booking, answer: str) -> str:
    """Carry the answer out as the person it is about; returns the sentence that says so."""
    if answer not in SAID:
        return ""
    try:
        if answer == "fra":
            cancel_booking(by=booking.person, booking=booking)
        else:
            answer_offer(by=booking.person, booking=booking, is_accepted=answer == "ja")
    except Refusal as refusal:
        return str(refusal)
    return str(SAID[answer])
