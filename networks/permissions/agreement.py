from netvaerk.people.models import Person
from networks.models import Agreement, Network
from networks.permissions.network import is_member


def can_begin_agreement(person: Person, network: Network) -> bool:
    """An employee who is in it, and has a line manager to agree with."""
    return has_somebody_to_agree_with(person) and network.is_alive and is_member(person, network)


def has_somebody_to_agree_with(person: Person) -> bool:
    return person.is_employee and person.line_manager_id not in {None, person.pk}


def can_see_agreements(person: Person, network: Network) -> bool:
    """The network's page of agreements: who has one or could, and the reference leader."""
    has_a_part = network.reference_leader_id == person.pk or (
        person.is_employee and is_member(person, network)
    )
    seen = Agreement.objects.filter(network=network).newest().visible_to(person)
    return has_a_part or seen.exists()


def can_confirm_agreement(person: Person, agreement: Agreement) -> bool:
    """Either side, while its own word is missing."""
    if not _can_still_be_agreed(agreement):
        return False
    if person.pk == agreement.member_id:
        return agreement.member_confirmed_at is None
    return _is_manager_side(person, agreement) and agreement.manager_confirmed_at is None


def can_renegotiate_agreement(person: Person, agreement: Agreement) -> bool:
    """Either side may put a new version forward."""
    is_a_side = person.pk == agreement.member_id or _is_manager_side(person, agreement)
    return is_a_side and _can_still_be_agreed(agreement)


def _can_still_be_agreed(agreement: Agreement) -> bool:
    """The network goes on, and the member is in it."""
    return agreement.network.is_alive and is_member(agreement.member, agreement.network)


def _is_manager_side(person: Person, agreement: Agreement) -> bool:
    """Named in the agreement, and still the member's line manager."""
    return person.pk == agreement.line_manager_id == agreement.member.line_manager_id
