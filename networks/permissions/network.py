from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Network


def can_narrow_networks(person: Person) -> bool:
    """Whoever sees more than own networks; a guest's few need no filters."""
    return person.is_employee or person.is_secretariat or person.is_superuser


def is_leader(person: Person, network: Network) -> bool:
    return network.leader_id == person.pk


def leads_living(person: Person, network: Network) -> bool:
    """Leads it, and it is not closed: what a closed network was stays as it was."""
    return is_leader(person, network) and network.is_alive


def is_member(person: Person, network: Network) -> bool:
    return person.memberships.current().filter(network=network).exists()


def can_read_the_room(person: Person, network: Network) -> bool:
    """The shielded text: members, also of a closed one, and the network's sparring partners."""
    if getattr(network, "viewer", None) == person.pk:  # from `networks_for`: known already
        is_partner = person.pk in {network.consultant_id, network.co_driver_id}
        return is_partner or getattr(network, "viewer_part", None) is not None
    return Network.objects.shielded_open_to(person).filter(pk=network.pk).exists()


def can_write_direction(person: Person, network: Network) -> bool:
    return network.reference_leader_id == person.pk and network.is_alive


def can_acknowledge_direction(person: Person, network: Network) -> bool:
    return leads_living(person, network)


def can_assign_support(person: Person) -> bool:
    """Consultants, co-drivers, sparring and offerings are the secretariat's to assign."""
    return person.is_secretariat


def can_ask_to_join(person: Person, network: Network) -> bool:
    is_open = network.is_alive and network.is_open_for_members
    return is_open and person.is_employee and not is_member(person, network)


def can_answer_join_request(person: Person, network: Network) -> bool:
    return leads_living(person, network)


def can_leave_network(person: Person, network: Network) -> bool:
    """The leader hands over the lead first."""
    return not is_leader(person, network) and is_member(person, network)


def can_move_phase(person: Person, network: Network) -> bool:
    return is_leader(person, network) and network.status == NetworkStatus.ESTABLISHED


def can_edit_room(person: Person, network: Network) -> bool:
    """Say whether the network is open for members, and who is missing."""
    return leads_living(person, network)
