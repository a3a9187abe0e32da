"""A proposal as it is read: the seven questions, the talk about it, what was decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Trim
from django.utils.functional import Promise

from netvaerk.danish import danish_order
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from networks.enums import DecisionOutcome, NetworkStatus
from networks.models import Decision, Proposal, ProposalAnswer, ProposalComment, Question

GENERAL = None  # what a remark on the whole proposal has instead of a question


@dataclass(frozen=True)
class Remark:
    """A comment, as its readers see it."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True)
class AnsweredQuestion:
    """One of the seven, with what stands under it."""

    number: int
    title: str
    short: str
    help: str
    text: str
    saved_at: datetime | None
    picks: Sequence[str]
    remarks: Sequence[Remark]
    is_answered: bool


@dataclass(frozen=True)
class PastDecision:
    """A decision with its reason; a reopened one says why, too."""

    outcome: str
    label: str | Promise
    reason: str
    by: str
    at: datetime
    network_type: str
    reference_leader: str
    network_leader: str
    parked_to: str
    reopened_at: datetime | None
    reopened_by: str
    reopened_reason: str


@dataclass(frozen=True)
class Reading:
    """Everything that one person may read about one proposal."""

    proposal: Proposal
    questions: Sequence[AnsweredQuestion]
    remarks: Sequence[Remark]
    decisions: Sequence[PastDecision]

    @property
    def standing(self) -> PastDecision | None:
        """The decision that holds, if there is one."""
        return next((one for one in self.decisions if one.reopened_at is None), None)

    @property
    def network_slug(self) -> str:
        """The network that came of it, unless it rests."""
        network = getattr(self.proposal, "network", None)
        if network is None or network.status == NetworkStatus.CANCELLED:
            return ""
        return network.slug

    @property
    def missing(self) -> list[AnsweredQuestion]:
        return [question for question in self.questions if not question.is_answered]

    @property
    def lacks_challenge(self) -> bool:
        return not self.proposal.challenge.strip()

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.lacks_challenge


def readable_by(person: Person) -> QuerySet:
    """Visible proposals with what `reading_of` needs; comments only those the person may read."""
    units = OrgUnit.objects.filter(pk__in=picked(Proposal.units.through, "orgunit"))
    voices = StakeholderKind.objects.filter(pk__in=picked(Proposal.voices.through))
    return (
        Proposal.objects.visible_to(person)
        .select_related("proposer__unit", "round", "network")
        .prefetch_related(Prefetch("co_authors", Person.objects.select_related("unit")))
        .annotate(
            unit_ids=ArraySubquery(units.order_by(danish_order("name")).values("pk")),
            unit_names=ArraySubquery(units.order_by(danish_order("name")).values("name")),
            voice_ids=ArraySubquery(voices.values("pk")),
            voice_names=ArraySubquery(voices.values("plural")),
            remark_rows=ArraySubquery(_remark_rows(person)),
            decision_rows=ArraySubquery(decision_rows()),
        )
    )


def reading_of(proposal: Any) -> Reading:
    """Turn one row of `readable_by` into a page; one more query, for the questions."""
    remarks = defaultdict(list)
    for row in proposal.remark_rows:
        remarks[row["question"]].append(Remark(row["by"], row["text"], _moment(row["at"])))
    picks = {Question.UNITS: proposal.unit_names, Question.VOICES: proposal.voice_names}
    answer = ProposalAnswer.objects.filter(question=OuterRef("pk"), proposal=proposal)
    questions = Question.objects.annotate(
        written=Subquery(answer.values("text")), written_at=Subquery(answer.values("saved_at"))
    )
    return Reading(
        proposal=proposal,
        questions=tuple(
            AnsweredQuestion(
                number=question.number,
                title=question.title,
                short=question.short,
                help=question.help,
                text=question.written or "",
                saved_at=question.written_at,
                picks=picks.get(question.number, ()),
                remarks=remarks[question.number],
                is_answered=is_answered(question.number, question.written, proposal.unit_names),
            )
            for question in questions
        ),
        remarks=remarks[GENERAL],
        decisions=tuple(past_decision(row) for row in proposal.decision_rows),
    )


def is_answered(number: int, text: str | None, units: Sequence[object]) -> bool:
    """Words under every question; and which units it touches, where that is asked."""
    return bool((text or "").strip()) and (number != Question.UNITS or bool(units))


def picked(through: Any, column: str = "stakeholderkind") -> QuerySet:
    return through.objects.filter(proposal=OuterRef(OuterRef("pk"))).values(column)


def _name(path: str) -> Trim:
    return Trim(Concat(f"{path}__first_name", Value(" "), f"{path}__last_name"))


def _remark_rows(person: Person) -> QuerySet:
    return (
        ProposalComment.objects.visible_to(person)
        .filter(proposal=OuterRef("pk"))
        .values(
            row=JSONObject(
                question=F("question_id"), by=_name("author"), text=F("text"), at=F("written_at")
            )
        )
    )


def decision_rows() -> QuerySet:
    return Decision.objects.filter(proposal=OuterRef("pk")).values(
        row=JSONObject(
            outcome=F("outcome"),
            reason=F("reason"),
            by=_name("decided_by"),
            at=F("decided_at"),
            network_type=F("network_type__name"),
            reference_leader=_name("reference_leader"),
            network_leader=_name("network_leader"),
            parked_to=F("parked_to__name"),
            reopened_at=F("reopened_at"),
            reopened_by=_name("reopened_by"),
            reopened_reason=F("reopened_reason"),
        )
    )


def past_decision(row: dict[str, Any]) -> PastDecision:
    return PastDecision(
        **{
            **row,
            "label": DecisionOutcome(row["outcome"]).label,
            "at": _moment(row["at"]),
            "network_type": row["network_type"] or "",
            "parked_to": row["parked_to"] or "",
            "reopened_at": _moment(row["reopened_at"]) if row["reopened_at"] else None,
        }
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
