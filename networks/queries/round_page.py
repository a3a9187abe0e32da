"""A theme round as the chiefs meet it: all of it side by side, or one proposal at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from netvaerk.people.models import Person
from networks.enums import ProposalStatus
from networks.models import Network, Proposal, ThemeRound
from networks.permissions.round import can_see_what_is_not_forwarded
from networks.queries.round_items import RoundItem, agenda_rows, items_of, on_agenda
from networks.queries.similar import MOST, similar_to_each


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
    rows = agenda_rows(person, theme_round)
    return RoundPage(
        round=theme_round,
        items=items_of(theme_round, rows, _alike(person, rows)),
        not_forwarded=_not_forwarded(person, theme_round),
    )


def round_step(person: Person, theme_round: ThemeRound, proposal_id: UUID) -> RoundStep | None:
    """Two queries; None when the proposal isn't on the round's agenda."""
    rows = agenda_rows(person, theme_round)
    here = next((place for place, row in enumerate(rows) if row.pk == proposal_id), None)
    if here is None:
        return None
    items = items_of(theme_round, rows, _alike(person, [rows[here]]))
    later = items[here + 1 :]
    return RoundStep(
        item=items[here],
        total=len(items),
        before=items[here - 1] if here else None,
        after=later[0] if later else None,
        skip_to=next((item for item in later if item.is_undecided), None),
    )


def next_undecided(person: Person, theme_round: ThemeRound, *, after: UUID) -> UUID | None:
    """The next that waits, or else the first that was skipped."""
    agenda = list(on_agenda(person, theme_round).values_list("pk", "status"))
    here = next((place for place, (pk, _status) in enumerate(agenda) if pk == after), 0)
    in_turn = agenda[here + 1 :] + agenda[:here]
    return next((pk for pk, status in in_turn if status == ProposalStatus.FORWARDED), None)


def _alike(person: Person, rows: Sequence[Any]) -> dict[UUID, list[Network]]:
    outlines = [(row.title, row.challenge) for row in rows]
    found = similar_to_each(person=person, outlines=outlines)
    return {
        # The network that came of the proposal itself is no overlap.
        row.pk: [network for network in alike if network.proposal_id != row.pk][:MOST]
        for row, alike in zip(rows, found, strict=True)
    }


def _not_forwarded(person: Person, theme_round: ThemeRound) -> list[Proposal] | None:
    if not can_see_what_is_not_forwarded(person):
        return None
    waiting = [ProposalStatus.SUBMITTED, ProposalStatus.RETURNED]
    found = Proposal.objects.visible_to(person).filter(round=theme_round, status__in=waiting)
    return list(found.order_by("submitted_at", "pk"))
