"""What lies in the rooms: learning above all, then what it was learned from."""

from networks.enums import (
    Afterlife,
    Audience,
    Certainty,
    LearningKind,
    MeetingAnswer,
    NetworkStatus,
    Outcome,
    ReceiverAnswer,
    Weight,
)
from networks.models import (
    Assumption,
    LearningComment,
    LearningDraft,
    LearningEdition,
    LearningEntry,
    LookAgain,
    Meeting,
    MeetingReply,
    Membership,
    Network,
    Receiver,
    Result,
    Trial,
)
from tests.bench.cast import BIGGEST, FIRST_IN_THE_CROWD, LEADER, MEMBER, RECEIVER, Crowd
from tests.bench.danish import learned, sentence, therefore, title
from tests.bench.seeding.people import department
from tests.bench.sizes import Sizes
from tests.bench.sql import ago, built_afterwards, chance, fill, key_of, one_of, said, table

AUDIENCES = [
    *(Audience.NETWORK.value, Audience.NETWORK.value, Audience.SECRETARIAT.value),
    *(Audience.EMPLOYEES.value, Audience.EMPLOYEES.value),
]
# A quarter lies in the biggest; half of the rest in the networks that are most in use.
BUSY = 60
YEARS = 9 * 365


def _network_of_a_card(sizes: Sizes) -> str:
    return f"""CASE WHEN i % 4 = 1 THEN {BIGGEST}
        WHEN i % 8 IN (2, 3, 4) THEN 2 + {chance(161, min(BUSY, sizes.networks - 1))}
        ELSE 2 + {chance(162, sizes.networks - 1)} END"""


def _back(many: int) -> str:
    """Evenly over the years, the highest number the newest."""
    return ago(f"0.1 + ({many} - i) * {float(YEARS) / many}")


def _author(sizes: Sizes, salt: int) -> str:
    return f"{FIRST_IN_THE_CROWD} + {chance(salt, Crowd(sizes.people).size)}"


def assumptions(sizes: Sizes) -> None:
    """Evenly over the networks; half of them settled."""
    settled = f"(i / {sizes.networks} % 2 = 0)"
    outcomes = [Outcome.FELL.value, Outcome.FELL.value, *Outcome.values]
    fill(
        Assumption,
        sizes.assumptions,
        network=f"1 + i % {sizes.networks}",
        sentence=f"left({sentence(171)}, 300)",
        held_by=one_of(["Lærerne", "Lederne", "Vi selv", "Borgerne"], 174),
        weight=one_of(Weight.values, 175),
        certainty=one_of(Certainty.values, 176),
        would_show=sentence(177),
        audience=one_of(AUDIENCES, 180),
        written_by=_author(sizes, 181),
        written_at=_back(sizes.assumptions),
        outcome=f"CASE WHEN {settled} THEN {one_of(outcomes, 182)} ELSE '' END",
        outcome_words=f"CASE WHEN {settled} THEN {sentence(183)} ELSE '' END",
        settled_by=f"CASE WHEN {settled} THEN {_author(sizes, 186)} END",
        settled_at=f"CASE WHEN {settled} THEN {_back(sizes.assumptions)} END",
    )


def trials(sizes: Sizes) -> None:
    """Three for two assumptions."""
    many = sizes.assumptions * 3 // 2
    seen = "(i % 3 <> 0)"
    fill(
        Trial,
        many,
        assumption=f"1 + i % {sizes.assumptions}",
        what=f"left({sentence(191)}, 300)",
        who=one_of(["To af os", "Klubben", "Lederen", "Eleverne"], 194),
        on=f"({_back(many)} + interval '30 days')::date",
        saw=f"CASE WHEN {seen} THEN {sentence(195)} ELSE '' END",
        seen_at=f"CASE WHEN {seen} THEN {_back(many)} END",
        written_by=_author(sizes, 198),
        written_at=_back(many),
    )


def meetings(sizes: Sizes) -> None:
    """Ten a network over the years, some of them to come; three have answered each."""
    begins = f"({_back(sizes.meetings)} + interval '20 days')"
    fill(
        Meeting,
        sizes.meetings,
        network=f"1 + i % {sizes.networks}",
        question=f"left({sentence(201)}, 200)",
        begins_at=begins,
        ends_at=f"{begins} + interval '90 minutes'",
        place="'Mødelokale ' || i % 40",
        called_by=_author(sizes, 204),
        called_at=_back(sizes.meetings),
        changed_at=_back(sizes.meetings),
        cancelled_at=f"CASE WHEN i % 25 = 24 THEN {_back(sizes.meetings)} END",
    )
    fill(
        MeetingReply,
        rows=f"""(SELECT row_number() OVER () AS i, meeting.id AS meeting, member.person_id,
            meeting.called_at FROM {table(Meeting)} AS meeting JOIN {table(Membership)} AS member
            ON member.network_id = meeting.network_id AND member.is_core
            AND (member.id + meeting.id) % 4 <> 0) AS g""",
        meeting="meeting",
        person="person_id",
        answer=one_of(MeetingAnswer.values, 205),
        answered_at="called_at + interval '1 day'",
    )


