from netvaerk.people.models import Person
from networks.models import Network, Promise


def can_make_promise(person: Person, network: Network) -> bool:
    """Any chief, the reference leader among them, while there is a way to clear."""
    return person.is_chief and network.is_alive


def can_answer_promise(person: Person, promise: Promise) -> bool:
    """Whoever made it, and nobody else; also when the network has ended meanwhile."""
    return promise.made_by_id == person.pk and not promise.outcome
