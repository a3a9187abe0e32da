"""The networks themselves: where they are, who leads them, what the chiefs have given them."""

from netvaerk.people.models import StakeholderKind
from networks.enums import Bearing, EndedBecause, JoinRequestStatus, NetworkStatus, PromiseOutcome
from networks.models import (
    Agreement,
    AlignmentNote,
    Direction,
    InvitationKey,
    JoinRequest,
    Membership,
    Network,
    NetworkInvitation,
    NetworkType,
    Phase,
    PhaseChange,
    Promise,
    Renewal,
    StrategicTheme,
    StrategicThemeEdition,
)
from tests.bench.cast import (
    BIGGEST,
    CHIEF,
    CHIEFS,
    CONSULTANT,
    CONSULTANTS,
    EMPLOYEE,
    FIRST_IN_THE_CROWD,
    LEADER,
    MEMBER,
    Crowd,
)
from tests.bench.danish import learned, sentence, title
from tests.bench.seeding.people import department
from tests.bench.seeding.proposals import is_subnetwork
from tests.bench.sizes import Sizes
from tests.bench.sql import NOW, ago, all_of, chance, fill, key_of, link, one_of, said, table

THEMES = 12
INSIDE, INSIDE_THE_BIGGEST = 12, 60
LIVING = f"({said(NetworkStatus.FORMING.value)}, {said(NetworkStatus.ESTABLISHED.value)})"
FORMING, ESTABLISHED, CLOSED, CANCELLED = (
    said(status.value)
    for status in (
        NetworkStatus.FORMING,
        NetworkStatus.ESTABLISHED,
        NetworkStatus.CLOSED,
        NetworkStatus.CANCELLED,
    )
)


def themes(sizes: Sizes) -> None:
    """Beside those of the first content; the oldest no longer count."""
    fill(
        StrategicTheme,
        rows=f"generate_series(1001, {1000 + THEMES}) AS i",
        key="'bench-' || i",
        title=f"left({title(61)}, 120)",
        text=learned(64),
        owner=f"{CHIEFS.start} + i % {len(CHIEFS)}",
        starts_on="(date '2020-01-01' + (i - 1000)::int * 100)",
        ends_on="CASE WHEN i < 1004 THEN date '2025-12-31' END",
        position="i",
        version="3",
    )
    fill(
        StrategicThemeEdition,
        rows=f"(SELECT 1000 + (n + 1) / 2 AS i, 1 + n % 2 AS v, n "
        f"FROM generate_series(1, {2 * THEMES}) AS n) AS g",
        id="n",
        theme="i",
        version="v",
        title=f"left({title(61)}, 120)",
        text=learned(66),
        edited_by=str(CHIEF),
        edited_at=ago("v * 200"),
    )


