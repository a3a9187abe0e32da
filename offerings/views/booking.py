"""A seat for oneself or for members, given up, answered for, and looked back on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from offerings.actions.booking import answer_offer, book_seats, cancel_booking
from offerings.actions.feedback import give_feedback
from offerings.forms.booking import AnswerForm, FeedbackForm, MembersForm, SeatForm
from offerings.models import Booking
from offerings.permissions.booking import can_cancel_booking, can_give_feedback
from offerings.permissions.offering import can_see_catalogue
from offerings.queries.booking import bookings_of, led_by
from offerings.queries.calendar import when_of
from offerings.queries.catalogue import own_networks
from offerings.queries.said import booked_in_words, given_up_in_words
from offerings.views.session import session_or_404, show_session, trail_to

BEFORE = "foer"  # the address's word for where a page of earlier sessions begins


@require_safe
def my_bookings(request: HttpRequest) -> HttpResponse:
    """What is to come, what to answer, and what has been."""
    page = bookings_of(request.user, before=request.GET.get(BEFORE, ""))
    trail = trail_to(request.user, ("", _("Mine pladser")))
    context = {"page": page, "trail": trail, "may_see_catalogue": can_see_catalogue(request.user)}
    return render(request, "offerings/booking/list.html", context)


@require_POST
def seat_book(request: HttpRequest, session_id: int) -> HttpResponse:
    """A seat for oneself, or a place in line; also for the sake of a network of one's own."""
    person, session = request.user, session_or_404(request.user, session_id)
    form = SeatForm(request.POST, networks=list(own_networks(person)))
    if not form.is_valid():
        messages.warning(request, _("Det netværk er du ikke med i længere. Vælg et andet."))
        return redirect("offerings:session_detail", session_id)
    try:
        made = book_seats(by=person, session=session, people=[person], network=form.chosen)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, booked_in_words(made, by=request.user))
    return redirect("offerings:session_detail", session_id)


@require_POST
def members_book(request: HttpRequest, session_id: int) -> HttpResponse:
    """Seats for some of a network's members, by its leader."""
    session = session_or_404(request.user, session_id)
    led = {str(one.network.pk): one for one in led_by(request.user, session)}
    chosen = led.get(request.POST.get("network", ""))
    if chosen is None:
        raise Http404
    form = MembersForm(request.POST, led=chosen)
    if form.is_valid():
        people = form.chosen
        try:
            made = book_seats(
                by=request.user, session=session, people=people, network=chosen.network
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, booked_in_words(made, by=request.user))
            return redirect("offerings:session_detail", session_id)
    return show_session(request, session, form)


@require_safe
def booking_detail(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Somebody's seat, for whoever booked it; one's own stands on the session's page."""
    booking = _found(request.user, booking_id)
    if booking.person_id == request.user.pk:
        return redirect("offerings:session_detail", booking.session_id)
    page = reverse("offerings:session_detail", args=[booking.session_id])
    context = {
        "booking": booking,
        "when": when_of(booking.session),
        "may_cancel": can_cancel_booking(request.user, booking),
        "trail": trail_to(
            request.user, (page, booking.session.offering.title), ("", _("En plads"))
        ),
    }
    return render(request, "offerings/booking/detail.html", context)


@require_POST
def seat_cancel(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Give up a seat, an offer or a place in line."""
    booking = _found(request.user, booking_id)
    try:
        cancel_booking(by=request.user, booking=booking)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, given_up_in_words(booking, by=request.user))
    return redirect("offerings:session_detail", booking.session_id)


@require_POST
def offer_answer(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Yes or no to a seat from the waiting list."""
    booking = _found(request.user, booking_id, own=True)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Svar ja tak eller nej tak."))
        return redirect("offerings:session_detail", booking.session_id)
    try:
        answer_offer(by=request.user, booking=booking, is_accepted=form.is_accepted)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, form.said)
    return redirect("offerings:session_detail", booking.session_id)


@form_page
def booking_feedback(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Two questions afterwards; a second time changes the answer."""
    booking = _found(request.user, booking_id, own=True)
    if not can_give_feedback(request.user, booking):
        raise Http404
    form = FeedbackForm(posted(request), booking=booking)
    if form.is_valid():
        try:
            give_feedback(by=request.user, booking=booking, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Tak. {name} og sekretariatet læser det, uden dit navn.")
            messages.success(request, said.format(name=booking.session.held_by.first_name))
            return redirect("offerings:my_bookings")
    trail = trail_to(request.user, ("", booking.session.offering.title))
    context = {"booking": booking, "when": when_of(booking.session), "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "offerings/booking/feedback.html", context, status=status)


def _found(person: Person, booking_id: int, *, own: bool = False) -> Booking:
    """The booking, if the person may see it; `own` finds only one's own."""
    bookings = Booking.objects.visible_to(person)
    if own:
        bookings = bookings.filter(person=person)
    whole = bookings.select_related(
        "session__offering", "session__held_by", "person__unit", "network", "feedback"
    )
    return visible_or_404(whole, pk=booking_id)
