from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.actions.membership import (
    answer_join_request,
    ask_to_join,
    withdraw_join_request,
)
from networks.forms.membership import AnswerForm, JoinForm
from networks.models import JoinRequest, Network
from networks.permissions.invitation import can_invite_into_network
from networks.permissions.membership import can_fetch_members
from networks.permissions.network import can_answer_join_request
from networks.queries.membership import people_of
from networks.queries.sheets.membership import members_sheet
from networks.queries.standing import with_people
from networks.queries.voices import missing_voices
from networks.views.doors import frame, network_or_404


@list_page
def member_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who is in; for the leader also who would like to be."""
    network = network_or_404(request.user, slug)
    if request.method == "POST":
        may = can_fetch_members(request.user, network)
        return fetched(request, members_sheet(request.user, network), may=may)
    return _show(request, network)


@form_page
def join_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be in, with a sentence."""
    network = network_or_404(request.user, slug, may=lambda person, _network: person.is_employee)
    context = frame(request.user, network, _("Bed om at være med"))
    form = JoinForm(posted(request))
    if form.is_valid():
        try:
            asked = ask_to_join(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            _tell_asked(request, network, asked.sentence == form.cleaned_data["sentence"])
        return redirect("networks:network_detail", slug)
    standing = context["standing"]
    if not form.is_bound and (standing.has_asked or not standing.may_ask):
        return redirect("networks:network_detail", slug)
    status = 422 if form.errors else 200
    return render(
        request, "networks/membership/join.html", {**context, "form": form}, status=status
    )


@require_POST
def join_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """The one who asked has changed their mind."""
    network = network_or_404(request.user, slug)
    asked = request.user.join_requests.filter(network=network).order_by("-asked_at", "-pk")
    try:
        withdraw_join_request(by=request.user, request=visible_or_404(asked[:1]))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Du har trukket din anmodning tilbage."))
    return redirect("networks:network_detail", slug)


@require_POST
def join_answer(request: HttpRequest, slug: str, request_id: int) -> HttpResponse:
    """The leader welcomes somebody, or declines with a sentence."""
    network = network_or_404(request.user, slug, may=can_answer_join_request)
    asked = get_object_or_404(network.join_requests.select_related("person"), pk=request_id)
    form = AnswerForm(request.POST, auto_id=f"id_{asked.pk}_%s")
    if not form.is_valid():
        return _show(request, network, asked=asked, form=form)
    try:
        answer_join_request(
            by=request.user,
            request=asked,
            is_welcome=form.is_welcome,
            answer=form.cleaned_data["answer"],
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _words_to_leader(asked, form))
    return redirect("networks:member_list", slug)


def _show(
    request: HttpRequest,
    network: Network,
    *,
    asked: JoinRequest | None = None,
    form: AnswerForm | None = None,
) -> HttpResponse:
    context = frame(request.user, with_people(network), _("Deltagere"))
    may_answer = context["standing"].may_answer_requests
    # As can_fetch_members says, without asking again.
    may_fetch = request.user.is_secretariat or context["standing"].is_inside
    context["may_fetch"] = may_fetch and can_fetch_lists(request.user)
    context["people"] = people = people_of(request.user, network, with_requests=may_answer)
    context["voices"] = missing_voices(network)
    context["may_invite"] = can_invite_into_network(request.user, network)
    context["answers"] = [
        (one, form if one == asked else AnswerForm(auto_id=f"id_{one.pk}_%s"))
        for one in people.requests
    ]
    context["form"] = form
    status = 422 if form else 200
    return render(request, "networks/membership/list.html", context, status=status)


def _tell_asked(request: HttpRequest, network: Network, is_sent: bool) -> None:
    name = {"name": network.leader.first_name}
    if is_sent:
        said = _("Din sætning er sendt til %(name)s. Du får svaret på mail.")
        messages.success(request, said % name)
    else:
        said = _(
            "Du har allerede bedt om at være med. %(name)s svarer på den sætning, du sendte først."
        )
        messages.info(request, said % name)


def _words_to_leader(asked: JoinRequest, form: AnswerForm) -> str:
    name = {"name": asked.person.first_name}
    if form.is_welcome:
        return _("%(name)s er nu med og har fået en mail om det.") % name
    return _("%(name)s har fået dit svar på mail.") % name