def networks(sizes: Sizes) -> None:
    """A fifth established, a twentieth forming, a fortieth came to nothing, the rest closed."""
    status = f"""CASE WHEN n % 20 = 0 THEN {FORMING} WHEN n % 20 < 5 THEN {ESTABLISHED}
        WHEN n % 40 = 5 THEN {CANCELLED} ELSE {CLOSED} END"""
    age = f"""CASE WHEN n % 20 = 0 THEN 20 + {chance(70, 60, "n")}
        WHEN n % 20 < 5 THEN 90 + {chance(71, 300, "n")} ELSE 250 + {chance(72, 3300, "n")} END"""
    types = all_of(f"SELECT id FROM {table(NetworkType)} ORDER BY id")
    phases = all_of(f"SELECT id FROM {table(Phase)} ORDER BY position, id")
    employees = Crowd(sizes.people).first_guest - FIRST_IN_THE_CROWD
    parent = f"CASE WHEN i IN (33, 73) THEN {BIGGEST} ELSE i - 1 END"
    fill(
        Network,
        rows=f"(SELECT n AS i, {status} AS status, {age} AS age "
        f"FROM generate_series(1, {sizes.networks}) AS n) AS g",
        slug="'netvaerk-' || i",
        title=f"left({title(34)}, 90)",
        challenge=f"left({sentence(38)}, 160)",
        proposal=f"CASE WHEN NOT {is_subnetwork()} THEN {key_of('proposal')} END",
        parent=f"CASE WHEN {is_subnetwork()} THEN {parent} END",
        type=one_of(types, 73),
        phase=f"CASE WHEN status = {CLOSED} THEN {phases[-1]} ELSE {one_of(phases, 74)} END",
        status="status",
        reference_leader=_somebody(CHIEF, f"{CHIEFS.start} + {chance(75, len(CHIEFS))}"),
        leader=_somebody(LEADER, f"{FIRST_IN_THE_CROWD} + {chance(76, employees)}"),
        consultant=f"""CASE WHEN status <> {FORMING} OR i % 40 = 0 THEN
            {_somebody(CONSULTANT, f"{CONSULTANTS.start} + {chance(77, len(CONSULTANTS))}")} END""",
        co_driver=f"CASE WHEN i % 3 = 2 THEN {FIRST_IN_THE_CROWD} + {chance(78, employees)} END",
        wanted="CASE WHEN i % 4 = 0 THEN '2-3 nye fra Skole' ELSE '' END",
        decided_at=ago("age"),
        established_at=f"CASE WHEN status IN ({ESTABLISHED}, {CLOSED}) THEN {ago('age - 20')} END",
        horizon_on=f"CASE WHEN status = {ESTABLISHED} THEN ({ago('age - 330')})::date END",
        closed_at=f"CASE WHEN status = {CLOSED} THEN {ago('age - 240')} END",
        closing_words=f"CASE WHEN status = {CLOSED} THEN {sentence(79)} ELSE '' END",
    )


def _somebody(of_the_biggest: int, otherwise: str) -> str:
    return f"CASE WHEN i = {BIGGEST} THEN {of_the_biggest} ELSE {otherwise} END"


def _of_each(many: int, where: str = "TRUE") -> str:
    """`many` rows for each network that counts, numbered by `k`."""
    return f"""(SELECT (network.id - 1) * {many} + k AS i, k, network.id AS n, network.status,
        network.decided_at, network.established_at, network.closed_at, network.leader_id
        FROM {table(Network)} AS network, generate_series(1, {many}) AS k WHERE {where}) AS g"""


def phase_changes(sizes: Sizes) -> None:
    phases = all_of(f"SELECT id FROM {table(Phase)} ORDER BY position, id")[:4]
    array = ", ".join(str(phase) for phase in phases)
    fill(
        PhaseChange,
        rows=_of_each(4, "network.established_at IS NOT NULL"),
        network="n",
        to=f"(ARRAY[{array}])[k]",
        sentence=sentence(81),
        by="leader_id",
        at="established_at + k * interval '20 days'",
    )
    fill(
        Renewal,
        rows=_of_each(1, f"network.status = {ESTABLISHED} AND network.id % 5 = 1"),
        network="n",
        until=f"({ago('-200')})::date",
        why=sentence(84),
        by="leader_id",
        at=ago("15"),
    )


def directions(sizes: Sizes) -> None:
    """Two versions each of all that have begun."""
    fill(
        Direction,
        rows=_of_each(2, "network.established_at IS NOT NULL"),
        network="n",
        version="k",
        why=f"{learned(85)} || ' ' || {sentence(88)}",
        is_open=learned(90),
        is_fixed=sentence(93),
        chiefs_will=sentence(96),
        is_shared="n % 4 <> 3",
        written_by=_of_biggest(str(CHIEF), f"{CHIEFS.start} + {chance(75, len(CHIEFS), 'n')}"),
        written_at="established_at + (k - 1) * interval '40 days'",
        understanding=f"CASE WHEN n % 7 <> 6 THEN {learned(99)} ELSE '' END",
        acknowledged_by="CASE WHEN n % 7 <> 6 THEN leader_id END",
        acknowledged_at="""CASE WHEN n % 7 <> 6
            THEN established_at + (k - 1) * interval '40 days' + interval '3 days' END""",
    )
    each = f"{table(Direction)} AS direction, generate_series(1, 2) AS k"
    theme = f"(1001 + {chance(101, THEMES, 'direction.id * 3 + k')})"
    link(Direction, "themes", rows=each, mine="direction.id", theirs=theme)


