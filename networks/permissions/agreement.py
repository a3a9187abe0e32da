from netvaerk.people.models import Person
from networks.models import Agreement, Network
from networks.permissions.network import is_member


def can_begin_agreement(person: Person, network: Network) -> bool:
    """An employee who is in it, and has a line manager to agree with."""
    has_manager = person.is_employee and person.line_manager_id is not None
    return has_manager and network.is_alive and is_member(person, network)


def can_confirm_agreement(person: Person, agreement: Agreement) -> bool:
    """Either side, while its own word is missing."""
    if not agreement.network.is_alive:
        return False
    if person.pk == agreement.member_id:
        return agreement.member_confirmed_at is None
    return person.pk == agreement.line_manager_id and agreement.manager_confirmed_at is None


def can_renegotiate_agreement(person: Person, agreement: Agreement) -> bool:
    """Either side may put a new version forward."""
    is_a_side = person.pk in {agreement.member_id, agreement.line_manager_id}
    return is_a_side and agreement.network.is_alive
