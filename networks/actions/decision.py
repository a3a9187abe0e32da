"""The chiefs' side of a proposal: decide it, reopen the decision."""

from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.actions.establishment import establish_when_ready
from networks.actions.proposal import locked
from networks.enums import OUTCOME_STATUS, DecisionOutcome, NetworkStatus, ProposalStatus
from networks.models import (
    Decision,
    Membership,
    Network,
    NetworkType,
    Phase,
    Proposal,
    ThemeRound,
)
from networks.permissions import can_decide_proposal, can_reopen_decision

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
    if is_yes:
        network = _bring_into_being(decision)
        # A network that was woken up may already have its direction and its consultant.
        establish_when_ready(network=network, by=by)
    record(by=by, verb="decide_proposal", subject=proposal, outcome=str(outcome))
    _tellconcerned_by(decision)
    return decision


def _bring_into_being(decision: Decision) -> Network:
    """Make the network, or wake the one that an earlier "ja" made before it was reopened."""
    proposal = decision.proposal
    network = Network.objects.filter(proposal=proposal).first() or Network(
        proposal=proposal, slug=_free_slug(proposal.title)
    )
    network.title, network.challenge = proposal.title, proposal.challenge
    network.type, network.phase = decision.network_type, Phase.objects.first()
    network.reference_leader = decision.reference_leader
    network.leader = decision.network_leader
    network.status, network.decided_at = NetworkStatus.FORMING, decision.decided_at
    network.save()
    founders = {network.leader, proposal.proposer, *proposal.co_authors.all()}
    for person in sorted(founders, key=lambda founder: founder.pk):
        Membership.objects.create(
            network=network, person=person, is_core=True, joined_at=decision.decided_at
        )
    return network


def _free_slug(title: str) -> str:
    # æ and å become two letters, as in Danish addresses everywhere.
    latin = title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    wanted = slugify(latin)[:70] or "netvaerk"
    taken = set(Network.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)


def concerned_by(decision: Decision) -> list[Person]:
    """The authors and the two leaders, each once."""
    proposal = decision.proposal
    concerned = {proposal.proposer, *proposal.co_authors.all()}
    concerned |= {decision.reference_leader, decision.network_leader} - {None}
    return sorted(concerned, key=lambda person: person.pk)


def _tellconcerned_by(decision: Decision) -> None:
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
    paragraphs = [_("Chefforum har besluttet. Her er begrundelsen:")]
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
        subject=format_lazy(SUBJECTS[decision.outcome], title=decision.proposal.title),
        paragraphs=paragraphs,
        quotes=[(decision.decided_by.name, decision.reason)],
        button_label=_("Se det hele"),
        button_path=_page_for(person, decision),
        why=_("Du får brevet, fordi forslaget angår dig."),
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
    for network in Network.objects.filter(proposal=proposal):
        network.status = NetworkStatus.CANCELLED
        network.save(update_fields=["status"])
        network.memberships.current().update(ended_at=clock.now())
    record(by=by, verb="reopen_decision", subject=proposal, decision=decision.pk)
    _tell_of_reopening(decision)
    return proposal


def _tell_of_reopening(decision: Decision) -> None:
    proposal = decision.proposal
    letter = Letter(
        subject=format_lazy(_("Chefforum ser på »{title}« igen"), title=proposal.title),
        paragraphs=[_("Beslutningen gælder ikke længere. Her er grunden:")],
        quotes=[(decision.reopened_by.name, decision.reopened_reason)],
        button_label=_("Se det hele"),
        button_path=reverse("networks:proposal_detail", args=[proposal.pk]),
        why=_("Du får brevet, fordi forslaget angår dig."),
    )
    for person in concerned_by(decision):
        if person == decision.reopened_by:
            continue
        # Who was asked to lead has no proposal to open, now that the network rests.
        may_open = Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists()
        queue_mail(
            to=person,
            cause=f"reopened:{decision.pk}:{person.pk}",
            kind="reopening",
            letter=letter if may_open else replace(letter, button_label="", button_path=""),
        )
