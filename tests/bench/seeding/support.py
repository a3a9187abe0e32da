"""What the secretariat gives: the catalogue, seats in it, places, conversations."""

from networks.models import Membership, NetworkType, Phase
from offerings.enums import BookingState, OfferingKind, Usefulness
from offerings.models import (
    AssignedOffering,
    Booking,
    Feedback,
    Offering,
    OfferingRequest,
    OfferingSession,
    Place,
    Reservation,
)
from secretariat.enums import FeedKind, SparringState
from secretariat.models import (
    Absence,
    ConsultantProfile,
    Feed,
    Integration,
    Review,
    SparringFormat,
    SparringNote,
    SparringSession,
    SparringTime,
)
from tests.bench.cast import (
    BIGGEST,
    CHIEF,
    CONSULTANT,
    CONSULTANTS,
    FIRST_IN_THE_CROWD,
    LEAD,
    LEADER,
    MEMBER,
    onlookers,
)
from tests.bench.danish import learned, sentence, title
from tests.bench.sizes import Sizes
from tests.bench.sql import NOW, ago, all_of, chance, fill, link, one_of, said, table

CONSULTANT_BY_CHANCE = f"{CONSULTANTS.start} + {{}}"
PLACES, FORMATS_FIRST = 20, 1
AN_HOUR = "interval '1 hour'"


def _consultant(salt: int, of: str = "i") -> str:
    return f"{CONSULTANTS.start} + {chance(salt, len(CONSULTANTS), of)}"


def consultants(sizes: Sizes) -> None:
    fill(
        ConsultantProfile,
        len(CONSULTANTS),
        person="i",
        knows="'skole, fravær, pårørende'",
        hours_a_week="20 + i % 15",
    )
    fill(
        Absence,
        60,
        person="1 + i % 20",
        first_on="date '2026-06-01' + (i * 7)::int",
        last_on="date '2026-06-03' + (i * 7)::int",
    )


def offerings(sizes: Sizes) -> None:
    fill(
        Offering,
        sizes.offerings,
        key="'bench-' || i",
        title=f"left({title(301)}, 90)",
        kind=one_of(OfferingKind.values, 305),
        gives=learned(306),
        asks=sentence(309),
        holder=_consultant(312),
        is_active="i % 20 <> 19",
    )
    each = f"generate_series(1, {sizes.offerings}) AS i, generate_series(1, 3) AS k"
    phases = all_of(f"SELECT id FROM {table(Phase)} ORDER BY id")
    link(Offering, "phases", rows=each, mine="i", theirs=one_of(phases, 313, "i * 5 + k"))
    types = all_of(f"SELECT id FROM {table(NetworkType)} ORDER BY id")
    some = f"{each} WHERE k = 1 AND i % 4 = 0"
    link(Offering, "types", rows=some, mine="i", theirs=one_of(types, 314))


def sessions(sizes: Sizes) -> None:
    """Ten of each offering, one in ten to come."""
    begins = ago(f"({sizes.sessions} - i) * {1000 / sizes.sessions} - 100")
    fill(
        OfferingSession,
        sizes.sessions,
        offering=f"1 + i % {sizes.offerings}",
        begins_at=begins,
        ends_at=f"{begins} + 2 * {AN_HOUR}",
        elsewhere="CASE WHEN i % 2 = 0 THEN 'Biblioteket' ELSE '' END",
        capacity="20",
        book_by=f"{begins} - interval '1 day'",
        held_by=_consultant(321),
        planned_by=str(LEAD),
        planned_at=f"{begins} - interval '40 days'",
        changed_at=f"{begins} - interval '40 days'",
        cancelled_at=f"CASE WHEN i % 30 = 29 THEN {begins} - interval '5 days' END",
        cancelled_because="CASE WHEN i % 30 = 29 THEN 'Underviseren er syg' ELSE '' END",
    )


