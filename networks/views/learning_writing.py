"""Writing a learning card: a new one, one that stands, and the draft of either."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from netvaerk.gates import form_page
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.learning import SavedWithOtherWords, edit_learning, record_learning
from networks.actions.learning_draft import discard_learning_draft, save_learning_draft
from networks.forms.attachment import UploadsField
from networks.forms.prose import FormKey
from networks.models import LearningEntry, Network
from networks.queries.learning_writing import draft_with, number_in
from networks.views.doors import network_or_404
from networks.views.learning_form import (
    FORM,
    address_of,
    draft_or_404,
    form_for,
    keep_files,
    own_card_or_404,
    show,
    tell_saved,
    typed_in,
    writers_network_or_404,
)


@form_page
def learning_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a learning card; who may read it is said before saving."""
    network = writers_network_or_404(request, slug)
    draft = draft_or_404(request, network)
    form = form_for(request, network, draft=draft)
    if form.is_valid():
        try:
            record_learning(by=request.user, network=network, kind=form.kind, **form.cleaned_data)
        except SavedWithOtherWords as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_saved(request, form)
            return redirect("networks:learning_list", slug)
    if form.errors:
        keep_files(request, network, form)
    return show(request, network, form, draft=draft)


@form_page
def learning_edit(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """Write a card anew, by its author or the leader; how it stood is kept."""
    network = writers_network_or_404(request, slug)
    entry, theirs = own_card_or_404(request, network, entry_id), None
    draft = draft_or_404(request, network)
    form = form_for(request, network, entry=entry, draft=draft)
    if form.is_valid():
        try:
            edit_learning(by=request.user, entry=entry, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_saved(request, form)
            return redirect("networks:learning_detail", slug, entry_id)
    if form.errors:
        keep_files(request, network, form, entry)
    return show(request, network, form, entry=entry, draft=draft, theirs=theirs)


@require_POST
def learning_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed so far: by itself while writing, or by the button."""
    network = writers_network_or_404(request, slug)
    number = number_in(request.POST.get("entry", ""))
    entry = own_card_or_404(request, network, number) if number else None
    typed = typed_in(request, entry)
    key = FormKey().clean(request.POST.get("form_key"))
    try:
        draft = save_learning_draft(
            by=request.user,
            network=network,
            form_key=key,
            fields=typed,
            uploads=_chosen_files(request),
        )
    except Refusal as refusal:
        return _not_kept(request, network, entry, {**typed, "form_key": key}, refusal)
    if request.htmx and FORM not in request.GET:
        return render(request, "networks/learning/_form.html#saved", {"draft": draft})
    address = address_of(request, network, entry, draft)
    if request.htmx:
        return HttpResponseClientRedirect(address)
    messages.success(request, _("Kladden er gemt. Kun du kan læse den."))
    return redirect(address)


@require_POST
def learning_draft_discard(request: HttpRequest, slug: str, form_key: UUID) -> HttpResponse:
    """Throw one's own draft away."""
    network = network_or_404(request.user, slug)
    draft = draft_with(request.user, network, str(form_key))
    if draft is None:
        raise Http404
    discard_learning_draft(by=request.user, draft=draft)
    messages.success(request, _("Kladden er smidt ud."))
    return redirect("networks:learning_list", slug)


def _not_kept(
    request: HttpRequest,
    network: Network,
    entry: LearningEntry | None,
    typed: dict[str, Any],
    refusal: Refusal,
) -> HttpResponse:
    if request.htmx:
        context = {"refusal": refusal}
        return render(request, "networks/learning/_form.html#saved", context, status=422)
    form = form_for(request, network, entry=entry, typed=typed)
    return show(request, network, form, entry=entry, refusal=refusal, status=422)


def _chosen_files(request: HttpRequest) -> tuple:
    """The files that a draft can keep; what is wrong with the others is said."""
    try:
        return UploadsField().clean(request.FILES.getlist("uploads"))
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
        return ()
