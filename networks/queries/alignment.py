"""What the chiefs say to a network after a review, and what it answers: one conversation."""

from django.utils.translation import gettext_lazy as _

from netvaerk.people.models import OutboxMail, Person
from networks.models import AlignmentNote, Direction, Network
from networks.models.alignment import AlignmentNoteQuerySet
from networks.queries.direction import newest_direction
from networks.queries.key_page import KeyPage, key_page
from networks.words import NO_LONGER_INSIDE

SHOWN = 5
ANOTHER_LEADS = _("En anden leder netværket nu")
ANOTHER_REFERS = _("Netværket har fået en anden referenceleder")


def direction_that_counts(network: Network) -> Direction | None:
    """The network's own, or else the one above; whoever may read it."""
    own = newest_direction(network)
    if own or network.parent_id is None:
        return own
    return Direction.objects.filter(network=network.parent_id).order_by("-version").first()


def readable_notes(person: Person, network: Network) -> AlignmentNoteQuerySet:
    """With who wrote and who answered; each knows its network without asking."""
    notes = network.alignment_notes.all().visible_to(person)
    return notes.select_related("written_by", "answered_by", "direction")


def notes_to(person: Person, network: Network, *, after: str = "") -> KeyPage[AlignmentNote]:
    """Some of them, the newest first; one query."""
    return key_page(readable_notes(person, network), moment="written_at", after=after, size=SHOWN)


def reason_not_to_tell_of_note(mail: OutboxMail) -> str:
    """Who has left meanwhile is not told; who has another part now is not asked."""
    part, note_id = mail.cause.split(":")[:2]
    notes = AlignmentNote.objects.visible_to(mail.recipient).select_related("network")
    note = notes.filter(pk=note_id).first()
    if note is None:
        return str(NO_LONGER_INSIDE)
    if part == "alignment" and note.network.leader_id != mail.recipient_id:
        return str(ANOTHER_LEADS)
    if part == "alignment-direction" and note.network.reference_leader_id != mail.recipient_id:
        return str(ANOTHER_REFERS)
    return ""
