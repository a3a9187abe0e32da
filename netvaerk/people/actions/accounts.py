"""A person comes into being, and gets a password."""

from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from netvaerk.people.actions.addresses import vouch_for_address
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.invitations import accept_invitation
from netvaerk.people.enums import Role
from netvaerk.people.models import Invitation, Person, StakeholderKind
from netvaerk.people.permissions import is_municipal
from netvaerk.refusals import Refusal, require

DEMO_PASSWORD = "netvaerk-demo"  # noqa: S105 printed on the terminal and in the README


class AddressTaken(Refusal):
    """Somebody has signed up with the address already, perhaps a moment ago."""

    def __init__(self) -> None:
        super().__init__(_("Der er allerede en konto med den adresse. Log ind i stedet."))


class NotInvited(Refusal):
    """The address is neither the municipality's own nor invited."""

    def __init__(self) -> None:
        super().__init__(
            _("Du skal være inviteret for at oprette en konto. Skriv til sekretariatet.")
        )


class OnlyInADemo(Refusal):
    """A password that everybody knows has no place where real people sign in."""

    def __init__(self) -> None:
        super().__init__(_("Demoens adgangskode findes kun, hvor DEMO=1 er sat."))


@transaction.atomic
def register_person(
    *,
    email: str,
    first_name: str,
    last_name: str,
    password: str,
    invitation: Invitation | None = None,
) -> Person:
    """Somebody signs up: an employee by the address, or a guest who uses up their invitation."""
    if invitation is None and not is_municipal(email):
        raise NotInvited
    kind = invitation.stakeholder_kind if invitation else None
    person = _new_person(email, first_name, last_name, kind)
    person.set_password(password)
    _save_new(person)
    if invitation is not None:
        accept_invitation(by=person, invitation=invitation)
    record(by=person, verb="register_person", subject=person)
    return person


@transaction.atomic
def welcome_person(
    *, email: str, first_name: str, last_name: str, stakeholder_kind: StakeholderKind | None
) -> Person:
    """Somebody who has shown that they hold the mailbox comes into being, without a password."""
    person = _new_person(email, first_name, last_name, stakeholder_kind)
    person.set_unusable_password()
    _save_new(person)
    vouch_for_address(person=person)
    record(by=person, verb="welcome_person", subject=person)
    return person


def _new_person(
    email: str, first_name: str, last_name: str, kind: StakeholderKind | None
) -> Person:
    """The address decides: an employee, or a guest of some kind."""
    is_employee = is_municipal(email)
    return Person(
        email=email.lower(),
        first_name=first_name,
        last_name=last_name,
        roles=[Role.EMPLOYEE] if is_employee else [],
        stakeholder_kind=None if is_employee else kind,
    )


def _save_new(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise AddressTaken from None


@transaction.atomic
def set_password(*, by: Person, password: str) -> None:
    """Somebody chooses their own password."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record(by=by, verb="set_password", subject=by)


@transaction.atomic
def give_demo_password(*, person: Person) -> None:
    """Let everybody in as this invented person; their button appears on the sign-in page."""
    if not settings.DEMO:
        raise OnlyInADemo
    require(Person.objects.demo().filter(pk=person.pk).exists())
    person.password = _demo_password_hash()
    person.save(update_fields=["password"])
    vouch_for_address(person=person)
    record(by=None, verb="give_demo_password", subject=person)


@cache
def _demo_password_hash() -> str:
    """Made once: hashing is slow on purpose, and this password is no secret."""
    return make_password(DEMO_PASSWORD)
