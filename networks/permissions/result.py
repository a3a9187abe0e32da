from django.db.models import Q, QuerySet

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ReceiverAnswer
from networks.models import LookAgain, Network, Receiver, Result
from networks.models.shield import audiences_open_to
from networks.permissions.network import is_leader, is_member


def results_open_to(person: Person) -> QuerySet[Result]:
    """What the person reads: one's own ask opens a result only until one has handed it back."""
    standing = Receiver.objects.standing().filter(person=person)
    return Result.objects.visible_to(person).filter(
        Q(network__in=Network.objects.shielded_open_to(person))
        | Q(audience__in=audiences_open_to(person))
        | Q(pk__in=standing.values("result"))
    )


def can_write_result(person: Person, network: Network) -> bool:
    """Every member of a running network."""
    return network.status == NetworkStatus.ESTABLISHED and is_member(person, network)


def can_edit_result(person: Person, result: Result) -> bool:
    """Who wrote it, or the leader, while the network runs: what was closed stays as it was."""
    is_theirs = result.written_by_id == person.pk or is_leader(person, result.network)
    return is_theirs and can_write_result(person, result.network)


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
    """Whoever has taken the result over, from the day on which it is asked."""
    taken = look.result.receivers.filter(answer=ReceiverAnswer.ACCEPTED, person=person)
    return look.answer == "" and look.due_on <= clock.today() and taken.exists()


def can_close_network(person: Person, network: Network) -> bool:
    return is_leader(person, network) and network.status == NetworkStatus.ESTABLISHED


def can_read_harvest(person: Person, network: Network) -> bool:
    """Shared texts only, so whoever may know of the network; not who only runs the machine."""
    only_runs_it = person.is_superuser and not (person.is_employee or person.is_secretariat)
    has_begun = network.status in {NetworkStatus.ESTABLISHED, NetworkStatus.CLOSED}
    return has_begun and not only_runs_it
