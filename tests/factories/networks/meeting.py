"""Meetings and answers, by the actions."""

import uuid
from datetime import datetime, timedelta

from netvaerk import clock
from netvaerk.people.models import Person
from networks.actions.meeting import call_meeting, reply_to_meeting
from networks.enums import MeetingAnswer
from networks.models import Meeting, Network

DAY = timedelta(days=1)


def make_meeting(
    network: Network,
    *,
    by: Person | None = None,
    begins_at: datetime | None = None,
    hours: float = 1.5,
    question: str = "Hvem ser det først?",
    place: str = "Klub Nord",
    link: str = "",
) -> Meeting:
    """A meeting this time tomorrow, called by the network's leader."""
    begins_at = begins_at or clock.now().replace(microsecond=0) + DAY
    return call_meeting(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        question=question,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=hours),
        place=place,
        link=link,
    )


def make_held_meeting(network: Network, *, days_ago: float = 1, **more: str) -> Meeting:
    """A meeting that began some days ago, called the day before."""
    began_at = clock.now().replace(microsecond=0) - days_ago * DAY
    with clock.set_to(began_at - DAY):
        return make_meeting(network, begins_at=began_at, **more)


def make_reply(meeting: Meeting, by: Person, answer: str = MeetingAnswer.YES) -> None:
    reply_to_meeting(by=by, meeting=meeting, answer=answer)
