"""The secretariat's talk with those who wrote: comment, send back, forward."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from networks.actions.sharpening import comment_on_proposal, forward_proposal, return_proposal
from networks.forms.proposal import ForwardForm, ReturnForm
from networks.models import Proposal
from networks.permissions.proposal import can_read_comments
from networks.views.names import names_of
from networks.views.proposal import (
    comment_form,
    is_carried_out,
    proposal_or_404,
    show_proposal,
)


@require_POST
def proposal_comment(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """A word on one question or on the whole; authors and secretariat alone."""
    proposal = proposal_or_404(
        request, proposal_id, may=lambda found: can_read_comments(request.user, found)
    )
    form = comment_form(request.POST.get("question", ""), request.POST)
    if not is_carried_out(form, comment_on_proposal, by=request.user, proposal=proposal):
        return show_proposal(request, proposal_id, comment=form)
    if request.user.is_secretariat:
        said = _(
            "Din kommentar er gemt. Forslagsstilleren får besked, "
            "når du sender forslaget tilbage eller videre."
        )
    else:
        said = _("Din kommentar er gemt. Sekretariatet ser den, næste gang de åbner forslaget.")
    messages.success(request, said)
    return redirect("networks:proposal_detail", proposal_id)


@require_POST
def proposal_return(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Back to its authors, with a question."""
    proposal = _with_secretariat_or_404(request, proposal_id)
    form = ReturnForm(request.POST, auto_id="tilbage_%s")
    if not is_carried_out(form, return_proposal, by=request.user, proposal=proposal):
        return show_proposal(request, proposal_id, **{"return": form})
    said = _("Forslaget er sendt tilbage. %(names)s har fået dit spørgsmål på mail.")
    messages.success(request, said % {"names": _authors(proposal)})
    return redirect("networks:proposal_detail", proposal_id)


@require_POST
def proposal_forward(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """On to the chiefs, with a word from the consultant."""
    proposal = _with_secretariat_or_404(request, proposal_id)
    form = ForwardForm(request.POST, auto_id="videre_%s")
    if not is_carried_out(form, forward_proposal, by=request.user, proposal=proposal):
        return show_proposal(request, proposal_id, forward=form)
    said = _("Forslaget ligger nu hos chefforum. %(names)s har fået en mail om det.")
    messages.success(request, said % {"names": _authors(proposal)})
    return redirect("networks:proposal_detail", proposal_id)


def _with_secretariat_or_404(request: HttpRequest, proposal_id: UUID) -> Proposal:
    return proposal_or_404(request, proposal_id, may=lambda _found: request.user.is_secretariat)


def _authors(proposal: Proposal) -> str:
    return names_of([proposal.proposer, *proposal.co_authors.all()])
