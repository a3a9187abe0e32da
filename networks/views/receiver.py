"""Whoever is asked to take a result over answers here, and is asked later how it fares."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk import clock
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from networks.actions.look_again import answer_look_again
from networks.actions.receiver import accept_result, decline_result, pass_on_result
from networks.enums import Afterlife, ReceiverAnswer
from networks.forms.result import AnswerForm, AskForm, LookAgainForm
from networks.models import LookAgain, Receiver
from networks.queries.result import card_for, card_of


@form_page
def receiver_answer(request: HttpRequest, receiver_id: int) -> HttpResponse:
    """The result and who asks: take it over, or say no and why."""
    receiver = _mine_or_404(request.user, receiver_id)
    form = AnswerForm(posted(request))
    if not form.is_valid():
        return _show(request, receiver, answer=form)
    act, words = accept_result if form.is_yes else decline_result, form.cleaned_data["words"]
    try:
        act(by=request.user, receiver=receiver, words=words)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, receiver, answer=form)
    if form.is_yes:
        said = _("Tak. Du har taget imod. %(name)s har fået besked.")
    else:
        said = _("Tak for svaret. %(name)s har fået din begrundelse.")
    messages.success(request, said % {"name": receiver.asked_by.name})
    return redirect("networks:receiver_answer", receiver_id)


@require_POST
def receiver_pass_on(request: HttpRequest, receiver_id: int) -> HttpResponse:
    """Somebody else is a better home for it."""
    receiver = _mine_or_404(request.user, receiver_id)
    form = _pass_on_form(request.POST)
    if not form.is_valid():
        return _show(request, receiver, pass_on=form)
    to, words = form.cleaned_data["person"], form.cleaned_data["words"]
    try:
        pass_on_result(by=request.user, receiver=receiver, to=to, words=words)
    except Refusal as refusal:
        form.add_error("person", str(refusal))
        return _show(request, receiver, pass_on=form)
    messages.success(request, _("%(name)s er spurgt og har fået en mail.") % {"name": to.name})
    return redirect("networks:receiver_answer", receiver_id)


@form_page
def look_again_answer(request: HttpRequest, look_id: int) -> HttpResponse:
    """Does it live, has it changed, or did it die? One click and a sentence."""
    mine = Receiver.objects.filter(person=request.user, answer=ReceiverAnswer.ACCEPTED)
    look = visible_or_404(
        LookAgain.objects.filter(result__in=mine.values("result")).select_related(
            "result__network"
        ),
        pk=look_id,
    )
    form = LookAgainForm(posted(request))
    if form.is_valid():
        try:
            answer_look_again(by=request.user, look=look, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tak. Svaret er gemt og sendt til dem, der var med."))
            return redirect("networks:look_again_answer", look_id)
    context = {"look": look, "card": card_of(look.result), "form": form, "answers": Afterlife}
    context["is_ahead"] = look.due_on > clock.today()
    status = 422 if form.errors else 200
    return render(request, "networks/result/look_again.html", context, status=status)


def _mine_or_404(person: Person, receiver_id: int) -> Receiver:
    """What the person is or was asked, unless somebody else was asked instead."""
    mine = Receiver.objects.filter(person=person).exclude(answer=ReceiverAnswer.REPLACED)
    around = ("result__network__leader", "asked_by__unit", "unit")
    return visible_or_404(mine.select_related(*around), pk=receiver_id)


def _pass_on_form(data: Any = None) -> AskForm:
    return AskForm(data, auto_id="id_pass_on_%s")


def _show(
    request: HttpRequest,
    receiver: Receiver,
    *,
    answer: AnswerForm | None = None,
    pass_on: AskForm | None = None,
) -> HttpResponse:
    answer, pass_on = answer or AnswerForm(), pass_on or _pass_on_form()
    context = {
        "receiver": receiver,
        "network": receiver.result.network,
        "card": card_for(request.user, receiver.result),
        "form": answer,
        "pass_on": pass_on,
    }
    status = 422 if answer.errors or pass_on.errors else 200
    return render(request, "networks/result/answer.html", context, status=status)
