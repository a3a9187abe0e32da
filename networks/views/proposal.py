"""The list of proposals, and one proposal as it is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.actions.proposal import withdraw_proposal
from networks.forms.decision import DecideForm, ReopenForm
from networks.forms.proposal import CommentForm, ForwardForm, ReturnForm
from networks.models import Proposal
from networks.permissions.proposal import can_see_proposals, is_author
from networks.queries.acts import Acts, acts_for
from networks.queries.proposal import Reading, readable_by, reading_of
from networks.queries.proposal_overview import proposal_overview
from networks.queries.sheets.proposal import proposals_sheet
from networks.views.trail import trail_to

# Where each form of the page keeps what was typed into it.
TYPED = ("text", "note", "reason")


@list_page
def proposal_list(request: HttpRequest) -> HttpResponseBase:
    """What waits for the person, what they have written, and what else they may read."""
    if not can_see_proposals(request.user):
        raise Http404
    if request.method == "POST":
        return fetched(request, proposals_sheet(request.user))
    overview = proposal_overview(person=request.user, page=request.GET.get("page"))
    context = {"overview": overview, "may_fetch": can_fetch_lists(request.user)}
    return render(request, "networks/proposal/list.html", context)


@require_safe
def proposal_detail(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The proposal by its seven questions, and what this person may do with it."""
    return show_proposal(request, proposal_id)


@require_POST
def proposal_withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The proposer takes it back."""
    proposal = proposal_or_404(
        request, proposal_id, may=lambda found: found.proposer_id == request.user.pk
    )
    try:
        withdraw_proposal(by=request.user, proposal=proposal)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Forslaget er trukket tilbage. Du kan stadig læse det her."))
    return redirect("networks:proposal_detail", proposal_id)


def proposal_or_404(
    request: HttpRequest, proposal_id: UUID, *, may: Callable[[Proposal], bool]
) -> Proposal:
    """The proposal, if the person may see it and is one of those whom the act is for."""
    return visible_or_404(Proposal.objects.visible_to(request.user), may=may, pk=proposal_id)


def is_carried_out(form: Form, action: Callable[..., Any], **given: Any) -> bool:
    """Do it with what the form says; if that fails, the form knows why and keeps the words."""
    if not form.is_valid():
        return False
    try:
        action(**given, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def show_proposal(request: HttpRequest, proposal_id: UUID, **sent: Form) -> HttpResponse:
    """The page of one proposal; `sent` holds a form that came back, by its name."""
    proposal = visible_or_404(readable_by(request.user), pk=proposal_id)
    reading, acts = reading_of(proposal), acts_for(request.user, proposal)
    context = {
        "reading": reading,
        "proposal": proposal,
        "acts": acts,
        "is_own": is_author(request.user, proposal),
        "trail": trail_to(proposal),
        **_forms(reading, acts, sent),
        **_came_back(next(iter(sent.values()), None)),
    }
    return render(request, "networks/proposal/detail.html", context, status=422 if sent else 200)


def comment_form(question: str, data: Any = None) -> CommentForm:
    """A comment form with ids of its own: there is one under each question."""
    return CommentForm(data, auto_id=f"kommentar{question}_%s")


def _forms(reading: Reading, acts: Acts, sent: dict[str, Form]) -> dict[str, Any]:
    came_back = sent.get("comment")
    about = came_back.data.get("question", "") if came_back else ""
    if about not in {str(question.number) for question in reading.questions}:
        about = ""

    def comment_on(key: str) -> Form | None:
        if came_back and key == about:
            return came_back
        return comment_form(key) if acts.may_comment else None

    return {
        "general_form": comment_on(""),
        "lines": [(question, comment_on(str(question.number))) for question in reading.questions],
        "return_form": sent.get("return") or ReturnForm(auto_id="tilbage_%s"),
        "forward_form": sent.get("forward") or ForwardForm(auto_id="videre_%s"),
        "decide_form": sent.get("decide") or (DecideForm() if acts.may_decide else None),
        "reopen_form": sent.get("reopen") or ReopenForm(auto_id="genaabn_%s"),
    }


def _came_back(form: Form | None) -> dict[str, Any]:
    """The form with its errors; and its words, when the act itself is no longer possible."""
    is_refused = form is not None and bool(form.non_field_errors())
    words = (form.data.get(name) for name in TYPED) if form and is_refused else ()
    return {"came_back": form, "kept": next(filter(None, words), "")}
