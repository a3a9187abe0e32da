"""What waits around a proposal, each rule one set computed in SQL."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, each_of, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.enums import ProposalStatus
from networks.models import Proposal, ProposalComment

CO_AUTHORS = Proposal.co_authors.through.objects


def draft_unfinished(people: PersonQuerySet) -> QuerySet:
    """Drafts, for their proposer."""
    drafts = Proposal.objects.filter(status=ProposalStatus.DRAFT, proposer__in=people)
    return waiting_set(
        drafts, recipient=F("proposer_id"), since="saved_at", place="id", network=None
    )


def proposal_returned(people: PersonQuerySet) -> QuerySet:
    """Proposals that the consultant sent back with a question, for their proposer."""
    returned = Proposal.objects.filter(status=ProposalStatus.RETURNED, proposer__in=people)
    # What the authors have replied meanwhile is no new question.
    authors = CO_AUTHORS.filter(proposal=OuterRef("proposal"), person=OuterRef("author"))
    asked = ProposalComment.objects.filter(~Exists(authors), proposal=OuterRef("pk"))
    newest = asked.exclude(author=F("proposal__proposer")).order_by("-written_at")
    return waiting_set(
        returned.annotate(
            asked_at=Coalesce(Subquery(newest.values("written_at")[:1]), F("submitted_at"))
        ),
        recipient=F("proposer_id"),
        since="asked_at",
        place="id",
        network=None,
    )


def proposal_awaits_consultant(people: PersonQuerySet) -> QuerySet:
    """Submitted proposals, for every consultant but those who wrote them."""
    return waiting_set(
        Proposal.objects.awaiting_consultant(),
        recipient=each_of(_but_the_authors(people.consultants())),
        since="submitted_at",
        place="id",
        network=None,
    )


def proposal_awaits_decision(people: PersonQuerySet) -> QuerySet:
    """Forwarded proposals, for everyone in chefforum and direktørforum but those who wrote them:
    they may still decide, but nobody is asked about what they did themselves."""
    return waiting_set(
        Proposal.objects.awaiting_decision(),
        recipient=each_of(_but_the_authors(people.chiefs())),
        since="forwarded_at",
        place="id",
        network=None,
    )


def _but_the_authors(people: PersonQuerySet) -> PersonQuerySet:
    """Those who have not proposed the proposal of the query around it, alone or with others."""
    written = CO_AUTHORS.filter(proposal=OuterRef(OuterRef("pk")), person=OuterRef("pk"))
    return people.filter(~Exists(written)).exclude(pk=OuterRef("proposer"))


RULES: tuple[Rule, ...] = (
    Rule(
        key="proposal_returned",
        kind=NudgeKind.ASKED,
        find=proposal_returned,
        sentence=_("Sekretariatet har et spørgsmål til dit forslag »{title}«."),
        action=_("Læs spørgsmålet"),
        view="networks:proposal_detail",
        place_name="proposal_id",
        asked_in_person=True,
    ),
    Rule(
        key="proposal_awaits_decision",
        kind=NudgeKind.DECISION,
        find=proposal_awaits_decision,
        sentence=_("Forslaget »{title}« venter på en beslutning."),
        action=_("Læs og beslut"),
        view="networks:proposal_detail",
        place_name="proposal_id",
        asked_in_person=True,
    ),
    Rule(
        key="proposal_awaits_consultant",
        kind=NudgeKind.HOUSE,
        find=proposal_awaits_consultant,
        sentence=_("Forslaget »{title}« er sendt ind. Hvad vil du spørge om?"),
        action=_("Læs forslaget"),
        view="networks:proposal_detail",
        place_name="proposal_id",
    ),
    Rule(
        key="draft_unfinished",
        kind=NudgeKind.DECISION,
        find=draft_unfinished,
        sentence=_("Din kladde »{title}« venter på dig."),
        action=_("Skriv videre"),
        view="networks:proposal_edit",
        place_name="proposal_id",
        title_is_shielded=True,
    ),
)
