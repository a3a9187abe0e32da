from netvaerk.people.models import Person
from networks.models import Network


def can_read_network_report(person: Person, network: Network) -> bool:
    """Whoever may know of the network, each what they may read; not who only runs the machine."""
    only_runs_it = person.is_superuser and not (person.is_employee or person.is_secretariat)
    return not only_runs_it
