"""Answers to what waits: from the first page, and from a mail without signing in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_unsubscribe import stop_nudges_by_mail
from secretariat.actions.one_click import answer_with_one_click, answers_to
from secretariat.enums import NudgeAnswer
from secretariat.forms.nudge_answer import NotRelevantForm, RestForm
from secretariat.models import Nudge
from secretariat.nudges import RULE_OF
from secretariat.queries.digest import Told, facts_about
from secretariat.queries.front import step_of
from secretariat.queries.nudge_keys import nudge_of_token, person_of_stop_token, still_asked
from secretariat.queries.nudges import still_waits

FORMS: dict[str, type[RestForm] | type[NotRelevantForm]] = {
    NudgeAnswer.NOT_NOW: RestForm,
    NudgeAnswer.NOT_RELEVANT: NotRelevantForm,
}
RESTED = {
    3: gettext_lazy("Fint. Vi spørger igen om 3 dage."),
    7: gettext_lazy("Fint. Vi spørger igen om en uge."),
    30: gettext_lazy("Fint. Vi spørger igen om en måned."),
}


@require_POST
def nudge_answer(request: HttpRequest, answer: str) -> HttpResponse:
    """ "Ikke nu" or "ikke relevant" from the first page."""
    if answer not in FORMS:
        raise Http404
    rule, subject = request.POST.get("rule", ""), request.POST.get("subject", "")
    waiting = still_waits(RULE_OF[rule], request.user, subject) if rule in RULE_OF else None
    form = FORMS[answer](request.POST)
    if waiting and not form.is_valid():
        step = step_of(waiting)
        addresses = {"rest_url": step.not_now_url, "wave_url": step.not_relevant_url}
        return _ask(request, request.user, step=step, said_form=form, **addresses)
    try:
        if form.is_valid():
            answer_nudge(
                by=request.user, rule=rule, subject=subject, answer=answer, **form.cleaned_data
            )
            messages.success(request, _said(answer, form.cleaned_data))
    except Refusal:
        messages.info(request, _("Det venter ikke længere på dig."))
    return redirect("secretariat:front")


@never_cache
@login_not_required
@form_page
def nudge_letter(request: HttpRequest, token: str) -> HttpResponse:
    """The answer from a mail, without signing in: a GET shows the question, a POST answers it."""
    nudge = nudge_of_token(token)
    if nudge is None or _is_another(request, nudge.recipient):
        return render(request, "secretariat/nudge/closed.html", status=404)
    with translation.override(nudge.recipient.language):
        waiting = still_asked(nudge)
        if waiting is None:
            return render(request, "secretariat/nudge/gone.html")
        step, posted = step_of(waiting), request.method == "POST"
        answer = request.POST.get("svar", "") if posted else ""
        form = FORMS[answer](request.POST) if answer in FORMS else None
        if said := _carry_out(nudge, answer, form) if posted else "":
            return render(request, "secretariat/nudge/said.html", {"said": said, "step": step})
        more = {
            "answers": answers_to(nudge.rule).items(),
            "when": facts_about([Told(nudge, waiting)]).when(Told(nudge, waiting)),
            "wave_url": request.path if step.not_relevant_url else "",
        }
        return _ask(
            request, nudge.recipient, step=step, said_form=form, rest_url=request.path, **more
        )


@csrf_exempt
@never_cache
@login_not_required
@form_page
def nudge_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more nudges by mail: a GET asks, a POST does it, a mail program's too (RFC 8058)."""
    person = person_of_stop_token(token)
    if person is None or _is_another(request, person):
        return render(request, "secretariat/nudge/closed.html", status=404)
    if request.method == "POST":
        stop_nudges_by_mail(by=person)
        person.refresh_from_db(fields=["wants_nudges_by_mail"])
    with translation.override(person.language):
        return render(request, "secretariat/nudge/unsubscribe.html", {"person": person})


def _ask(
    request: HttpRequest, person: Person, *, said_form: Any = None, **context: Any
) -> HttpResponse:
    """The question with its answers; the one that a mail's link chose stands first."""
    wanted = request.POST.get("svar", "") or request.GET.get("svar", "")
    forms = {"rest": RestForm(), "wave": NotRelevantForm()}
    if said_form is not None:
        forms["rest" if isinstance(said_form, RestForm) else "wave"] = said_form
        wanted = wanted or NudgeAnswer.NOT_RELEVANT
    context |= {"person": person, "wanted": wanted, **forms}
    status = 422 if request.method == "POST" else 200
    return render(request, "secretariat/nudge/question.html", context, status=status)


def _carry_out(nudge: Nudge, answer: str, form: Any) -> str:
    """Do it as the one who was asked; returns the sentence that says so, or nothing."""
    matter = {"by": nudge.recipient, "rule": nudge.rule, "subject": nudge.subject}
    try:
        if form is not None and form.is_valid():
            answer_nudge(**matter, answer=answer, **form.cleaned_data)
            return _said(answer, form.cleaned_data)
        if answer in answers_to(nudge.rule):
            answer_with_one_click(by=nudge.recipient, nudge=nudge, answer=answer)
            said = str(answers_to(nudge.rule)[answer])
            return _("Dit svar er gemt: %(answer)s.") % {"answer": said}
    except Refusal as refusal:
        return str(refusal)
    return ""


def _said(answer: str, cleaned: dict[str, Any]) -> str:
    if answer == NudgeAnswer.NOT_NOW:
        return str(RESTED[cleaned["days"]])
    return _("Tak. Det spørger vi ikke om igen.")


def _is_another(request: HttpRequest, person: Person) -> bool:
    """Somebody else is signed in here: a forwarded mail answers for nobody."""
    return request.user.is_authenticated and request.user.pk != person.pk
