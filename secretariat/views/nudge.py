from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page
from netvaerk.nudges import Waiting
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_letters import TOKEN_SALT
from secretariat.enums import NudgeAnswer
from secretariat.nudges import RULE_OF
from secretariat.queries.front import step_of
from secretariat.queries.nudges import still_waits

TOKEN_DAYS = 30
SAID = {
    NudgeAnswer.NOT_NOW: gettext_lazy("Fint. Vi spørger igen om en uge."),
    NudgeAnswer.NOT_RELEVANT: gettext_lazy("Tak. Det spørger vi ikke om igen."),
}


@require_POST
def nudge_answer(request: HttpRequest, answer: str) -> HttpResponse:
    """ "Ikke nu" or "ikke relevant" from the first page."""
    if answer not in NudgeAnswer.values:
        raise Http404
    rule, subject = request.POST.get("rule", ""), request.POST.get("subject", "")
    try:
        answer_nudge(by=request.user, rule=rule, subject=subject, answer=answer)
        messages.success(request, SAID[NudgeAnswer(answer)])
    except Refusal:
        messages.info(request, _("Det venter ikke længere på dig."))
    return redirect("secretariat:front")


@login_not_required
@form_page
def nudge_letter(request: HttpRequest, token: str) -> HttpResponse:
    """The answer from a mail, without signing in: a GET shows the question, a POST answers it."""
    try:
        rule, subject, recipient = signing.loads(
            token, salt=TOKEN_SALT, max_age=TOKEN_DAYS * 24 * 60 * 60
        )
    except signing.BadSignature as error:
        raise Http404 from error
    person = get_object_or_404(Person.objects.active(), pk=recipient)
    waiting = still_waits(RULE_OF[rule], person, subject) if rule in RULE_OF else None
    said = ""
    if request.method == "POST" and waiting:
        said = _answer(person, waiting, request.POST.get("svar", ""))
    context = {
        "step": step_of(waiting) if waiting else None,
        "said": said,
        "wanted": request.GET.get("svar", ""),
    }
    return render(request, "secretariat/nudge/letter.html", context)


def _answer(person: Person, waiting: Waiting, answer: str) -> str:
    """Carry the answer out; returns the sentence that says so."""
    if answer not in NudgeAnswer.values:
        answer = NudgeAnswer.NOT_NOW
    try:
        answer_nudge(by=person, rule=waiting.rule, subject=waiting.subject, answer=answer)
    except Refusal as refusal:
        return str(refusal)
    return str(SAID[NudgeAnswer(answer)])
