from netvaerk.people.models import Person
from networks.models import Membership, Network
from networks.permissions.network import can_read_the_room, leads_living


def can_edit_memberships(person: Person, network: Network) -> bool:
    """Core or for some phases, until when, and the end of it: the leader."""
    return leads_living(person, network)


def can_edit_membership(person: Person, membership: Membership) -> bool:
    """Not the leader's own: whoever leads is in all the way, or hands over first."""
    is_another = membership.person_id != person.pk and membership.ended_at is None
    return is_another and can_edit_memberships(person, membership.network)


def can_hand_over_lead(person: Person, network: Network) -> bool:
    return leads_living(person, network)


def can_appoint_leader(person: Person, network: Network) -> bool:
    """The secretariat, when nobody leads it any more."""
    return person.is_secretariat and Network.objects.orphaned().filter(pk=network.pk).exists()


def can_fetch_members(person: Person, network: Network) -> bool:
    """Take the list of names along: those inside, and the secretariat that arranges for them."""
    return person.is_secretariat or can_read_the_room(person, network)