def _of_biggest(biggest: str, otherwise: str) -> str:
    return f"CASE WHEN n = {BIGGEST} THEN {biggest} ELSE {otherwise} END"


def memberships(sizes: Sizes) -> None:
    """The leader, then people from anywhere in the crowd; every ninth has left."""
    crowd = Crowd(sizes.people)
    many = INSIDE_THE_BIGGEST
    somebody = f"{FIRST_IN_THE_CROWD} + (n * 977 + k * 61) % {crowd.size}"
    person = f"""CASE WHEN k = 1 THEN leader_id
        WHEN n = {BIGGEST} AND k = 2 THEN {MEMBER}
        WHEN n = {BIGGEST} AND k = 3 THEN {crowd.first_guest} ELSE {somebody} END"""
    began = "(coalesce(established_at, decided_at) + (k % 5) * interval '1 day')"
    inner = f"""(SELECT DISTINCT ON (n, person) *, (n - 1) * {many} + k AS number FROM (
        SELECT *, {person} AS person FROM {_of_each(many)}
        WHERE n = {BIGGEST} OR k <= {INSIDE} - 3 + n % 7) AS chosen
        ORDER BY n, person, k) AS g"""
    closed, cancelled = said(EndedBecause.CLOSED.value), said(EndedBecause.CANCELLED.value)
    fill(
        Membership,
        rows=inner,
        id="number",
        network="n",
        person="person",
        is_core="k <= 4",
        joined_at=began,
        ended_at=f"""CASE WHEN status = {CLOSED} THEN closed_at
            WHEN status = {CANCELLED} THEN {began} + interval '9 days'
            WHEN k > 4 AND k % 9 = 8 THEN {began} + interval '40 days' END""",
        ended_because=f"""CASE WHEN status = {CLOSED} THEN {closed}
            WHEN status = {CANCELLED} THEN {cancelled}
            WHEN k > 4 AND k % 9 = 8 THEN {said(EndedBecause.LEFT.value)} ELSE '' END""",
    )


def join_requests(sizes: Sizes) -> None:
    """One that waits in each living network, and one that was answered in the others."""
    waits = f"status IN {LIVING}"
    fill(
        JoinRequest,
        rows=_of_each(1),
        network="n",
        person=_of_biggest(str(EMPLOYEE), f"{FIRST_IN_THE_CROWD} + {chance(111, 300, 'n')}"),
        sentence=sentence(112),
        status=f"""CASE WHEN {waits} THEN {said(JoinRequestStatus.PENDING.value)}
            ELSE {said(JoinRequestStatus.DECLINED.value)} END""",
        asked_at=f"CASE WHEN {waits} THEN {ago('i % 12')} ELSE decided_at END",
        answer=f"CASE WHEN {waits} THEN '' ELSE {sentence(115)} END",
        answered_by=f"CASE WHEN NOT {waits} THEN leader_id END",
        answered_at=f"CASE WHEN NOT {waits} THEN decided_at + interval '4 days' END",
    )


