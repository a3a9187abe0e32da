"""Who may reserve a place."""

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import is_member
from offerings.models import Place, Reservation


def can_edit_places(person: Person) -> bool:
    return person.is_staff


def can_reserve_place(person: Person, place: Place, network: Network) -> bool:
    """An employee for a living network that they are in, where networks may reserve."""
    is_free_to_use = place.is_active and place.may_be_reserved
    return is_free_to_use and person.is_employee and network.is_alive and is_member(person, network)


def can_release_place(person: Person, reservation: Reservation) -> bool:
    """Whoever reserved it, the network's leader, or the secretariat, until it is over."""
    network = reservation.network
    if network is None or reservation.cancelled_at or reservation.ends_at <= clock.now():
        return False
    is_theirs = person.pk in {reservation.reserved_by_id, network.leader_id}
    return is_theirs or person.is_secretariat
