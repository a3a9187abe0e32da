"""Two acts on a session that need a page of their own: book for somebody, and call it off."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from offerings.actions.booking import book_seats
from offerings.actions.session import call_off_session
from offerings.forms.session import CallOffForm, DeskBookingForm
from offerings.models import OfferingSession
from offerings.permissions.booking import can_book_anybody
from offerings.permissions.session import can_change_session
from offerings.queries.calendar import when_of
from offerings.queries.said import booked_in_words

CHANGE = "admin:offerings_offeringsession_change"


@form_page
def session_book(request: HttpRequest, session_id: int) -> HttpResponse:
    """Seats for anybody, one address to a line, also after the deadline."""
    session = _found(session_id)
    if not (can_book_anybody(request.user) and can_change_session(request.user, session)):
        raise PermissionDenied
    form = DeskBookingForm(posted(request))
    if form.is_valid():
        try:
            made = book_seats(by=request.user, session=session, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, booked_in_words(made, by=request.user))
            return redirect(CHANGE, session.pk)
    return _page(request, session, form, title=_("Book for nogen"), label=_("Book pladserne"))


@form_page
def session_call_off(request: HttpRequest, session_id: int) -> HttpResponse:
    """Call it off, with a sentence to those who were booked."""
    session = _found(session_id)
    if not can_change_session(request.user, session):
        raise PermissionDenied
    form = CallOffForm(posted(request))
    if form.is_valid():
        try:
            call_off_session(by=request.user, session=session, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Holdet er aflyst. De tilmeldte får en mail med din begrundelse.")
            messages.success(request, said)
            return redirect(CHANGE, session.pk)
    return _page(request, session, form, title=_("Aflys holdet"), label=_("Aflys holdet"))


def _found(session_id: int) -> OfferingSession:
    sessions = OfferingSession.objects.with_seats().select_related("offering")
    return get_object_or_404(sessions, pk=session_id)


def _page(
    request: HttpRequest, session: OfferingSession, form: Any, *, title: str, label: str
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": title,
        "label": label,
        "session": session,
        "when": when_of(session),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/offerings/session_act.html", context, status=status)
