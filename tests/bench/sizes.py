"""How much there is of everything."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sizes:
    """What does not grow is the same in every size, so that growth tells of the logs alone."""

    learning: int = 1_000
    comments: int = 1_000
    nudges: int = 2_000
    letters: int = 2_000
    audit: int = 2_000
    people: int = 10_000
    networks: int = 2_000
    proposals: int = 3_000
    offerings: int = 200
    sessions: int = 2_000
    bookings: int = 30_000
    sparring: int = 10_000
    meetings: int = 20_000
    assumptions: int = 20_000


SMALL = Sizes()
FULL = replace(
    SMALL, learning=500_000, comments=250_000, nudges=1_000_000, letters=150_000, audit=500_000
)
GROWTH = replace(FULL, learning=1_000_000, comments=500_000)
# For the test of the bench itself.
TINY = replace(
    SMALL,
    learning=200,
    comments=200,
    nudges=300,
    letters=300,
    audit=200,
    people=500,
    networks=80,
    proposals=140,
    offerings=20,
    sessions=60,
    bookings=400,
    sparring=400,
    meetings=400,
    assumptions=400,
)
NAMED = {"small": SMALL, "full": FULL, "growth": GROWTH, "tiny": TINY}