def bookings(sizes: Sizes) -> None:
    """Fifteen a session and two that wait; members of ours have a seat in every twentieth."""
    each = sizes.bookings // sizes.sessions
    cancelled, waiting = said(BookingState.CANCELLED.value), said(BookingState.WAITING.value)
    state = f"""CASE WHEN k % 15 = 6 THEN {cancelled} WHEN k % 15 IN (8, 9) AND s % 4 = 0
        THEN {waiting} ELSE {said(BookingState.BOOKED.value)} END"""
    person = f"""CASE WHEN k = 0 AND s % 20 = 0 THEN {MEMBER}
        WHEN k = 1 AND s % 20 = 0 THEN {LEADER} ELSE 110 + (s * 331 + k * 7) % 380 END"""
    source = f"""(SELECT i, s, k, begins_at, ended, {state} AS state FROM (
        SELECT i, 1 + i / {each} AS s, i % {each} AS k FROM generate_series(0,
        {sizes.bookings - 1}) AS i) AS n JOIN (SELECT id, begins_at, ends_at < {said(NOW)} AS ended
        FROM {table(OfferingSession)}) AS session ON session.id = s) AS g"""
    fill(
        Booking,
        rows=source,
        id="i + 1",
        session="s",
        person=person,
        network=f"""CASE WHEN k < 2 THEN {BIGGEST}
            WHEN k < 8 THEN 1 + i % {sizes.networks} END""",
        state="state",
        booked_by=person,
        booked_at="begins_at - interval '20 days'",
        ended_at=f"CASE WHEN state = {cancelled} THEN begins_at - interval '9 days' END",
        has_attended="""CASE WHEN state = 'booked' AND ended AND s % 3 <> 0
            THEN (k + s) % 7 <> 0 END""",
    )
    fill(
        Feedback,
        rows=f"(SELECT id AS i FROM {table(Booking)} WHERE has_attended AND id % 3 = 0) AS g",
        booking="i",
        usefulness=one_of(Usefulness.values, 331),
        words=sentence(332),
        given_at=ago("i % 400"),
    )


def given(sizes: Sizes) -> None:
    """Three offerings a network, and one that it asks for."""
    used, waits = "(i % 3 = 0)", "(i % 3 = 1)"
    fill(
        AssignedOffering,
        sizes.networks * 3,
        offering=f"1 + (i * 7) % {sizes.offerings}",
        network="1 + (i - 1) / 3",
        note=sentence(341),
        assigned_by=_consultant(344),
        assigned_at=ago("20 + i % 900"),
        used_on=f"CASE WHEN {used} THEN ({ago('1 + i % 400')})::date END",
        unused_because=f"CASE WHEN {used} OR {waits} THEN '' ELSE {sentence(345)} END",
        settled_at=f"CASE WHEN NOT {waits} THEN {ago('i % 400')} END",
    )
    open_ = "(i % 10 = 1)"
    fill(
        OfferingRequest,
        sizes.networks,
        offering=f"1 + (i * 11) % {sizes.offerings}",
        network="i",
        words=sentence(348),
        asked_by=f"CASE WHEN i = 1 THEN {MEMBER} ELSE {FIRST_IN_THE_CROWD} + i % 300 END",
        asked_at=ago("i % 300"),
        answered_by=f"CASE WHEN NOT {open_} THEN {_consultant(351)} END",
        answered_at=f"CASE WHEN NOT {open_} THEN {ago('i % 200')} END",
        is_granted=f"CASE WHEN NOT {open_} THEN i % 3 <> 0 END",
        answer=f"CASE WHEN {open_} THEN '' ELSE {sentence(352)} END",
    )


def places(sizes: Sizes) -> None:
    """Each place is taken by a network once a day, and the sessions' every other."""
    fill(
        Place,
        PLACES,
        name=f"{title(361)} || ' ' || i",
        address="'Rådhusvej ' || i",
        seats="10 + i",
        good_for="'Workshop'",
    )
    begins = f"date_trunc('day', {ago(f'i / {PLACES} - 60')}) + 8 * {AN_HOUR}"
    fill(
        Reservation,
        sizes.networks,
        place=f"1 + i % {PLACES}",
        begins_at=begins,
        ends_at=f"{begins} + 2 * {AN_HOUR}",
        network=f"CASE WHEN i % 9 = 1 THEN {BIGGEST} ELSE i END",
        reserved_by=f"CASE WHEN i % 9 = 1 THEN {MEMBER} ELSE {FIRST_IN_THE_CROWD} + i % 300 END",
        reserved_at=f"{begins} - interval '30 days'",
    )