def learning(sizes: Sizes) -> None:
    """The log: a third of the cards lie by an assumption, and one in ten is a story."""
    kinds = [LearningKind.SHORT.value] * 6 + [LearningKind.LONG.value, LearningKind.MEETING.value]
    array = ", ".join(said(kind) for kind in kinds)
    # Of the card's own network; in the biggest the newest two hundred only, whatever the size.
    nth = f"1 + {chance(211, sizes.assumptions // sizes.networks - 1)}"
    assumed = f"network - 1 + {sizes.networks} * ({nth})"
    lies_by_one = f"(network <> {BIGGEST} AND i % 3 = 0 OR i > {sizes.learning - 800})"
    told = f"{sentence(218)} || ' ' || {learned(221)}"
    with built_afterwards(LearningEntry):
        fill(
            LearningEntry,
            rows=f"""(SELECT i, {_network_of_a_card(sizes)} AS network,
                (ARRAY[{array}])[1 + {chance(212, len(kinds))}] AS kind
                FROM generate_series(1, {sizes.learning}) AS i) AS g""",
            network="network",
            author=f"CASE WHEN i % 40 = 1 THEN {MEMBER} ELSE {_author(sizes, 213)} END",
            kind="kind",
            title=f"CASE WHEN kind = 'long' THEN left({title(214)}, 120) ELSE '' END",
            text=f"CASE WHEN kind = 'long' THEN {told} ELSE '' END",
            believed=f"CASE WHEN kind = 'long' THEN '' ELSE {sentence(225)} END",
            saw=f"CASE WHEN kind = 'long' THEN '' ELSE {sentence(228)} END",
            learned=learned(231),
            therefore=f"CASE WHEN i % 3 <> 2 THEN {therefore(240)} ELSE '' END",
            audience=one_of(AUDIENCES, 243),
            assumption=f"CASE WHEN {lies_by_one} THEN {assumed} END",
            noted_at=_back(sizes.learning),
            version="CASE WHEN i % 50 = 1 THEN 2 ELSE 1 END",
        )
    fill(
        LearningEdition,
        rows=f"(SELECT id AS i, learned, noted_at, author_id FROM {table(LearningEntry)} "
        "WHERE version = 2) AS g",
        entry="i",
        version="1",
        words="jsonb_build_object('believed', 'Det gik nok', 'saw', 'Nej', 'learned', learned)",
        edited_by="author_id",
        edited_at="noted_at",
    )
    fill(
        LearningDraft,
        2,
        network=str(BIGGEST),
        author=f"CASE i WHEN 1 THEN {LEADER} ELSE {MEMBER} END",
        form_key=key_of("draft"),
        fields="jsonb_build_object('learned', 'Måske')",
        saved_at=ago("1"),
    )


def comments(sizes: Sizes) -> None:
    """The newest cards have five each, until there are no more words."""
    with built_afterwards(LearningComment):
        fill(
            LearningComment,
            sizes.comments,
            entry=f"{sizes.learning} - (i / 5) % {sizes.learning}",
            author=_author(sizes, 251),
            text=sentence(252),
            audience=one_of(AUDIENCES, 255),
            written_at=ago(f"0.05 + (i / 5) * {float(YEARS) / sizes.learning}"),
        )


def results(sizes: Sizes) -> None:
    """Two from each that has closed, one from each that runs, three from the biggest."""
    closed = said(NetworkStatus.CLOSED.value)
    fill(
        Result,
        rows=f"""(SELECT (network.id - 1) * 3 + k AS i, network.id AS n,
            coalesce(closed_at, established_at + interval '50 days') AS at, leader_id
            FROM {table(Network)} AS network, generate_series(1, 3) AS k
            WHERE established_at IS NOT NULL
            AND (k = 1 OR network.id = {BIGGEST} OR k = 2 AND status = {closed})) AS g""",
        network="n",
        title=f"left({title(261)}, 120)",
        text=learned(265),
        for_whom=f"left({sentence(268)}, 200)",
        demanded=sentence(271),
        not_to_copy=sentence(274),
        audience=one_of(AUDIENCES, 277),
        written_by="leader_id",
        written_at="at",
    )
    _receivers(sizes)


def _receivers(sizes: Sizes) -> None:
    accepted = said(ReceiverAnswer.ACCEPTED.value)
    fill(
        Receiver,
        rows=f"""(SELECT id AS i, network_id AS n, written_by_id, written_at
            FROM {table(Result)} WHERE id % 9 <> 0) AS g""",
        result="i",
        person=f"CASE WHEN n = {BIGGEST} THEN {RECEIVER} ELSE {FIRST_IN_THE_CROWD} + i % 300 END",
        unit=department(f"(1 + {chance(281, 60)})"),
        asked_by="written_by_id",
        asked_at="written_at",
        answer=f"CASE WHEN i % 5 = 1 THEN '' ELSE {accepted} END",
        answer_words=f"CASE WHEN i % 5 = 1 THEN '' ELSE {sentence(282)} END",
        answered_at="CASE WHEN i % 5 <> 1 THEN written_at + interval '5 days' END",
    )
    answered = "(due_on < date '2026-11-01')"
    fill(
        LookAgain,
        rows=f"""(SELECT (result.id - 1) * 3 + m.k AS i, result.id AS result, m.months,
            receiver.person_id, (result.written_at + m.months * interval '1 month')::date AS due_on
            FROM {table(Result)} AS result
            JOIN {table(Receiver)} AS receiver ON receiver.result_id = result.id
            JOIN {table(Network)} AS network ON network.id = result.network_id,
            (VALUES (1, 3), (2, 6), (3, 12)) AS m(k, months)
            WHERE receiver.answer = {accepted} AND (network.closed_at IS NOT NULL
            OR network.id = {BIGGEST})) AS g""",
        result="result",
        months="months",
        due_on="due_on",
        answer=f"CASE WHEN {answered} THEN {one_of(Afterlife.values, 285)} ELSE '' END",
        words=f"CASE WHEN {answered} THEN left({sentence(286)}, 300) ELSE '' END",
        answered_by=f"CASE WHEN {answered} THEN person_id END",
        answered_at=f"CASE WHEN {answered} THEN due_on::timestamptz END",
    )
