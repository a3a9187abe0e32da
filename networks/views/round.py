"""The theme rounds, as the chiefs meet them: prepared, decided one after the other, on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk import clock
from netvaerk.gates import form_page, visible_or_404
from netvaerk.papers import CONTENT_TYPES, as_docx, as_pdf
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from networks.actions.decision import decide_proposal
from networks.forms.decision import DecideForm
from networks.models import ThemeRound
from networks.permissions.round import can_decide_in_rounds, can_see_rounds
from networks.queries.round import rounds_on
from networks.queries.round_items import on_agenda
from networks.queries.round_page import next_undecided, round_page, round_step
from networks.queries.round_paper import agenda_of, in_words
from networks.queries.sheets.round import agenda_sheet, rounds_sheet
from networks.views.decision import said_of
from networks.views.proposal import is_carried_out

WRITTEN = {"pdf": as_pdf, "docx": as_docx}


@list_page
def round_list(request: HttpRequest) -> HttpResponseBase:
    """Those to come, and those that have been decided."""
    if not can_see_rounds(request.user):
        raise Http404
    if request.method == "POST":
        return fetched(request, rounds_sheet())
    context = {"rounds": rounds_on(clock.today()), "trail": _trail(_("Temarunder"))}
    context["may_fetch"] = can_fetch_lists(request.user)
    return render(request, "networks/round/list.html", context)


@list_page
def round_detail(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The proposals side by side by the seven questions."""
    theme_round = _round_or_404(request.user, round_id)
    if request.method == "POST":
        return fetched(request, agenda_sheet(request.user, theme_round))
    page = round_page(request.user, theme_round)
    context = {
        "page": page,
        "in_words": in_words(page),
        "may_decide": can_decide_in_rounds(request.user),
        "may_fetch": can_fetch_lists(request.user),
        "trail": _trail(theme_round.name, _to_rounds()),
    }
    return render(request, "networks/round/detail.html", context)


@form_page
def round_decide(request: HttpRequest, round_id: int, proposal_id: UUID) -> HttpResponse:
    """One proposal at a time, decided in the meeting."""
    if not can_decide_in_rounds(request.user):
        raise Http404
    theme_round = _round_or_404(request.user, round_id)
    if request.method != "POST":
        return _step(request, theme_round, proposal_id, DecideForm())
    proposal = visible_or_404(on_agenda(request.user, theme_round), pk=proposal_id)
    form = DecideForm(request.POST)
    if not is_carried_out(form, decide_proposal, by=request.user, proposal=proposal):
        return _step(request, theme_round, proposal_id, form, status=422)
    messages.success(request, said_of(request, proposal, form.cleaned_data["outcome"]))
    following = next_undecided(request.user, theme_round, after=proposal_id)
    if following:
        return redirect("networks:round_decide", round_id, following)
    messages.success(request, _("I har besluttet alle forslag i runden."))
    return redirect("networks:round_detail", round_id)


@require_safe
def round_agenda(request: HttpRequest, round_id: int, form: str) -> HttpResponse:
    """The same on paper, in Danish whoever fetches it, as people wrote it."""
    theme_round = _round_or_404(request.user, round_id)
    with translation.override("da"):
        paper = WRITTEN[form](agenda_of(round_page(request.user, theme_round)))
    name = content_disposition_header(True, f"dagsorden-{slugify(theme_round.name)}.{form}")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(paper, content_type=CONTENT_TYPES[form], headers=headers)


def _round_or_404(person: Person, round_id: int) -> ThemeRound:
    if not can_see_rounds(person):
        raise Http404
    return visible_or_404(ThemeRound.objects.all(), pk=round_id)


def _step(
    request: HttpRequest,
    theme_round: ThemeRound,
    proposal_id: UUID,
    form: DecideForm,
    *,
    status: int = 200,
) -> HttpResponse:
    step = round_step(request.user, theme_round, proposal_id)
    if step is None:
        raise Http404
    context: dict[str, Any] = {
        "round": theme_round,
        "step": step,
        "item": step.item,
        "lines": [(answer, None) for answer in step.item.answers],
        "decide_form": form,
        # Somebody else decided meanwhile: what was typed is shown, but can't be saved here.
        "kept": "" if step.item.is_undecided else form.data.get("reason", ""),
        "trail": _trail(_("Beslut"), _to_rounds(), _to_round(theme_round)),
    }
    return render(request, "networks/round/decide.html", context, status=status)


def _trail(here: str, *above: tuple[str, str]) -> list[tuple[str, str]]:
    return [(reverse("networks:proposal_list"), _("Forslag")), *above, ("", here)]


def _to_rounds() -> tuple[str, str]:
    return reverse("networks:round_list"), _("Temarunder")


def _to_round(theme_round: ThemeRound) -> tuple[str, str]:
    return reverse("networks:round_detail", args=[theme_round.pk]), theme_round.name
