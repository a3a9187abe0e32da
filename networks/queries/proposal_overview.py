"""The list of proposals, as each role meets it: what waits for me, what I wrote, the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import ProposalStatus
from networks.models import Decision, Network, Proposal
from networks.models.proposal import written_by
from networks.permissions.proposal import can_begin_proposal
from networks.queries.round import Deadline, deadline_on

ROWS_PER_PAGE = 25
SHOWN = (
    *("title", "challenge", "status", "submitted_at", "forwarded_at", "saved_at"),
    *("proposer__first_name", "proposer__last_name", "proposer__unit__name", "round__decided_on"),
)


@dataclass(frozen=True)
class ProposalOverview:
    """The page of one person; a list that isn't theirs is None, one that is may be empty."""

    to_sharpen: Sequence[Proposal] | None
    to_decide: Sequence[Proposal] | None
    own: Sequence[Proposal]
    others: Page | None
    deadline: Deadline
    may_begin: bool


def proposal_overview(*, person: Person, page: str | None) -> ProposalOverview:
    """At most five queries, however many proposals there are."""
    waiting = _waiting_for(person)
    return ProposalOverview(
        to_sharpen=_with_status(waiting, ProposalStatus.SUBMITTED)
        if person.is_secretariat
        else None,
        to_decide=_with_status(waiting, ProposalStatus.FORWARDED) if person.is_chief else None,
        own=list(_shown(Proposal.objects.written_by(person)).order_by("-saved_at", "pk")),
        others=_others(person, page),
        deadline=deadline_on(clock.today()),
        may_begin=can_begin_proposal(person),
    )


def _waiting_for(person: Person) -> list[Proposal]:
    statuses = [ProposalStatus.SUBMITTED] if person.is_secretariat else []
    statuses += [ProposalStatus.FORWARDED] if person.is_chief else []
    if not statuses:
        return []
    # Longest first, by the moment it came to those it waits for.
    found = _shown(Proposal.objects.visible_to(person).filter(status__in=statuses))
    return sorted(found, key=lambda proposal: proposal.forwarded_at or proposal.submitted_at)


def _with_status(proposals: list[Proposal], status: str) -> list[Proposal]:
    return [proposal for proposal in proposals if proposal.status == status]


def _others(person: Person, page: str | None) -> Page | None:
    if not (person.is_secretariat or person.is_chief):
        return None
    shown_above = Q(status=ProposalStatus.SUBMITTED) if person.is_secretariat else Q()
    if person.is_chief:
        shown_above |= Q(status=ProposalStatus.FORWARDED)
    rest = Proposal.objects.visible_to(person).exclude(shown_above | written_by(person))
    rows = _shown(rest).order_by("-submitted_at", "pk")
    return Paginator(rows, ROWS_PER_PAGE).get_page(page)


def _shown(proposals: QuerySet) -> QuerySet:
    """No more of each than its row on the page says."""
    return rows_of(proposals).only(*SHOWN)


def rows_of(proposals: QuerySet) -> QuerySet:
    """With where each was parked, and the network that came of it."""
    parked_to = Decision.objects.standing().filter(proposal=OuterRef("pk"))
    network = Network.objects.alive().filter(proposal=OuterRef("pk"))
    return proposals.select_related("proposer__unit", "round").annotate(
        parked_to_name=Subquery(parked_to.values("parked_to__name")[:1]),
        network_slug=Subquery(network.values("slug")[:1]),
    )
