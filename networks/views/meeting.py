from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.calendar import as_file
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.meeting import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    reply_to_meeting,
)
from networks.forms.meeting import CallForm, CancelForm, ChangeForm, ReplyForm
from networks.models import Meeting, Network
from networks.permissions.meeting import can_call_meeting, can_change_meeting, can_see_meetings
from networks.queries.calendar import entry_of
from networks.queries.meeting import meetings_of, one_meeting, when_of
from networks.queries.sheets.meeting import meetings_sheet
from networks.views.doors import frame, network_or_404

BEFORE = "foer"  # the address's word for where a page of earlier meetings begins


@list_page
def meeting_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is to come, and what has been."""
    network = network_or_404(request.user, slug, may=can_see_meetings)
    if request.method == "POST":
        return fetched(request, meetings_sheet(request.user, network))
    page = meetings_of(request.user, network, before=request.GET.get(BEFORE, ""))
    context = {**frame(request.user, network, _("Møder")), "page": page}
    context["may_fetch"] = can_fetch_lists(request.user)
    return render(request, "networks/meeting/list.html", context)


@form_page
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Call everybody inside to a meeting around one question."""
    network = network_or_404(request.user, slug, may=can_call_meeting)
    form = CallForm(posted(request))
    if form.is_valid():
        try:
            meeting = call_meeting(by=request.user, network=network, **form.plan)
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            messages.success(request, _("Mødet er indkaldt. De andre i netværket får en mail."))
            return redirect("networks:meeting_detail", slug, meeting.pk)
    context = {**frame(request.user, network, _("Nyt møde")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/meeting/new.html", context, status=status)


@require_safe
def meeting_detail(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    """When, where, the question of the day, and who comes."""
    return _show(request, *_found(request.user, slug, meeting_id))


@require_POST
def meeting_reply(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    """Whether one comes."""
    network, meeting = _found(request.user, slug, meeting_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, network, meeting, form)
    try:
        reply = reply_to_meeting(by=request.user, meeting=meeting, **form.cleaned_data)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Dit svar er gemt: %(answer)s.")
        messages.success(request, said % {"answer": reply.get_answer_display()})
    return redirect("networks:meeting_detail", slug, meeting_id)


@form_page
def meeting_change(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    """Another time, place or question, on top of the meeting as it was read."""
    network, meeting = _found(request.user, slug, meeting_id, may=can_change_meeting)
    form, theirs = ChangeForm(posted(request), meeting=meeting), None
    if form.is_valid():
        try:
            change_meeting(by=request.user, meeting=meeting, **form.plan)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.sequence).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mødet er rettet."))
            return redirect("networks:meeting_detail", slug, meeting_id)
    context = _framed(request, network, meeting, _("Ret mødet"))
    context |= {"form": form, "theirs": theirs, "their_time": theirs and when_of(theirs)}
    status = 422 if form.errors else 200
    return render(request, "networks/meeting/change.html", context, status=status)


@form_page
def meeting_cancel(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    """Call it off, with a sentence to the others."""
    network, meeting = _found(request.user, slug, meeting_id, may=can_change_meeting)
    form = CancelForm(posted(request))
    if form.is_valid():
        try:
            cancel_meeting(by=request.user, meeting=meeting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mødet er aflyst. De andre i netværket får en mail."))
            return redirect("networks:meeting_detail", slug, meeting_id)
    context = _framed(request, network, meeting, _("Aflys mødet"))
    context |= {"form": form, "when": when_of(meeting)}
    status = 422 if form.errors else 200
    return render(request, "networks/meeting/cancel.html", context, status=status)


@require_safe
def meeting_calendar(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    """The meeting as a file for a calendar."""
    network, meeting = _found(request.user, slug, meeting_id)
    page = reverse("networks:meeting_detail", args=[network.slug, meeting.pk])
    entry = entry_of(meeting, address=settings.SITE_URL + page)
    body = as_file([entry], organiser=settings.DEFAULT_FROM_EMAIL)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="moede.ics"'
    return answer


@require_safe
def meeting_open(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A short way to a meeting's page, for those who may see it."""
    meetings = Meeting.objects.visible_to(request.user).select_related("network")
    networks = Network.objects.visible_to(request.user)
    meeting = visible_or_404(meetings.filter(network__in=networks), pk=meeting_id)
    return redirect("networks:meeting_detail", meeting.network.slug, meeting.pk)


def _found(
    person: Person,
    slug: str,
    meeting_id: int,
    *,
    may: Callable[[Person, Meeting], bool] = lambda _person, _meeting: True,
) -> tuple[Network, Meeting]:
    """The network and its meeting; refused and missing look alike."""
    network = network_or_404(person, slug)
    meetings = network.meetings.visible_to(person).select_related("called_by__unit")

    def opens(meeting: Meeting) -> bool:
        meeting.network = network
        return may(person, meeting)

    return network, visible_or_404(meetings, may=opens, pk=meeting_id)


def _framed(request: HttpRequest, network: Network, meeting: Meeting, here: str) -> dict:
    """The frame of a page below a meeting's own."""
    context = frame(request.user, network, here)
    page = reverse("networks:meeting_detail", args=[network.slug, meeting.pk])
    context["trail"].insert(-1, (page, _("Møde")))
    return {**context, "meeting": meeting}


def _show(
    request: HttpRequest, network: Network, meeting: Meeting, form: ReplyForm | None = None
) -> HttpResponse:
    context = frame(request.user, network, _("Møde"))
    all_meetings = reverse("networks:meeting_list", args=[network.slug])
    context["trail"].insert(-1, (all_meetings, _("Møder")))
    context |= {"page": one_meeting(request.user, meeting, context["standing"]), "form": form}
    status = 422 if form else 200
    return render(request, "networks/meeting/detail.html", context, status=status)
