from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.models.proposal import Proposal


class ProposalCommentQuerySet(models.QuerySet["ProposalComment"]):
    def visible_to(self, person) -> "ProposalCommentQuerySet":
        """On what one has written; all of them for the secretariat."""
        if person.is_secretariat:
            return self
        return self.filter(proposal__in=Proposal.objects.written_by(person))


class ProposalComment(models.Model):
    """A word from the secretariat, or the proposer's reply, on one question or on the whole.

    Read by the proposer, the co-authors and the secretariat; never by the chiefs.
    """

    proposal = models.ForeignKey(
        "networks.Proposal", on_delete=models.CASCADE, related_name="comments"
    )
    question = models.ForeignKey(
        "networks.Question", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("kommentar"))
    written_at = models.DateTimeField(default=clock.now)

    objects = ProposalCommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.question_id}"