def invitations(sizes: Sizes) -> None:
    """Three a network: accepted, declined, and in living networks one that still waits."""
    open_ = f"(k = 3 AND status IN {LIVING})"
    kinds = all_of(f"SELECT id FROM {table(StakeholderKind)} ORDER BY id")
    guest = Crowd(sizes.people).first_guest
    fill(
        NetworkInvitation,
        rows=_of_each(3),
        network="n",
        email="'gaest' || i || '@borger.example'",
        stakeholder_kind=one_of(kinds, 121),
        words=learned(122),
        why_you=sentence(125),
        asks_hours="'To timer om måneden'",
        asks_until=f"({ago('-90')})::date",
        invited_by="leader_id",
        invited_at=f"CASE WHEN {open_} THEN {ago('2')} ELSE decided_at + interval '9 days' END",
        answered_at=f"CASE WHEN NOT {open_} THEN decided_at + interval '12 days' END",
        has_accepted=f"CASE WHEN NOT {open_} THEN k = 1 END",
        answer_words=f"CASE WHEN {open_} THEN '' ELSE {sentence(126)} END",
        person=f"CASE WHEN k = 1 THEN {guest} + {chance(127, sizes.people // 10)} END",
    )
    fill(
        InvitationKey,
        rows=f"(SELECT id AS i FROM {table(NetworkInvitation)} WHERE answered_at IS NULL) AS g",
        invitation="i",
        token_hash="encode(sha256(('bench-' || i)::bytea), 'hex')",
        expires_at=ago("-5"),
    )


def agreements(sizes: Sizes) -> None:
    """Four a network, one of them in two versions; the newest of every tenth waits for one side."""
    fill(
        Agreement,
        rows=f"""(SELECT member.id AS i, member.network_id AS n, member.person_id AS person,
            person.line_manager_id AS manager, member.joined_at FROM {table(Membership)} AS member
            JOIN people_person AS person ON person.id = member.person_id
            WHERE member.is_core AND person.line_manager_id <> person.id) AS g""",
        network="n",
        member="person",
        line_manager="manager",
        unit=department(f"(1 + {chance(131, 60)})"),
        version="1",
        hours_per_week="1 + i % 5",
        starts_on="joined_at::date",
        ends_on="joined_at::date + 200",
        place="'Rådhuset'",
        member_gives=sentence(132),
        department_gets=sentence(135),
        department_gives=sentence(138),
        written_by="person",
        written_at="joined_at",
        member_confirmed_at="joined_at + interval '1 day'",
        manager_confirmed_at="CASE WHEN i % 10 <> 1 THEN joined_at + interval '2 days' END",
    )


def promises(sizes: Sizes) -> None:
    """Two a network; one in four is not answered yet."""
    waits = f"(i % 4 = 1 AND status IN {LIVING})"
    chief = f"{CHIEFS.start} + {chance(141, len(CHIEFS))}"
    fill(
        Promise,
        rows=_of_each(2, "network.established_at IS NOT NULL"),
        network="n",
        made_by=_of_biggest(str(CHIEF), chief),
        text=sentence(142),
        made_at="established_at + interval '5 days'",
        outcome=f"""CASE WHEN {waits} THEN '' WHEN i % 3 = 0 THEN
            {said(PromiseOutcome.NOT_KEPT.value)} ELSE {said(PromiseOutcome.KEPT.value)} END""",
        answer=f"CASE WHEN {waits} THEN '' ELSE {sentence(145)} END",
        answered_at=f"CASE WHEN NOT {waits} THEN established_at + interval '60 days' END",
    )


def alignment_notes(sizes: Sizes) -> None:
    """Three a network; the newest of every fifth waits for the network's answer."""
    waits = "(k = 3 AND n % 5 = 1)"
    bearings = [bearing.value for bearing in Bearing]
    fill(
        AlignmentNote,
        rows=_of_each(3, "network.established_at IS NOT NULL"),
        network="n",
        direction=f"(SELECT max(id) FROM {table(Direction)} AS d WHERE d.network_id = n)",
        bearing=one_of([bearings[0], *bearings], 151),
        reason=sentence(152),
        written_by=f"{CHIEFS.start} + {chance(155, len(CHIEFS))}",
        written_at=f"least(established_at + k * interval '30 days', {said(NOW)}::timestamptz)",
        answer=f"CASE WHEN {waits} THEN '' ELSE {sentence(156)} END",
        answered_by=f"CASE WHEN NOT {waits} THEN leader_id END",
        answered_at=f"CASE WHEN NOT {waits} THEN established_at + interval '100 days' END",
    )
