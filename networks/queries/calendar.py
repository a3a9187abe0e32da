"""A meeting as a calendar knows it."""

from netvaerk.calendar import Entry
from networks.models import Meeting


def entry_of(meeting: Meeting, *, address: str) -> Entry:
    """The meeting with its question; `address` is its page."""
    said = [meeting.question, *([meeting.link] if meeting.link else []), address]
    return Entry(
        uid=f"{meeting.uid}@netvaerk",
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        begins=meeting.begins_at,
        ends=meeting.ends_at,
        summary=meeting.network.title,
        description="\n\n".join(said),
        where=meeting.place or meeting.link,
        url=address,
        is_cancelled=meeting.cancelled_at is not None,
    )
