"""The proposals on a round's agenda: seven answers, who wrote them, and where they overlap.

Never the talk between the proposer and the secretariat, and never a proposal before its time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from netvaerk.danish import danish_order
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from networks.enums import DecisionOutcome, ProposalStatus
from networks.models import Decision, Network, Proposal, ProposalAnswer, Question, ThemeRound
from networks.models.proposal import BEFORE_CHIEFS
from networks.queries.proposal import PastDecision, decision_rows, past_decision, picked


@dataclass(frozen=True)
class Author:
    """Who wrote it; somebody erased has no name."""

    first_name: str
    last_name: str
    unit: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Answer:
    """What stands under one of the seven questions."""

    number: int
    title: str
    short: str
    text: str
    picks: Sequence[str]


@dataclass(frozen=True)
class SharedUnits:
    """Another proposal of the round that touches some of the same departments."""

    title: str
    units: Sequence[str]


@dataclass(frozen=True)
class RoundItem:
    """One proposal on the agenda; `number` is its place, the same on the page and on paper."""

    number: int
    proposal: Proposal
    authors: Sequence[Author]
    answers: Sequence[Answer]
    decisions: Sequence[PastDecision]
    networks: Sequence[Network]  # alive, seen by the reader, and alike
    shared: Sequence[SharedUnits]
    is_parked_here: bool  # decided "ikke nu" in an earlier round, and kept until this one
    came_from_earlier: bool  # as is_parked_here, and since taken up again

    @property
    def is_undecided(self) -> bool:
        return self.proposal.status == ProposalStatus.FORWARDED

    @property
    def standing(self) -> PastDecision | None:
        return next((one for one in self.decisions if one.reopened_at is None), None)

    @property
    def has_overlaps(self) -> bool:
        return bool(self.networks or self.shared)


def on_agenda(person: Person, theme_round: ThemeRound) -> QuerySet:
    """What lies before the chiefs in the round, or was kept until it, as they were sent."""
    parked_here = Decision.objects.standing().filter(parked_to=theme_round).values("proposal")
    return (
        Proposal.objects.visible_to(person)
        .filter(status__in=BEFORE_CHIEFS)
        .filter(Q(round=theme_round) | Q(status=ProposalStatus.PARKED, pk__in=parked_here))
        .order_by("submitted_at", "pk")
    )


def agenda_rows(person: Person, theme_round: ThemeRound) -> list[Any]:
    """The agenda with all that its items are made of; one query."""
    units = OrgUnit.objects.filter(pk__in=picked(Proposal.units.through, "orgunit"))
    voices = StakeholderKind.objects.filter(pk__in=picked(Proposal.voices.through))
    writing_along = Person.objects.filter(pk__in=picked(Proposal.co_authors.through, "person"))
    return list(
        on_agenda(person, theme_round)
        .select_related("proposer__unit", "network")
        .annotate(
            unit_names=ArraySubquery(units.order_by(danish_order("name")).values("name")),
            voice_names=ArraySubquery(voices.values("plural")),
            author_rows=ArraySubquery(_author_rows(writing_along)),
            answer_rows=ArraySubquery(_answer_rows()),
            decision_rows=ArraySubquery(decision_rows()),
        )
    )


def _author_rows(people: Any) -> QuerySet:
    return people.in_danish_order().values(
        row=JSONObject(
            first_name=F("first_name"),
            last_name=F("last_name"),
            unit=Coalesce(F("unit__name"), Value("")),
        )
    )


def _answer_rows() -> QuerySet:
    """All seven, written or not."""
    answer = ProposalAnswer.objects.filter(
        question=OuterRef("pk"), proposal=OuterRef(OuterRef("pk"))
    )
    return Question.objects.annotate(written=Subquery(answer.values("text"))).values(
        row=JSONObject(
            number=F("number"),
            title=F("title"),
            short=F("short"),
            text=Coalesce(F("written"), Value("")),
        )
    )


def items_of(
    theme_round: ThemeRound, rows: Sequence[Any], alike: Mapping[UUID, Sequence[Network]]
) -> list[RoundItem]:
    """No query; `alike` holds the networks that each proposal is like."""
    return [
        _item(theme_round, number, row, rows, alike.get(row.pk, []))
        for number, row in enumerate(rows, start=1)
    ]


def _item(
    theme_round: ThemeRound, number: int, row: Any, rows: Sequence[Any], alike: Sequence[Network]
) -> RoundItem:
    picks = {Question.UNITS: row.unit_names, Question.VOICES: row.voice_names}
    decisions = tuple(past_decision(one) for one in row.decision_rows)
    kept = [
        one
        for one in decisions
        if one.outcome == DecisionOutcome.NOT_NOW and one.parked_to == theme_round.name
    ]
    is_parked = row.status == ProposalStatus.PARKED
    return RoundItem(
        number=number,
        proposal=row,
        authors=(_proposer(row), *(Author(**one) for one in row.author_rows)),
        answers=tuple(Answer(**one, picks=picks.get(one["number"], ())) for one in row.answer_rows),
        decisions=decisions,
        networks=alike,
        shared=tuple(_shared(row, rows)),
        is_parked_here=is_parked and any(one.reopened_at is None for one in kept),
        came_from_earlier=not is_parked and any(one.reopened_at for one in kept),
    )


def _proposer(row: Any) -> Author:
    person = row.proposer
    return Author(person.first_name, person.last_name, person.unit.name if person.unit else "")


def _shared(row: Any, rows: Sequence[Any]) -> list[SharedUnits]:
    common = (
        (other, [name for name in row.unit_names if name in other.unit_names])
        for other in rows
        if other.pk != row.pk
    )
    return [SharedUnits(other.title, names) for other, names in common if names]
