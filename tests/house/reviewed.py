"""What chiefs say to the world's network, what the house steers by, and a form for each door."""

import uuid

from netvaerk import clock
from netvaerk.people.models import Person, StakeholderKind
from networks.enums import Bearing
from networks.models import AlignmentNote, Network
from secretariat.actions.feed import make_feed
from secretariat.actions.integration import save_integration
from secretariat.enums import FeedKind
from secretariat.models import Integration, Review
from tests.factories.networks import StrategicThemeFactory
from tests.house.room import Room

# Pages whose list can be taken along, by a form of their own address.
LISTS = [
    *(f"networks:{noun}_list" for noun in ("network", "learning", "assumption", "member")),
    *(f"networks:{noun}_list" for noun in ("meeting", "agreement", "result", "proposal", "round")),
    *("networks:learning_shared", "networks:assumption_fallen", "networks:round_detail"),
    *("offerings:offering_list", "offerings:place_list", "offerings:session_detail"),
    *("secretariat:leadership", "secretariat:results_overview", "secretariat:relations"),
    *("networks:theme_list", "secretariat:promise_list"),
]
WORDS = "Skrevet af en, der ikke må."


def review(network: Network, people: dict[str, Person | None]) -> Room:
    """A note that waits for the leader's answer, a review that was held, a theme, and two keys."""
    chief, lead, leader = people["reference"], people["lead"], people["leader"]
    assert chief
    assert lead
    assert leader
    note = AlignmentNote.objects.create(
        network=network,
        direction=network.directions.first(),
        bearing=Bearing.LET_US_TALK,
        reason="Jeg er nysgerrig på, hvad I så.",
        written_by=chief,
    )
    held = Review.objects.create(closed_by=people["chief"])
    theme = StrategicThemeFactory(key="boern", owner=chief)
    save_integration(by=lead, integration=Integration(name="Intranettet", contact="It"))
    kind = StakeholderKind.objects.earliest("pk")
    arguments = {
        "note_id": note.pk,
        "theme_key": theme.key,
        "news_key": make_feed(by=chief, kind=FeedKind.LEARNING),
        "year": clock.today().year,
        "review_id": held.pk,
        "unit_id": leader.unit_id,
        "kind_key": kind.key,
        "group_one": leader.unit_id,
        "group_other": kind.key,
        ("secretariat:feed_make", "kind"): FeedKind.NETWORKS,
        ("secretariat:feed_close", "kind"): FeedKind.NETWORKS,
    }
    return Room(arguments, _payloads(note))


def _payloads(read: AlignmentNote) -> dict[str, dict]:
    theme = {"title": WORDS, "text": WORDS, "based_on": 1}
    note = {
        "bearing": Bearing.ON_COURSE,
        "reason": WORDS,
        "direction_seen": read.direction_id,
        "form_key": uuid.uuid4(),
    }
    lists = {name: {"hent": "csv"} for name in LISTS}
    return lists | {
        "networks:theme_edit": theme,
        "networks:alignment_detail": {"answer": WORDS},
        "secretariat:review_network": note,
    }
