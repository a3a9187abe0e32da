"""What a chief says after a review, and the answer, by the actions."""

import uuid

from netvaerk.people.models import Person
from networks.actions.alignment import answer_alignment_note, write_alignment_note
from networks.enums import Bearing
from networks.models import AlignmentNote, Network
from networks.queries.alignment import direction_that_counts

REASON = "I er godt i gang, og eleverne er kommet med."
ANSWER = "Det kan vi godt kende."


def make_note(
    network: Network,
    *,
    by: Person | None = None,
    bearing: str = Bearing.ON_COURSE,
    reason: str = REASON,
) -> AlignmentNote:
    """By the network's reference leader, who has read the direction that counts."""
    direction = direction_that_counts(network)
    return write_alignment_note(
        by=by or network.reference_leader,
        network=network,
        form_key=uuid.uuid4(),
        bearing=bearing,
        reason=reason,
        direction_seen=direction.pk if direction else 0,
    )


def make_answered(note: AlignmentNote, *, answer: str = ANSWER) -> AlignmentNote:
    return answer_alignment_note(by=note.network.leader, note=note, answer=answer)
