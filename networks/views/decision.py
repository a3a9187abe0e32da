"""The chiefs' decision, and taking it up again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from networks.actions.decision import concerned_by, decide_proposal, reopen_decision
from networks.enums import DecisionOutcome
from networks.forms.decision import DecideForm, ReopenForm
from networks.models import Decision, Proposal
from networks.views.names import names_of
from networks.views.proposal import is_carried_out, proposal_or_404, show_proposal

DECIDED = {
    DecisionOutcome.YES: gettext_lazy("Chefforum har sagt ja til »%(title)s«."),
    DecisionOutcome.NOT_NOW: gettext_lazy("»%(title)s« er gemt til en senere runde."),
    DecisionOutcome.NO: gettext_lazy("Chefforum har sagt nej til »%(title)s«."),
}


@require_POST
def proposal_decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Ja, ikke nu or nej, with a reason that everyone concerned gets."""
    proposal = _before_chiefs_or_404(request, proposal_id)
    form = DecideForm(request.POST)
    if not is_carried_out(form, decide_proposal, by=request.user, proposal=proposal):
        return show_proposal(request, proposal_id, decide=form)
    messages.success(request, said_of(request, proposal, form.cleaned_data["outcome"]))
    return redirect("networks:proposal_detail", proposal_id)


@require_POST
def proposal_reopen(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take it up again, until the network is established."""
    proposal = _before_chiefs_or_404(request, proposal_id)
    form = ReopenForm(request.POST, auto_id="genaabn_%s")
    if not is_carried_out(form, reopen_decision, by=request.user, proposal=proposal):
        return show_proposal(request, proposal_id, reopen=form)
    told = _told(request, proposal, _("%(names)s har fået en mail om hvorfor."))
    messages.success(request, f"{_('Beslutningen er genåbnet og venter på jer igen.')} {told}")
    return redirect("networks:proposal_detail", proposal_id)


def said_of(request: HttpRequest, proposal: Proposal, outcome: str) -> str:
    """What was decided just now, and who has been told."""
    decided = DECIDED[DecisionOutcome(outcome)] % {"title": proposal.title}
    return f"{decided} {_told(request, proposal, _('%(names)s har fået begrundelsen på mail.'))}"


def _before_chiefs_or_404(request: HttpRequest, proposal_id: UUID) -> Proposal:
    return proposal_or_404(request, proposal_id, may=lambda _found: request.user.is_chief)


def _told(request: HttpRequest, proposal: Proposal, sentence: str) -> str:
    decision: Decision = proposal.decisions.first()
    others = [person for person in concerned_by(decision) if person != request.user]
    return sentence % {"names": names_of(others)} if others else ""
