"""A network's assumptions, and those that fell anywhere in the house."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.actions.assumption import (
    edit_assumption,
    reopen_assumption,
    settle_assumption,
    write_assumption,
)
from networks.enums import Audience
from networks.forms.assumption import AssumptionEditForm, AssumptionForm, SettleForm, words_of
from networks.forms.audience import READERS
from networks.models import Assumption
from networks.permissions.proposal import can_see_proposals
from networks.queries.assumption import answers_to_lift, board_of, detail_of, fallen_page
from networks.queries.sheets.assumption import board_sheet, fallen_sheet
from networks.views.assumption_doors import (
    assumption_or_404,
    attempt,
    form_answer,
    framed,
    network_to_write_in,
)
from networks.views.doors import network_or_404

AFTER, ANSWER = "efter", "svar"  # the address's words


@list_page
def assumption_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The board: what the network goes by, by how far it has been tried."""
    network = network_or_404(request.user, slug)
    context = framed(request, network, _("Antagelser"), is_below=False)
    if request.method == "POST":
        is_inside = context["standing"].is_inside
        return fetched(request, board_sheet(request.user, network, is_inside=is_inside))
    context["may_fetch"] = can_fetch_lists(request.user)
    context["columns"] = board_of(request.user, network)
    return render(request, "networks/assumption/list.html", context)


@form_page
def assumption_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one; an answer of the network's own proposal may lie beside it to lift from."""
    network = network_to_write_in(request, slug)
    answers = answers_to_lift(network) if can_see_proposals(request.user) else ()
    asked = request.GET.get(ANSWER, "")
    beside = next((one for one in answers if str(one.question_id) == asked), None)
    form = AssumptionForm(posted(request))
    write = partial(write_assumption, by=request.user, network=network, lifted_from=beside)
    assumption, _theirs = attempt(form, write)
    if assumption:
        return _saved(request, assumption)
    context = framed(request, network, _("Ny antagelse"))
    context |= {"form": form, "answers": answers, "beside": beside}
    status = 422 if form.errors else 200
    return render(request, "networks/assumption/new.html", context, status=status)


@require_safe
def assumption_detail(request: HttpRequest, slug: str, assumption_id: int) -> HttpResponse:
    """One assumption, how it was tried, and what was learned from it."""
    network = network_or_404(request.user, slug)
    assumption = assumption_or_404(request, network, assumption_id)
    context = framed(request, network, _("Antagelse"))
    context |= {"assumption": assumption, "detail": detail_of(request.user, assumption)}
    return render(request, "networks/assumption/detail.html", context)


@form_page
def assumption_edit(request: HttpRequest, slug: str, assumption_id: int) -> HttpResponse:
    """Say it better, or to others than before."""
    network = network_to_write_in(request, slug)
    assumption = assumption_or_404(request, network, assumption_id)
    form = AssumptionEditForm(posted(request), initial=words_of(AssumptionEditForm, assumption))
    edit = partial(edit_assumption, by=request.user, assumption=assumption)
    edited, theirs = attempt(form, edit)
    if edited:
        return _saved(request, edited)
    context = framed(request, network, _("Ret antagelsen"))
    context |= {"assumption": assumption, "heading": _("Hvordan skal den lyde?")}
    return form_answer(request, context, form, theirs)


@form_page
def assumption_settle(request: HttpRequest, slug: str, assumption_id: int) -> HttpResponse:
    """Say what became of it, and what showed it."""
    network = network_to_write_in(request, slug)
    assumption = assumption_or_404(request, network, assumption_id)
    form = SettleForm(posted(request), initial=words_of(SettleForm, assumption))
    settle = partial(settle_assumption, by=request.user, assumption=assumption)
    settled, theirs = attempt(form, settle)
    if settled:
        return _saved(request, settled)
    context = framed(request, network, _("Hvad blev det til?"))
    context |= {
        "assumption": assumption,
        "heading": _("Hvad blev det til?"),
        "lead": _("En antagelse, der falder, er ikke et nederlag. Den har gjort jer klogere."),
    }
    return form_answer(request, context, form, theirs)


@require_POST
def assumption_reopen(request: HttpRequest, slug: str, assumption_id: int) -> HttpResponse:
    """It turned out not to be settled after all."""
    network = network_to_write_in(request, slug)
    assumption = assumption_or_404(request, network, assumption_id)
    try:
        reopen_assumption(by=request.user, assumption=assumption)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Antagelsen er åben igen. Det, I skrev, er gemt."))
    return redirect("networks:assumption_detail", slug, assumption_id)


@list_page
def assumption_fallen(request: HttpRequest) -> HttpResponseBase:
    """The proudest page of the house: what somebody was wrong about, and shared."""
    if request.method == "POST":
        return fetched(request, fallen_sheet(request.user))
    page = fallen_page(request.user, after=request.GET.get(AFTER, ""))
    context = {"page": page, "may_fetch": can_fetch_lists(request.user)}
    return render(request, "networks/assumption/fallen.html", context)


def _saved(request: HttpRequest, assumption: Assumption) -> HttpResponse:
    readers = READERS[Audience(assumption.audience)]
    messages.success(request, _("Antagelsen er gemt. %(readers)s") % {"readers": readers})
    return redirect("networks:assumption_detail", assumption.network.slug, assumption.pk)