def sparring(sizes: Sizes) -> None:
    """Five a network; most were held, the newest stand at every step of the way."""
    states = [SparringState.ASKED, SparringState.ASSIGNED, SparringState.AGREED]
    recent = f"i > {sizes.sparring - sizes.sparring // 20}"
    array = ", ".join(said(state.value) for state in states)
    held = said(SparringState.HELD.value)
    # The biggest network's stand at every step, the last of them to come.
    mine = ["agreed", "assigned", "agreed", "asked"]
    steps = ", ".join(said(step) for step in mine)
    state = f"""CASE WHEN 1 + i % {sizes.networks} = {BIGGEST} THEN coalesce(
            (ARRAY[{steps}])[1 + ({sizes.sparring} - i) / {sizes.networks}], {held})
        WHEN {recent} THEN (ARRAY[{array}])[1 + i / {sizes.networks} % 3]
        WHEN i % 12 = 5 THEN {said(SparringState.NOT_HELD.value)} ELSE {held} END"""
    asked = said(SparringState.ASKED.value)
    logged = "(state IN ('held', 'not_held'))"
    begins = f"({ago(f'({sizes.sparring} - i) * {1500 / sizes.sparring} - 20')})"
    formats = all_of(f"SELECT id FROM {table(SparringFormat)} ORDER BY id")
    in_biggest = f"n = {BIGGEST}"
    fill(
        SparringSession,
        rows=f"""(SELECT i, 1 + i % {sizes.networks} AS n, {state} AS state
            FROM generate_series(1, {sizes.sparring}) AS i) AS g""",
        network="n",
        format=one_of(formats, 371),
        question=sentence(372),
        state="state",
        asked_by=f"CASE WHEN {in_biggest} THEN {MEMBER} ELSE {FIRST_IN_THE_CROWD} + i % 300 END",
        asked_at=f"{begins} - interval '30 days'",
        partner=f"""CASE WHEN state = {asked} THEN NULL WHEN {in_biggest} THEN {CONSULTANT}
            ELSE {_consultant(375)} END""",
        assigned_by=f"CASE WHEN state <> {asked} THEN {LEAD} END",
        assigned_at=f"CASE WHEN state <> {asked} THEN {begins} - interval '25 days' END",
        takes_place_at=f"CASE WHEN state IN ('agreed', 'held', 'not_held') THEN {begins} END",
        where="'Rådhuset'",
        changed_at=f"{begins} - interval '20 days'",
        logged_by=f"CASE WHEN {logged} THEN coalesce({_consultant(375)}, 1) END",
        logged_at=f"CASE WHEN {logged} THEN {begins} + interval '1 day' END",
    )
    _around_sparring(sizes)


def _around_sparring(sizes: Sizes) -> None:
    """Two of the network's own take part; what was held has a note, what is open has times."""
    core = f"""{table(SparringSession)} AS talk JOIN {table(Membership)} AS member
        ON member.network_id = talk.network_id AND member.is_core
        AND (member.id + talk.id) % 2 = 0"""
    link(SparringSession, "people", rows=core, mine="talk.id", theirs="member.person_id")
    fill(
        SparringNote,
        rows=f"""(SELECT id AS i, logged_by_id, logged_at FROM {table(SparringSession)}
            WHERE state = 'held') AS g""",
        session="i",
        author="logged_by_id",
        text=learned(381),
        written_at="logged_at",
    )
    fill(
        SparringTime,
        rows=f"""(SELECT id * 2 + k AS i, id, partner_id, k FROM {table(SparringSession)},
            generate_series(0, 1) AS k WHERE state = 'assigned') AS g""",
        session="id",
        begins_at=ago("-5 - k"),
        proposed_by="partner_id",
    )


def reviews(sizes: Sizes) -> None:
    fill(Review, 30, held_at=ago("7 + (30 - i) * 30"), closed_by=str(CHIEF))


def keys_for_others(sizes: Sizes) -> None:
    """An address to follow for each kind and onlooker, and five systems that read along."""
    who = ", ".join(f"({number})" for number in onlookers(sizes.people).values())
    kinds = ", ".join(f"({said(kind)})" for kind in FeedKind.values)
    fill(
        Feed,
        rows=f"""(SELECT row_number() OVER () AS i, person, kind
            FROM (VALUES {who}) AS p(person), (VALUES {kinds}) AS k(kind)) AS g""",
        person="person",
        kind="kind",
        key_hash="encode(sha256(('bench-' || kind || '-' || person)::bytea), 'hex')",
        made_at=ago("100"),
    )
    fill(
        Integration,
        5,
        name="'System ' || i",
        contact="'It'",
        key_hash="encode(sha256(('bench-' || i)::bytea), 'hex')",
        key_made_at=ago("100"),
    )
