"""A conversation's pages until it takes place: asked, given a time, moved or withdrawn."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.queries.standing import networks_for
from networks.views.doors import frame, network_or_404
from secretariat.actions.sparring import (
    ask_for_sparring,
    move_sparring,
    pick_time,
    propose_times,
    reopen_times,
    withdraw_sparring,
)
from secretariat.forms.sparring import (
    AskForm,
    BecauseForm,
    LogForm,
    MoveForm,
    NoteForm,
    PickForm,
    TimesForm,
)
from secretariat.models import SparringSession
from secretariat.permissions.sparring import (
    can_ask_for_sparring,
    can_move_sparring,
    can_propose_times,
    can_reopen_times,
    can_withdraw_sparring,
)
from secretariat.queries.sparring import one_sparring

WITH = ("format", "partner__unit", "asked_by__unit", "logged_by")


@form_page
def sparring_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the secretariat for somebody to talk with."""
    network = network_or_404(request.user, slug, may=can_ask_for_sparring)
    form = AskForm(posted(request))
    if form.is_valid():
        try:
            ask_for_sparring(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            said = _("I har bedt om sparring. Sekretariatet finder en, I kan tale med.")
            messages.success(request, said)
            return redirect("secretariat:network_support", slug)
    context = {**frame(request.user, network, _("Bed om sparring")), "form": form}
    context["trail"].insert(-1, (_support_of(network), _("Støtte")))
    status = 422 if form.errors else 200
    return render(request, "secretariat/sparring/ask.html", context, status=status)


@require_safe
def sparring_detail(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """The question, who talks about it and when; afterwards what came of it."""
    return show(request, found(request.user, sparring_id))


@form_page
def sparring_times(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """The partner proposes up to three times."""
    session = found(request.user, sparring_id, may=can_propose_times)
    form = TimesForm(posted(request))
    if form.is_valid():
        try:
            propose_times(by=request.user, session=session, times=form.times)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tiderne er sendt. Netværket vælger en af dem."))
            return redirect("secretariat:sparring_detail", sparring_id)
    return _write(request, session, form, "times", _("Foreslå tider"))


@require_POST
def sparring_pick(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """The network picks one of the proposed times."""
    session, form = found(request.user, sparring_id), PickForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Vælg et af tidspunkterne."))
        return redirect("secretariat:sparring_detail", sparring_id)
    try:
        pick_time(by=request.user, session=session, **form.cleaned_data)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Tidspunktet er aftalt. Alle, der er med, får en mail."))
    return redirect("secretariat:sparring_detail", sparring_id)


@form_page
def sparring_reopen(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """None of the times fits."""
    session = found(request.user, sparring_id, may=can_reopen_times)
    said = _("Sparringspartneren har fået en mail og foreslår nye tider.")
    return _because(request, session, reopen_times, ("reopen", _("Find andre tider"), said))


@form_page
def sparring_withdraw(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """It isn't needed any more, or can't be given."""
    session = found(request.user, sparring_id, may=can_withdraw_sparring)
    said = _("Sparringen er trukket tilbage. De, der vidste det, får en mail.")
    return _because(request, session, withdraw_sparring, ("withdraw", _("Træk tilbage"), said))


@form_page
def sparring_move(request: HttpRequest, sparring_id: int) -> HttpResponse:
    """Another time or place, on top of what was read."""
    session = found(request.user, sparring_id, may=can_move_sparring)
    form, theirs = MoveForm(posted(request), session=session), None
    if form.is_valid():
        try:
            move_sparring(by=request.user, session=session, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.sequence).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sparringen er flyttet. Alle, der er med, får en mail."))
            return redirect("secretariat:sparring_detail", sparring_id)
    return _write(request, session, form, "move", _("Flyt sparringen"), theirs=theirs)


def found(
    person: Person,
    sparring_id: int,
    *,
    may: Callable[[Person, SparringSession], bool] = lambda _person, _session: True,
) -> SparringSession:
    """The conversation in a network that may be seen; refused and missing look alike."""
    networks = networks_for(person)
    sessions = SparringSession.objects.visible_to(person).select_related(*WITH)

    def opens(session: SparringSession) -> bool:
        session.network = visible_or_404(networks, pk=session.network_id)
        return may(person, session)

    return visible_or_404(sessions, may=opens, pk=sparring_id)


def show(
    request: HttpRequest,
    session: SparringSession,
    *,
    log: LogForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    context = _framed(request, session, _("Sparring"))
    context["page"] = one_sparring(request.user, session)
    context |= {"log": log or LogForm(), "note": note or NoteForm()}
    status = 422 if log or note else 200
    return render(request, "secretariat/sparring/detail.html", context, status=status)


def _because(
    request: HttpRequest, session: SparringSession, act: Callable, words: tuple[str, str, str]
) -> HttpResponse:
    """An act that asks for a sentence; `words` are its kind, its button and what is said after."""
    kind, label, said = words
    form = BecauseForm(posted(request))
    if form.is_valid():
        try:
            act(by=request.user, session=session, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("secretariat:sparring_detail", session.pk)
    return _write(request, session, form, kind, label)


def _write(
    request: HttpRequest, session: SparringSession, form: forms.Form, kind: str, label: str, **more
) -> HttpResponse:
    context = _framed(request, session, label)
    page = reverse("secretariat:sparring_detail", args=[session.pk])
    context["trail"].insert(-1, (page, _("Sparring")))
    context |= {"form": form, "kind": kind, "label": label, **more}
    status = 422 if form.errors else 200
    return render(request, "secretariat/sparring/write.html", context, status=status)


def _framed(request: HttpRequest, session: SparringSession, here: str) -> dict[str, Any]:
    context = {**frame(request.user, session.network, here), "session": session}
    if context["standing"].may_see_support:
        context["trail"].insert(-1, (_support_of(session.network), _("Støtte")))
    return context


def _support_of(network: Any) -> str:
    return reverse("secretariat:network_support", args=[network.slug])
