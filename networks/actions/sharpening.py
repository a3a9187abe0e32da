"""The consultant's talk with the proposer: comment, send back, forward."""

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock, dates
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.actions.proposal import locked
from networks.enums import ProposalStatus
from networks.models import Proposal, ProposalComment, Question, ThemeRound
from networks.permissions.proposal import can_comment_on_proposal, can_sharpen_proposal


@transaction.atomic
def comment_on_proposal(
    *, by: Person, proposal: Proposal, question: Question | None, text: str
) -> ProposalComment:
    """A word on one question, or on the whole when `question` is None."""
    require(can_comment_on_proposal(by, proposal))
    comment = ProposalComment.objects.create(
        proposal=proposal, question=question, author=by, text=text, written_at=clock.now()
    )
    record(by=by, verb="comment_on_proposal", subject=proposal, comment=comment.pk)
    return comment


@transaction.atomic
def return_proposal(*, by: Person, proposal: Proposal, text: str) -> Proposal:
    """Send the proposal back to its authors with a question."""
    proposal = locked(proposal)
    require(can_sharpen_proposal(by, proposal))
    comment = comment_on_proposal(by=by, proposal=proposal, question=None, text=text)
    proposal.status = ProposalStatus.RETURNED
    proposal.save(update_fields=["status"])
    record(by=by, verb="return_proposal", subject=proposal)
    letter = Letter(
        subject=format_lazy(_("Et spørgsmål til dit forslag »{title}«"), title=proposal.title),
        paragraphs=[
            format_lazy(_("{name} fra sekretariatet har læst forslaget og spørger:"), name=by.name)
        ],
        quotes=[(by.first_name, text)],
        button_label=_("Læs og skriv videre"),
        button_path=reverse("networks:proposal_detail", args=[proposal.pk]),
        why=_("Du får mailen, fordi du har skrevet forslaget."),
    )
    _tell_authors(proposal, f"return:{comment.pk}", letter)
    return proposal


@transaction.atomic
def forward_proposal(*, by: Person, proposal: Proposal, note: str) -> Proposal:
    """Lay the proposal before the chiefs, with the consultant's word to them."""
    proposal = locked(proposal)
    require(can_sharpen_proposal(by, proposal))
    proposal.status, proposal.consultant_note = ProposalStatus.FORWARDED, note
    proposal.forwarded_at = clock.now()
    proposal.save(update_fields=["status", "consultant_note", "forwarded_at"])
    record(by=by, verb="forward_proposal", subject=proposal)
    letter = Letter(
        subject=format_lazy(_("»{title}« ligger nu hos chefforum"), title=proposal.title),
        paragraphs=[
            format_lazy(
                _(
                    "{name} fra sekretariatet har sendt dit forslag videre. "
                    "Chefforum beslutter i {month}."
                ),
                name=by.name,
                month=dates.month(_round_of(proposal).decided_on),
            )
        ],
        button_label=_("Se forslaget"),
        button_path=reverse("networks:proposal_detail", args=[proposal.pk]),
        why=_("Du får mailen, fordi du har skrevet forslaget."),
    )
    _tell_authors(proposal, f"forward:{proposal.pk}:{proposal.forwarded_at:%Y%m%d%H%M%S%f}", letter)
    return proposal


def _round_of(proposal: Proposal) -> ThemeRound:
    """A proposal that was sent has a round: the database holds it."""
    return ThemeRound.objects.get(proposals=proposal)


def _tell_authors(proposal: Proposal, cause: str, letter: Letter) -> None:
    for person in [proposal.proposer, *proposal.co_authors.all()]:
        queue_mail(to=person, cause=f"{cause}:{person.pk}", kind="proposal", letter=letter)
