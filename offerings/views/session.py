"""A session's page, its calendar file, and who came."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from netvaerk.calendar import as_file
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from offerings.actions.feedback import note_attendance
from offerings.forms.booking import MembersForm, SeatForm
from offerings.forms.session import AttendanceForm
from offerings.models import OfferingSession
from offerings.permissions.offering import can_see_catalogue
from offerings.permissions.session import can_note_attendance, can_see_bookings
from offerings.queries.booking import seated_in
from offerings.queries.calendar import entry_of, when_of
from offerings.queries.session import one_session, sessions_for
from offerings.queries.sheets.session import guests_sheet


def session_or_404(
    person: Person,
    session_id: int,
    *,
    may: Callable[[Person, OfferingSession], bool] | None = None,
) -> OfferingSession:
    """The session, if the person may see it and `may` holds."""
    return visible_or_404(sessions_for(person), may=may and partial(may, person), pk=session_id)


@list_page
def session_detail(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """When, where, what it gives and asks, and where one stands with it."""
    session = session_or_404(request.user, session_id)
    if request.method == "POST":
        may = can_see_bookings(request.user, session)
        return fetched(request, guests_sheet(session), may=may)
    return show_session(request, session)


@require_safe
def session_calendar(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session as a file for a calendar."""
    session = session_or_404(request.user, session_id)
    page = reverse("offerings:session_detail", args=[session.pk])
    entry = entry_of(session, address=settings.SITE_URL + page)
    body = as_file([entry], organiser=settings.DEFAULT_FROM_EMAIL)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="hold.ics"'
    return answer


@form_page
def session_attendance(request: HttpRequest, session_id: int) -> HttpResponse:
    """Who came: one tick each, all in one post."""
    session = session_or_404(request.user, session_id, may=can_note_attendance)
    form = AttendanceForm(posted(request), seated=seated_in(session))
    if form.is_valid():
        try:
            note_attendance(by=request.user, session=session, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _noted(len(form.cleaned_data["present"])))
            return redirect("offerings:session_detail", session.pk)
    page = reverse("offerings:session_detail", args=[session.pk])
    trail = trail_to(request.user, (page, session.offering.title), ("", _("Fremmøde")))
    context = {"session": session, "when": when_of(session), "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "offerings/session/attendance.html", context, status=status)


def show_session(
    request: HttpRequest, session: OfferingSession, members: MembersForm | None = None
) -> HttpResponse:
    """Its page; with `members`, a form for a network's members that must be mended."""
    page = one_session(request.user, session)
    forms = [MembersForm(led=led) for led in page.led]
    if members:
        # Also when booking has closed meanwhile: the form says so, and keeps its ticks.
        network = members.led.network
        forms = [members, *(one for one in forms if one.led.network != network)]
    trail = trail_to(request.user, ("", session.offering.title))
    context = {"page": page, "member_forms": forms, "trail": trail}
    context["seat_form"] = SeatForm(networks=page.networks) if page.networks else ""
    context["has_more"] = session.offering.is_active and can_see_catalogue(request.user)
    context["may_fetch"] = page.guests is not None and can_fetch_lists(request.user)
    status = 422 if members else 200
    return render(request, "offerings/session/detail.html", context, status=status)


def trail_to(person: Person, *below: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Where a page of a session lies; a guest has no catalogue, but seats of their own."""
    home = (reverse("offerings:my_bookings"), _("Mine pladser"))
    if can_see_catalogue(person):
        home = (reverse("offerings:offering_list"), _("Tilbud"))
    return [*below] if home[1] == below[0][1] else [home, *below]


def _noted(present: int) -> str:
    came = ngettext("%(n)d kom.", "%(n)d kom.", present) % {"n": present}
    said = _("Fremmødet er noteret: %(came)s De kan nu svare på, om de kunne bruge det.")
    return said % {"came": came}
