from netvaerk.people.models import Person
from networks.models import AlignmentNote, Network
from networks.permissions.network import leads_living


def can_write_alignment_note(person: Person, network: Network) -> bool:
    """Any chief, while the network lives; nobody reviews the network that they lead."""
    return person.is_chief and network.is_alive and network.leader_id != person.pk


def can_answer_alignment_note(person: Person, note: AlignmentNote) -> bool:
    """The network's leader, once; the note's network comes with it."""
    return note.answered_at is None and leads_living(person, note.network)
