"""Writing a proposal: begin it, one section at a time, send it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk import clock, dates
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.proposal import (
    ProposalIncomplete,
    begin_proposal,
    save_answer,
    save_outline,
    submit_proposal,
)
from networks.forms.proposal import (
    AnswerForm,
    BeginForm,
    OutlineForm,
    UnitsForm,
    VoicesForm,
    moment_or_none,
)
from networks.models import Proposal, Question
from networks.permissions.proposal import can_begin_proposal, can_edit_proposal, is_author
from networks.queries.proposal import readable_by, reading_of
from networks.queries.round import deadline_on
from networks.queries.unit_tree import unit_tree
from networks.queries.writing import (
    OUTLINE,
    READ_THROUGH,
    Writing,
    first_unfinished,
    writing_of,
)
from networks.views.trail import trail_to

FORMS = {Question.UNITS: UnitsForm, Question.VOICES: VoicesForm}
LIKE = "lignende"  # the address's word for what lies beside


@form_page
def proposal_new(request: HttpRequest) -> HttpResponse:
    """The first two lines; the rest is written in the draft that they begin."""
    if not can_begin_proposal(request.user):
        raise Http404
    form = BeginForm(posted(request))
    if form.is_valid():
        try:
            proposal = begin_proposal(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("networks:proposal_section", proposal.pk, "1")
    context = {"form": form, "deadline": deadline_on(clock.today()), "trail": trail_to()}
    status = 422 if form.errors else 200
    return render(request, "networks/proposal/new.html", context, status=status)


@require_safe
def proposal_edit(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Go on where something is missing."""
    proposal = own_or_404(request, proposal_id)
    if not can_edit_proposal(request.user, proposal):
        return redirect("networks:proposal_detail", proposal_id)
    section = first_unfinished(reading_of(proposal))
    return redirect("networks:proposal_section", proposal_id, section)


@form_page
def proposal_section(request: HttpRequest, proposal_id: UUID, section: str) -> HttpResponse:
    """One section: read it, write it, or have it saved by itself while writing."""
    proposal = own_or_404(request, proposal_id)
    page = writing_of(person=request.user, proposal=proposal, section=section)
    if section not in page.sections:
        raise Http404
    if request.method == "POST" and section != READ_THROUGH:
        return _save(request, page)
    if not can_edit_proposal(request.user, proposal):
        return redirect("networks:proposal_detail", proposal_id)
    if request.htmx:
        context = {"page": page, "shows_known": True}
        return render(request, "networks/proposal/_beside.html", context)
    return _show(request, page)


@require_POST
def proposal_submit(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Hand it to the secretariat; what is missing is named where one sends it from."""
    proposal = own_or_404(request, proposal_id)
    try:
        sent = submit_proposal(by=request.user, proposal=proposal)
    except ProposalIncomplete as refusal:
        page = writing_of(person=request.user, proposal=proposal, section=READ_THROUGH)
        return _show(request, page, refusal=refusal, status=422)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _(
            "Forslaget er sendt. Sekretariatet læser det inden for fem arbejdsdage, "
            "og chefforum beslutter i %(month)s."
        )
        messages.success(request, said % {"month": dates.month(sent.round.decided_on)})
    return redirect("networks:proposal_detail", proposal_id)


def own_or_404(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """A proposal that the person has written, alone or with others."""
    return visible_or_404(
        readable_by(request.user),
        may=lambda found: is_author(request.user, found),
        pk=proposal_id,
    )


def _save(request: HttpRequest, page: Writing) -> HttpResponse:
    form = _form(page, request.POST)
    based_on, theirs = request.POST.get("based_on", ""), None
    if form.is_valid():
        try:
            _write(request, page, form, based_on)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, page)
    if request.htmx:
        # The status keeps what the writer saw, so that the save button shows both texts.
        context = {"page": page, "form": form, "theirs": theirs, "based_on": based_on}
        return render(request, "networks/proposal/section.html#saved", context, status=422)
    based_on = page.based_on if theirs else based_on
    return _show(request, page, form=form, theirs=theirs, based_on=based_on, status=422)


def _write(request: HttpRequest, page: Writing, form: Form, based_on: str) -> None:
    words = form.cleaned_data
    if page.section == OUTLINE:
        save_outline(by=request.user, proposal=page.proposal, based_on=based_on, **words)
    else:
        save_answer(
            by=request.user,
            proposal=page.proposal,
            question=Question(pk=page.question.number),
            based_on=moment_or_none(based_on),
            **words,
        )


def _saved(request: HttpRequest, page: Writing) -> HttpResponse:
    if request.htmx:
        proposal = own_or_404(request, page.proposal.pk)
        page = writing_of(person=request.user, proposal=proposal, section=page.section)
        context = {"page": page, "based_on": page.based_on, "shows_known": True}
        return render(request, "networks/proposal/section.html#kept", context)
    if not Proposal.objects.written_by(request.user).filter(pk=page.proposal.pk).exists():
        messages.success(request, _("Gemt. Du skriver ikke længere med på forslaget."))
        return redirect("networks:proposal_list")
    # Every stop on the way is a button of the form, so that leaving a section saves it.
    wanted = request.POST.get("goto")
    section = wanted if wanted in page.sections else page.section
    return redirect("networks:proposal_section", page.proposal.pk, section)


def _show(
    request: HttpRequest, page: Writing, *, form: Form | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    form = form or _form(page)
    asks_units = isinstance(form, UnitsForm)
    context = {
        "page": page,
        "reading": page.reading,
        "lines": [(question, None) for question in page.reading.questions],
        "proposal": page.proposal,
        "trail": trail_to(page.proposal, _("Skriv")),
        "form": form,
        "based_on": page.based_on,
        # Looked for when the page is there, or when it is asked for without scripts.
        "shows_known": LIKE in request.GET,
        "areas": unit_tree({str(pk) for pk in form["units"].value() or ()}) if asks_units else (),
    }
    if page.section != READ_THROUGH:
        return render(request, "networks/proposal/section.html", {**context, **more}, status=status)
    context["deadline"] = deadline_on(clock.today())
    return render(
        request, "networks/proposal/read_through.html", {**context, **more}, status=status
    )


def _form(page: Writing, data: Any = None) -> Form | None:
    proposal: Any = page.proposal
    if page.section == OUTLINE:
        outline = {
            "title": proposal.title,
            "challenge": proposal.challenge,
            "co_authors": proposal.co_authors.all(),
        }
        return OutlineForm(data, initial=outline)
    if page.question is None:
        return None
    answer = {
        "text": page.question.text,
        "units": proposal.unit_ids,
        "voices": proposal.voice_ids,
    }
    return FORMS.get(page.question.number, AnswerForm)(data, initial=answer)
