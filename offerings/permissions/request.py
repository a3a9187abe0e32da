"""Who may ask for an offering, answer, and say what became of it."""

from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import is_leader, is_member
from offerings.models import AssignedOffering, OfferingRequest


def can_ask_for_offering(person: Person, network: Network) -> bool:
    """Every member may ask on the network's behalf."""
    return network.is_alive and is_member(person, network)


def can_answer_request(person: Person) -> bool:
    return person.is_secretariat


def can_withdraw_request(person: Person, request: OfferingRequest) -> bool:
    """Whoever asked, while they are in the network, and its leader; until it is answered."""
    if request.answered_at is not None or request.withdrawn_at is not None:
        return False
    has_asked = request.asked_by_id == person.pk and is_member(person, request.network)
    return has_asked or is_leader(person, request.network)


def can_settle_offering(person: Person, assigned: AssignedOffering) -> bool:
    """The leader says whether it was used; the secretariat may say it for them."""
    return is_leader(person, assigned.network) or person.is_secretariat
