"""Trials: the small acts that test one assumption."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted, visible_or_404
from networks.actions.trial import edit_trial, note_trial, plan_trial
from networks.forms.assumption import NoteForm, TrialEditForm, TrialForm, words_of
from networks.models import Trial
from networks.views.assumption_doors import (
    assumption_or_404,
    attempt,
    form_answer,
    framed,
    network_to_write_in,
)


@form_page
def trial_new(request: HttpRequest, slug: str, assumption_id: int) -> HttpResponse:
    """Agree on a small act that will show whether it holds."""
    network = network_to_write_in(request, slug)
    assumption = assumption_or_404(request, network, assumption_id)
    form = TrialForm(posted(request))
    trial, theirs = attempt(form, partial(plan_trial, by=request.user, assumption=assumption))
    if trial:
        messages.success(request, _("Prøvehandlingen er aftalt. Skriv her, hvad I så, bagefter."))
        return redirect("networks:assumption_detail", slug, assumption_id)
    context = framed(request, network, _("Ny prøvehandling"))
    context |= {
        "assumption": assumption,
        "heading": _("Hvordan vil I prøve den af?"),
        "lead": _("Noget lille på mandag er bedre end noget stort til efteråret."),
    }
    return form_answer(request, context, form, theirs)


@form_page
def trial_edit(request: HttpRequest, slug: str, assumption_id: int, trial_id: int) -> HttpResponse:
    """Another act, other people or another day."""
    network = network_to_write_in(request, slug)
    trial = _trial_or_404(request, assumption_or_404(request, network, assumption_id), trial_id)
    form = TrialEditForm(posted(request), initial=words_of(TrialEditForm, trial))
    edited, theirs = attempt(form, partial(edit_trial, by=request.user, trial=trial))
    if edited:
        messages.success(request, _("Prøvehandlingen er rettet."))
        return redirect("networks:assumption_detail", slug, assumption_id)
    context = framed(request, network, _("Ret prøvehandlingen"))
    context |= {"assumption": trial.assumption, "heading": _("Hvad vil I gøre i stedet?")}
    return form_answer(request, context, form, theirs)


@form_page
def trial_note(request: HttpRequest, slug: str, assumption_id: int, trial_id: int) -> HttpResponse:
    """What we saw when we tried; also where it is corrected."""
    network = network_to_write_in(request, slug)
    trial = _trial_or_404(request, assumption_or_404(request, network, assumption_id), trial_id)
    form = NoteForm(posted(request), initial=words_of(NoteForm, trial))
    noted, theirs = attempt(form, partial(note_trial, by=request.user, trial=trial))
    if noted:
        messages.success(request, _("Det, I så, er gemt. Holder antagelsen stadig?"))
        return redirect("networks:assumption_detail", slug, assumption_id)
    context = framed(request, network, _("Hvad så I?"))
    context |= {"assumption": trial.assumption, "heading": _("Hvad så I?"), "lead": trial.what}
    return form_answer(request, context, form, theirs)


def _trial_or_404(request: HttpRequest, assumption, trial_id: int) -> Trial:
    trial = visible_or_404(
        Trial.objects.visible_to(request.user), assumption=assumption, pk=trial_id
    )
    trial.assumption = assumption
    return trial
