import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import PROPOSAL_MOVES, ProposalStatus

# The secretariat reads a proposal once it has been sent; the chiefs once it is forwarded.
SENT = [status for status in ProposalStatus.values if status != ProposalStatus.DRAFT]
BEFORE_CHIEFS = [
    ProposalStatus.FORWARDED,
    ProposalStatus.ACCEPTED,
    ProposalStatus.PARKED,
    ProposalStatus.REJECTED,
]


def written_by(person) -> Q:
    """Proposed by the person alone or with others; without a join, so no row comes twice."""
    return Q(proposer=person) | Q(pk__in=person.co_authored.values("pk"))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def written_by(self, person) -> "ProposalQuerySet":
        """Proposed by the person alone or with others."""
        return self.filter(written_by(person))

    def visible_to(self, person) -> "ProposalQuerySet":
        """Own drafts; what was sent, for the secretariat; what was forwarded, for chiefs."""
        seen = written_by(person)
        if person.is_secretariat:
            seen |= Q(submitted_at__isnull=False)
        if person.is_chief:
            seen |= Q(status__in=BEFORE_CHIEFS)
        return self.filter(seen)

    def awaiting_consultant(self) -> "ProposalQuerySet":
        return self.filter(status=ProposalStatus.SUBMITTED)

    def awaiting_decision(self) -> "ProposalQuerySet":
        return self.filter(status=ProposalStatus.FORWARDED)


class Proposal(models.Model):
    """A challenge that somebody wants a network around."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("titel"), max_length=90)
    challenge = models.CharField(_("udfordringen i én linje"), max_length=160, blank=True)
    proposer = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="proposed",
        verbose_name=_("forslagsstiller"),
    )
    co_authors = models.ManyToManyField(
        "people.Person", blank=True, related_name="co_authored", verbose_name=_("medforfattere")
    )
    units = models.ManyToManyField(
        "people.OrgUnit", blank=True, related_name="+", verbose_name=_("afdelinger, det berører")
    )
    voices = models.ManyToManyField(
        "people.StakeholderKind",
        blank=True,
        related_name="+",
        verbose_name=_("stemmer, der skal med"),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ProposalStatus.choices,
        default=ProposalStatus.DRAFT,
    )
    round = models.ForeignKey(
        "networks.ThemeRound",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("temarunde"),
    )
    consultant_note = models.TextField(_("konsulentens ord til chefforum"), blank=True)
    created_at = models.DateTimeField(_("begyndt"), default=clock.now, editable=False)
    saved_at = models.DateTimeField(_("gemt"), default=clock.now)
    submitted_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    forwarded_at = models.DateTimeField(_("sendt videre"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag")
        verbose_name_plural = _("forslag")
        indexes = [models.Index(fields=["status", "forwarded_at"], name="proposal_by_status")]
        constraints = [
            models.CheckConstraint(name="proposal_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="proposal_sent_has_round_and_moment",
                condition=Q(status__in=[ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN])
                | Q(round__isnull=False, submitted_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="proposal_moves", field="status", transitions=PROPOSAL_MOVES)
        ]

    def __str__(self) -> str:
        return self.title


class ProposalAnswer(models.Model):
    """What the proposer wrote under one of the seven questions."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("networks.Question", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["question_id"]
        constraints = [
            models.UniqueConstraint(name="one_answer_a_question", fields=["proposal", "question"])
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.question_id}"
