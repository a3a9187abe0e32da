"""A theme round as the chiefs meet it: proposals by the seven questions, and where they overlap.

Never the talk between the proposer and the secretariat, and never a proposal before its time.
"""

from collections.abc import Sequence
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
from networks.permissions.round import can_see_what_is_not_forwarded
from networks.queries.proposal import PastDecision, decision_rows, past_decision, picked
from networks.queries.similar import MOST, similar_to_each


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


@dataclass(frozen=True)
class RoundPage:
    round: ThemeRound
    items: Sequence[RoundItem]
    not_forwarded: Sequence[Proposal] | None  # None for those who don't see them

    @property
    def undecided(self) -> list[RoundItem]:
        return [item for item in self.items if item.is_undecided]


@dataclass(frozen=True)
class RoundStep:
    """One proposal in the meeting, and the way on."""

    item: RoundItem
    total: int
    before: RoundItem | None
    after: RoundItem | None
    skip_to: RoundItem | None  # the next that waits; None when no later one does


def round_page(person: Person, theme_round: ThemeRound) -> RoundPage:
    """Three queries, however many proposals there are."""
    rows = _rows(person, theme_round)
    return RoundPage(
        round=theme_round,
        items=_items(theme_round, rows, _alike(person, rows)),
        not_forwarded=_not_forwarded(person, theme_round),
    )


def round_step(person: Person, theme_round: ThemeRound, proposal_id: UUID) -> RoundStep | None:
    """Two queries; None when the proposal isn't on the round's agenda."""
    rows = _rows(person, theme_round)
    here = next((place for place, row in enumerate(rows) if row.pk == proposal_id), None)
    if here is None:
        return None
    items = _items(theme_round, rows, _alike(person, [rows[here]]))
    later = items[here + 1 :]
    return RoundStep(
        item=items[here],
        total=len(items),
        before=items[here - 1] if here else None,
        after=later[0] if later else None,
        skip_to=next((item for item in later if item.is_undecided), None),
    )


def on_agenda(person: Person, theme_round: ThemeRound) -> QuerySet:
    """What lies before the chiefs in the round, or was kept until it, as they were sent."""
    parked_here = Decision.objects.standing().filter(parked_to=theme_round).values("proposal")
    return (
        Proposal.objects.visible_to(person)
        .filter(status__in=BEFORE_CHIEFS)
        .filter(Q(round=theme_round) | Q(status=ProposalStatus.PARKED, pk__in=parked_here))
        .order_by("submitted_at", "pk")
    )


def next_undecided(person: Person, theme_round: ThemeRound, *, after: UUID) -> UUID | None:
    """The next that waits, or else the first that was skipped."""
    agenda = list(on_agenda(person, theme_round).values_list("pk", "status"))
    here = next((place for place, (pk, _status) in enumerate(agenda) if pk == after), 0)
    in_turn = agenda[here + 1 :] + agenda[:here]
    return next((pk for pk, status in in_turn if status == ProposalStatus.FORWARDED), None)


def _rows(person: Person, theme_round: ThemeRound) -> list[Any]:
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


def _alike(person: Person, rows: Sequence[Any]) -> dict[UUID, list[Network]]:
    outlines = [(row.title, row.challenge) for row in rows]
    found = similar_to_each(person=person, outlines=outlines)
    return {
        # The network that came of the proposal itself is no overlap.
        row.pk: [network for network in alike if network.proposal_id != row.pk][:MOST]
        for row, alike in zip(rows, found, strict=True)
    }


def _items(
    theme_round: ThemeRound, rows: Sequence[Any], alike: dict[UUID, list[Network]]
) -> list[RoundItem]:
    return [
        _item(theme_round, number, row, rows, alike.get(row.pk, []))
        for number, row in enumerate(rows, start=1)
    ]


def _item(
    theme_round: ThemeRound, number: int, row: Any, rows: Sequence[Any], alike: list[Network]
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


def _not_forwarded(person: Person, theme_round: ThemeRound) -> list[Proposal] | None:
    if not can_see_what_is_not_forwarded(person):
        return None
    waiting = [ProposalStatus.SUBMITTED, ProposalStatus.RETURNED]
    found = Proposal.objects.visible_to(person).filter(round=theme_round, status__in=waiting)
    return list(found.order_by("submitted_at", "pk"))
