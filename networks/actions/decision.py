"""The chiefs' side of a proposal: decide it, reopen the decision."""

from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from networks.actions.ending import call_off
from networks.actions.establishment import establish_when_ready
from networks.actions.network import begin_network
from networks.actions.proposal import locked
from networks.enums import (
    OUTCOME_STATUS,
    DecisionOutcome,
    EndedBecause,
    NetworkStatus,
    ProposalStatus,
)
from networks.models import Decision, Network, NetworkType, Proposal, ThemeRound
from networks.permissions.proposal import can_decide_proposal, can_reopen_decision


class DecisionIncomplete(Refusal):
    """A "ja" names type and leaders, an "ikke nu" names a round."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Et ja skal nævne type, referenceleder og netværksleder. "
                "Et »ikke nu« skal nævne runden."
            )
        )


SUBJECTS = {
    DecisionOutcome.YES: _("Ja til »{title}«"),
    DecisionOutcome.NOT_NOW: _("Ikke nu: »{title}« er gemt til en senere runde"),
    DecisionOutcome.NO: _("Nej til »{title}«, og hvorfor"),
}


@transaction.atomic
def decide_proposal(
    *,
    by: Person,
    proposal: Proposal,
    outcome: str,
    reason: str,
    network_type: NetworkType | None = None,
    reference_leader: Person | None = None,
    network_leader: Person | None = None,
    parked_to: ThemeRound | None = None,
) -> Decision:
    """Decide with a reason; "ja" makes the network, and everyone concerned is told once."""
    proposal = locked(proposal)
    require(can_decide_proposal(by, proposal))
    is_yes, is_parked = outcome == DecisionOutcome.YES, outcome == DecisionOutcome.NOT_NOW
    if is_parked and parked_to is None:
        raise DecisionIncomplete
    if is_yes and not (network_type and reference_leader and network_leader):
        raise DecisionIncomplete
    decision = Decision.objects.create(
        proposal=proposal,
        outcome=outcome,
        reason=reason,
        decided_by=by,
        decided_at=clock.now(),
        network_type=network_type if is_yes else None,
        reference_leader=reference_leader if is_yes else None,
        network_leader=network_leader if is_yes else None,
        parked_to=parked_to if is_parked else None,
    )
    proposal.status = OUTCOME_STATUS[outcome]
    proposal.save(update_fields=["status"])
    if is_yes and network_type and reference_leader and network_leader:
        network = begin_network(
            proposal=proposal,
            type=network_type,
            reference_leader=reference_leader,
            leader=network_leader,
        )
        # A network that was woken up may already have its direction and its consultant.
        establish_when_ready(network=network, by=by)
    record(by=by, verb="decide_proposal", subject=proposal, outcome=str(outcome))
    _tell_concerned(decision)
    return decision


def concerned_by(decision: Decision) -> list[Person]:
    """The authors and the two leaders, each once."""
    proposal = decision.proposal
    leaders = {decision.reference_leader, decision.network_leader}
    authors = {proposal.proposer, *proposal.co_authors.all()}
    return sorted(authors | {leader for leader in leaders if leader}, key=lambda person: person.pk)


def _tell_concerned(decision: Decision) -> None:
    for person in concerned_by(decision):
        if person == decision.decided_by:
            continue
        queue_mail(
            to=person,
            cause=f"decision:{decision.pk}:{person.pk}",
            kind="decision",
            letter=_letter_to(person, decision),
        )


def _letter_to(person: Person, decision: Decision) -> Letter:
    paragraphs: list[Words] = [_("Chefforum har besluttet. Her er begrundelsen:")]
    if person == decision.network_leader:
        paragraphs.append(_("Du er spurgt som netværksleder. Retningen er på vej."))
    if person == decision.reference_leader:
        paragraphs.append(
            _("Du er netværkets referenceleder. Næste skridt er at skrive retningen.")
        )
    if decision.parked_to:
        paragraphs.append(
            format_lazy(
                _("Forslaget tages op igen i runden {round}. Du behøver ikke gøre noget imens."),
                round=decision.parked_to.name,
            )
        )
    return Letter(
        subject=format_lazy(
            SUBJECTS[DecisionOutcome(decision.outcome)], title=decision.proposal.title
        ),
        paragraphs=paragraphs,
        quotes=[(decision.decided_by.name, decision.reason)],
        button_label=_("Se det hele"),
        button_path=_page_for(person, decision),
        why=_("Du får mailen, fordi forslaget angår dig."),
    )


def _page_for(person: Person, decision: Decision) -> str:
    network = Network.objects.alive().filter(proposal=decision.proposal).first()
    if network:
        return reverse("networks:network_detail", args=[network.slug])
    return reverse("networks:proposal_detail", args=[decision.proposal_id])


@transaction.atomic
def reopen_decision(*, by: Person, proposal: Proposal, reason: str) -> Proposal:
    """Take the matter up again; the old decision stays as history, a forming network rests."""
    proposal = locked(proposal)
    require(can_reopen_decision(by, proposal))
    decision = proposal.decisions.standing().get()
    decision.reopened_at, decision.reopened_by = clock.now(), by
    decision.reopened_reason = reason
    decision.save(update_fields=["reopened_at", "reopened_by", "reopened_reason"])
    proposal.status, proposal.forwarded_at = ProposalStatus.FORWARDED, clock.now()
    proposal.round = decision.parked_to or proposal.round
    proposal.save(update_fields=["status", "forwarded_at", "round"])
    for network in Network.objects.select_for_update(of=("self",)).filter(proposal=proposal):
        # It may have been established, or closed, a moment ago.
        require(network.status in {NetworkStatus.FORMING, NetworkStatus.CANCELLED})
        network.status = NetworkStatus.CANCELLED
        network.save(update_fields=["status"])
        network.memberships.current().update(
            ended_at=clock.now(), ended_because=EndedBecause.CANCELLED
        )
        call_off(network)
    record(by=by, verb="reopen_decision", subject=proposal, decision=decision.pk)
    _tell_of_reopening(decision, by=by)
    return proposal


def _tell_of_reopening(decision: Decision, *, by: Person) -> None:
    proposal = decision.proposal
    letter = Letter(
        subject=format_lazy(_("Chefforum ser på »{title}« igen"), title=proposal.title),
        paragraphs=[_("Beslutningen gælder ikke længere. Her er grunden:")],
        quotes=[(by.name, decision.reopened_reason)],
        button_label=_("Se det hele"),
        button_path=reverse("networks:proposal_detail", args=[proposal.pk]),
        why=_("Du får mailen, fordi forslaget angår dig."),
    )
    for person in concerned_by(decision):
        if person == by:
            continue
        # Who was asked to lead has no proposal to open, now that the network rests.
        may_open = Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists()
        queue_mail(
            to=person,
            cause=f"reopened:{decision.pk}:{person.pk}",
            kind="reopening",
            letter=letter if may_open else replace(letter, button_label="", button_path=""),
        )
