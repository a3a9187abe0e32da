"""Rounds, and the proposals that were sent to them; the first of them became networks."""

from netvaerk.people.models import StakeholderKind
from networks.enums import DecisionOutcome, ProposalStatus
from networks.models import (
    Decision,
    NetworkType,
    Proposal,
    ProposalAnswer,
    ProposalComment,
    Question,
    ThemeRound,
)
from tests.bench.cast import CHIEFS, CONSULTANTS, DEPARTMENTS, FIRST_IN_THE_CROWD, MEMBER, Crowd
from tests.bench.danish import learned, sentence, title
from tests.bench.seeding.people import department
from tests.bench.sizes import Sizes
from tests.bench.sql import ago, all_of, chance, fill, key_of, link, one_of, said, table

ROUNDS = 40
# Those that did not become networks: what came of each.
STANDING = [
    *(ProposalStatus.DRAFT, ProposalStatus.SUBMITTED, ProposalStatus.FORWARDED),
    *(ProposalStatus.RETURNED, ProposalStatus.REJECTED, ProposalStatus.PARKED),
    *([ProposalStatus.REJECTED] * 8 + [ProposalStatus.PARKED] * 5 + [ProposalStatus.WITHDRAWN]),
]
UNDECIDED = [ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN]
BEFORE_CHIEFS = [*UNDECIDED, ProposalStatus.SUBMITTED, ProposalStatus.RETURNED]


def is_subnetwork(number: str = "i") -> str:
    """Every fortieth network lies below another."""
    return f"({number} % 40 = 33)"


def rounds(sizes: Sizes) -> None:
    """Two a year; the last but one takes proposals now, the one before it is being decided."""
    half_years = f"(i - {ROUNDS - 1}) * interval '6 months'"
    fill(
        ThemeRound,
        ROUNDS,
        name="'Runde ' || i",
        proposals_by=f"(date '2026-12-01' + {half_years})::date",
        decided_on=f"(date '2027-01-20' + {half_years})::date",
    )


def proposals(sizes: Sizes) -> None:
    states = ", ".join(said(state.value) for state in STANDING)
    later = f"i - {sizes.networks}"
    status = f"""CASE WHEN i <= {sizes.networks} THEN {said(ProposalStatus.ACCEPTED.value)}
        ELSE (ARRAY[{states}])[1 + ({later}) % {len(STANDING)}] END"""
    # What is still on its way belongs to the newest rounds, what is decided to all of them.
    when = f"CASE WHEN i <= {sizes.networks} THEN 60 + {chance(31, 3000)} ELSE i % 160 + 8 END"
    on_its_way = [ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.FORWARDED]
    round_ = f"""CASE WHEN status = ANY({said([state.value for state in on_its_way])})
        THEN {ROUNDS - 2} + {chance(33, 2)} ELSE 1 + {chance(32, ROUNDS - 2)} END"""
    mine = f"CASE WHEN ({later}) BETWEEN 1 AND {2 * len(STANDING)} THEN {MEMBER}"
    fill(
        Proposal,
        rows=f"(SELECT i, {status} AS status FROM generate_series(1, {sizes.proposals}) AS i) AS g",
        id=key_of("proposal"),
        title=f"left({title(34)}, 90)",
        challenge=f"left({sentence(38)}, 160)",
        proposer=f"{mine} ELSE {FIRST_IN_THE_CROWD} + {chance(41, _employees(sizes))} END",
        status="status",
        round=f"CASE WHEN status <> {said(ProposalStatus.DRAFT.value)} THEN {round_} END",
        consultant_note=sentence(42),
        created_at=ago(f"{when} + 20"),
        saved_at=ago(when),
        submitted_at=f"CASE WHEN status <> {said(ProposalStatus.DRAFT.value)} THEN {ago(when)} END",
        forwarded_at=f"""CASE WHEN NOT status = ANY({said([s.value for s in BEFORE_CHIEFS])})
            THEN {ago(f"{when} - 3")} END""",
    )
    _what_they_touch(sizes)


def _employees(sizes: Sizes) -> int:
    return Crowd(sizes.people).first_guest - FIRST_IN_THE_CROWD


def _what_they_touch(sizes: Sizes) -> None:
    each = f"generate_series(1, {sizes.proposals}) AS i, generate_series(1, 3) AS k"
    number = f"(1 + {chance(45, DEPARTMENTS, 'i * 7 + k')})"
    link(Proposal, "units", rows=each, mine=key_of("proposal"), theirs=department(number))
    kinds = all_of(f"SELECT id FROM {table(StakeholderKind)} ORDER BY id")
    voices = one_of(kinds, 46, "i * 5 + k")
    link(Proposal, "voices", rows=each, mine=key_of("proposal"), theirs=voices)
    author = f"{FIRST_IN_THE_CROWD} + {chance(47, _employees(sizes), 'i * 3 + k')}"
    some = f"{each} WHERE k = 1 AND i % 2 = 0"
    link(Proposal, "co_authors", rows=some, mine=key_of("proposal"), theirs=author)


def answers(sizes: Sizes) -> None:
    """All seven questions of each."""
    fill(
        ProposalAnswer,
        rows=f"(SELECT (p - 1) * 7 + q.number AS i, p, q.number "
        f"FROM generate_series(1, {sizes.proposals}) AS p, {table(Question)} AS q) AS g",
        proposal=key_of("proposal", "p"),
        question="number",
        text=learned(48),
        saved_at=ago("p % 900"),
    )


def comments(sizes: Sizes) -> None:
    """Two a proposal, one of them on a question."""
    fill(
        ProposalComment,
        sizes.proposals * 2,
        proposal=key_of("proposal", f"(1 + i % {sizes.proposals})"),
        question="CASE WHEN i % 2 = 0 THEN 1 + i % 7 END",
        author=f"{CONSULTANTS.start} + {chance(49, len(CONSULTANTS))}",
        text=sentence(50),
        written_at=ago("i % 150"),
    )


def decisions(sizes: Sizes) -> None:
    """One for each that the chiefs have decided."""
    outcome = f"""CASE status WHEN {said(ProposalStatus.ACCEPTED.value)}
        THEN {said(DecisionOutcome.YES.value)} WHEN {said(ProposalStatus.PARKED.value)}
        THEN {said(DecisionOutcome.NOT_NOW.value)} ELSE {said(DecisionOutcome.NO.value)} END"""
    decided = [ProposalStatus.ACCEPTED, ProposalStatus.PARKED, ProposalStatus.REJECTED]
    types = all_of(f"SELECT id FROM {table(NetworkType)} ORDER BY id")
    fill(
        Decision,
        rows=f"""(SELECT row_number() OVER (ORDER BY id) AS i, id AS proposal, forwarded_at,
            {outcome} AS outcome FROM {table(Proposal)}
            WHERE status = ANY({said([state.value for state in decided])})) AS g""",
        proposal="proposal",
        outcome="outcome",
        reason=sentence(51),
        decided_by=f"{CHIEFS.start} + {chance(54, len(CHIEFS))}",
        decided_at="forwarded_at + interval '2 days'",
        network_type=one_of(types, 55),
        reference_leader=f"{CHIEFS.start} + {chance(56, len(CHIEFS))}",
        network_leader=f"{FIRST_IN_THE_CROWD} + {chance(57, _employees(sizes))}",
        parked_to=f"CASE WHEN outcome = {said(DecisionOutcome.NOT_NOW.value)} THEN {ROUNDS} END",
    )
