from netvaerk.people.models import Person
from networks.enums import Audience
from networks.models import LearningEntry, Network
from networks.permissions.network import can_read_the_room, is_leader, is_member


def can_record_learning(person: Person, network: Network) -> bool:
    return network.is_alive and is_member(person, network)


def can_edit_learning(person: Person, entry: LearningEntry) -> bool:
    """Its author, or the leader, while the network lives."""
    is_theirs = entry.author_id == person.pk or is_leader(person, entry.network)
    return is_theirs and can_record_learning(person, entry.network)


def can_comment_on_learning(person: Person, entry: LearningEntry) -> bool:
    """Whoever reads the room; a closed one has said what it had to say."""
    return entry.network.is_alive and can_read_the_room(person, entry.network)


def audiences_within(audience: str) -> list[str]:
    """The audiences that hold nobody who is not in this one; the narrowest first."""
    narrow_to_wide: list[str] = list(Audience.values)
    return narrow_to_wide[: narrow_to_wide.index(audience) + 1]


def can_export_learning(person: Person, network: Network) -> bool:
    """The log is the network's own: whoever reads the room may carry it out."""
    return can_read_the_room(person, network)
