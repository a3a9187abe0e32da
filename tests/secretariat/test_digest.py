"""The day's letter: what is asked of me first, network by network, and it reads well."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from networks.actions.membership import ask_to_join
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.meeting import make_held_meeting, make_meeting
from tests.factories.nudge import post, turn_on
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_agreed

MONDAY = datetime(2026, 9, 7, 8, 15, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)
GOLDEN = Path(__file__).with_name("digest_of_twelve")
LED = [
    "Elever med højt fravær",
    "Ældre, der spiser alene",
    "Bosteder og beskæftigelse",
]
JOINED = [
    "Affald i boligforeningerne",
    "Grøn transport til skole",
    "Medicin ved overgange",
    "Det første job",
    "Unge og natteliv",
    "Bedre modtagelse af flygtninge",
    "Sprog i dagtilbud",
    "Klimatilpasning på Nordkysten",
    "Pårørende til mennesker med demens",
]
# Another at each run: keys to answers, and the numbers of rows.
PASSING = re.compile(r"(?<=/skub/)(fra/)?[^/]+(?=/)|(?<=/)\d+(?=/)")


def of_twelve(mia, bo, karen, ali, eva):
    """Two months of ordinary life in twelve networks."""
    mia.line_manager = PersonFactory(first_name="Line")
    mia.save()
    with time_machine.travel(MONDAY - 60 * DAY, tick=False):
        led = [make_network(leader=mia, reference_leader=bo, consultant=karen, title=t) for t in LED]
        joined = [
            make_network(
                leader=ali, reference_leader=bo, consultant=karen, title=title, members=[mia]
            )
            for title in JOINED
        ]
    with time_machine.travel(MONDAY - 6 * DAY, tick=False):
        ask_to_join(by=eva, network=led[0], sentence="Jeg møder børnene i klubben.")
        for number, network in enumerate(joined[:2]):
            make_meeting(network, begins_at=MONDAY + (8 + number) * DAY)
        make_learning(led[2])
    make_held_meeting(led[1], days_ago=3)
    return led, joined


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def test_a_digest_for_somebody_in_twelve_networks_reads_as_agreed(db, clock, mia, bo, karen, ali, eva):
    """`GOLDEN=write pytest tests/secretariat/test_digest.py` writes it anew, to be read."""
    of_twelve(mia, bo, karen, ali, eva)
    turn_on()
    [letter] = [letter for letter in post() if letter.recipient == mia]
    Path("/tmp/digest.html").write_text(letter.html)
    for ending, text in (("txt", letter.subject + "\n\n" + letter.text), ("html", letter.html)):
        text = PASSING.sub("…", text)
        path = GOLDEN.with_suffix(f".{ending}")
        if os.environ.get("GOLDEN") == "write":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")
