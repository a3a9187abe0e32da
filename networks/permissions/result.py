from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ReceiverAnswer
from networks.models import LookAgain, Network, Receiver
from networks.permissions.network import is_leader, is_member


def can_write_result(person: Person, network: Network) -> bool:
    """Every member of a running network."""
    return network.status == NetworkStatus.ESTABLISHED and is_member(person, network)


def can_ask_receiver(person: Person, network: Network) -> bool:
    """The leader, also after closing: a result that was declined still needs a home."""
    return is_leader(person, network) and network.status in {
        NetworkStatus.ESTABLISHED,
        NetworkStatus.CLOSED,
    }


def can_answer_as_receiver(person: Person, receiver: Receiver) -> bool:
    """Whoever is asked; and who has said yes can still pass it on."""
    return receiver.person_id == person.pk and receiver.answer in {"", ReceiverAnswer.ACCEPTED}


def can_look_again(person: Person, look: LookAgain) -> bool:
    """Whoever has taken the result over."""
    taken = look.result.receivers.filter(answer=ReceiverAnswer.ACCEPTED, person=person)
    return look.answer == "" and taken.exists()


def can_close_network(person: Person, network: Network) -> bool:
    return is_leader(person, network) and network.status == NetworkStatus.ESTABLISHED


def can_read_harvest(person: Person, network: Network) -> bool:
    """Shared texts only, so whoever may know of the network."""
    return network.status in {NetworkStatus.ESTABLISHED, NetworkStatus.CLOSED}
