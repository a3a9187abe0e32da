"""Who may do what with people, units, invitations and post; each a small fact."""

from django.conf import settings

from netvaerk.people.models import Person


def is_municipal(email: str) -> bool:
    """Whether the address is one of the municipality's own, whose holder is an employee."""
    domains = {domain.lower() for domain in settings.SIGNUP_DOMAINS}
    return email.lower().rpartition("@")[2] in domains


def can_manage_people(person: Person) -> bool:
    """Units, people and their roles: what decides who may do everything else."""
    return person.is_active and (person.is_secretariat_lead or person.is_superuser)


def can_edit_person(person: Person, other: Person) -> bool:
    """Whoever manages people; a system administrator is edited by another one only."""
    return can_manage_people(person) and (person.is_superuser or not other.is_superuser)


def can_see_people(person: Person) -> bool:
    """The register of people and units, on the secretariat's desk."""
    return person.is_active and person.is_staff


def can_invite(person: Person) -> bool:
    return person.is_active and person.is_staff


def can_sign_in_by_mail(person: Person) -> bool:
    """A guest without a password, on a rare visit; never anybody with a role."""
    has_more = person.roles or person.is_superuser or person.has_usable_password()
    return person.is_active and not has_more


def can_watch_outbox(person: Person) -> bool:
    """That a letter was sent or not; never what stands in it."""
    return person.is_active and person.is_staff


def can_read_audit(person: Person) -> bool:
    return can_manage_people(person)


def can_look_up_people(person: Person) -> bool:
    """Colleagues' names and addresses, while one types; not for guests."""
    return person.is_employee or person.is_superuser


def can_fetch_lists(person: Person) -> bool:
    """Take a page's list along as a file; a guest reads it where it stands."""
    return person.is_active and (person.is_employee or person.is_staff)


def can_edit_words(person: Person) -> bool:
    """What the municipality calls its roles."""
    return person.is_active and person.is_staff
