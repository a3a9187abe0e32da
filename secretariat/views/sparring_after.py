"""A conversation's page once its time has come: was it held, and what to remember of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk.refusals import Refusal
from secretariat.actions.sparring_note import log_sparring, write_note
from secretariat.enums import SparringState
from secretariat.forms.sparring import MOVED, LogForm, NoteForm
from secretariat.permissions.sparring import is_participant
from secretariat.views.sparring import found, show


@require_POST
def sparring_log(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """One tap: held, moved or not held; a sentence may follow."""
    session = found(request.user, sparring_id, may=is_participant)
    form = LogForm(request.POST)
    if not form.is_valid():
        return show(request, session, log=form)
    said = form.cleaned_data
    is_moved = said["outcome"] == MOVED
    outcome = SparringState.AGREED if is_moved else said["outcome"]
    try:
        log_sparring(by=request.user, session=session, **{**said, "outcome": outcome})
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return show(request, session, log=form)
    if is_moved:
        return redirect("secretariat:sparring_move", sparring_id)
    messages.success(request, _("Tak. Det er noteret."))
    return redirect("secretariat:sparring_detail", sparring_id)


@require_POST
def sparring_note(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """Something to remember, for those who were there."""
    session = found(request.user, sparring_id, may=is_participant)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, session, note=form)
    try:
        write_note(by=request.user, session=session, **form.cleaned_data)
    except Refusal as refusal:
        form.with_fresh_key().add_error(None, str(refusal))
        return show(request, session, note=form)
    messages.success(request, _("Noten er gemt. Kun I, der var med, kan læse den."))
    return redirect("secretariat:sparring_detail", sparring_id)
