"""The way in for guests: bound to an address, open for seven days, used once."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Invitation, Person, StakeholderKind
from netvaerk.people.models.invitation import fingerprint
from netvaerk.people.permissions import can_invite, is_municipal
from netvaerk.refusals import Refusal, require

OPEN_FOR = timedelta(days=7)
TOKEN_BYTES = 32
A_DAY_EACH = 50


class AlreadyHere(Refusal):
    """The address belongs to somebody who can sign in already."""

    def __init__(self) -> None:
        super().__init__(_("Der er allerede en konto med den adresse, så bare skriv til personen."))


class OwnAddress(Refusal):
    """Employees need no invitation."""

    def __init__(self) -> None:
        super().__init__(
            _("Adressen er kommunens egen: bed kollegaen selv om at oprette en konto på siden.")
        )


class TooManyInvitations(Refusal):
    """A stolen account must not become a mail cannon."""

    def __init__(self) -> None:
        super().__init__(_("Du har sendt mange invitationer i dag. Fortsæt i morgen."))


class InvitationClosed(Refusal):
    """Used, revoked, past its seven days, or meant for another address."""

    def __init__(self) -> None:
        super().__init__(
            _("Invitationen kan ikke bruges mere. Bed den, der inviterede dig, om en ny.")
        )


def new_token() -> str:
    """256 bits that nobody guesses; what is kept is their fingerprint."""
    return secrets.token_urlsafe(TOKEN_BYTES)


@transaction.atomic
def invite_person(
    *, by: Person, email: str, stakeholder_kind: StakeholderKind | None
) -> Invitation:
    """Write to somebody outside the municipality; an earlier invitation to them is dead at once."""
    require(can_invite(by))
    email, now = email.lower(), clock.now()
    if is_municipal(email):
        raise OwnAddress
    if Person.objects.filter(email=email).exists():
        raise AlreadyHere
    Person.objects.select_for_update().get(
        pk=by.pk
    )  # two tabs at once count as one after the other
    sent_today = Invitation.objects.filter(invited_by=by, invited_at__gt=now - timedelta(days=1))
    if sent_today.count() >= A_DAY_EACH:
        raise TooManyInvitations
    Invitation.objects.open(now).filter(email=email).update(revoked_at=now)
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        token_hash=fingerprint(token),
        stakeholder_kind=stakeholder_kind,
        invited_by=by,
        invited_at=now,
        expires_at=now + OPEN_FOR,
    )
    record(by=by, verb="invite_person", subject=invitation)
    queue_mail(
        to=None,
        to_address=email,
        cause=f"invitation:{invitation.pk}",
        kind="invitation",
        letter=_letter(invitation, token),
    )
    return invitation


@transaction.atomic
def revoke_invitation(*, by: Person, invitation: Invitation) -> None:
    """Shut the door again; one that is used already stays so."""
    require(can_invite(by))
    now = clock.now()
    open_ones = Invitation.objects.open(now).filter(pk=invitation.pk)
    if not open_ones.update(revoked_at=now):
        raise InvitationClosed
    record(by=by, verb="revoke_invitation", subject=invitation)


@transaction.atomic
def accept_invitation(*, by: Person, invitation: Invitation) -> None:
    """Use it up; of many at once exactly one gets through. `by` is the guest, just made."""
    now = clock.now()
    kept = Invitation.objects.open(now).select_for_update()
    found = kept.filter(pk=invitation.pk, email=by.email).first()
    if found is None:
        raise InvitationClosed
    found.accepted_at = now
    found.save(update_fields=["accepted_at"])
    record(by=by, verb="accept_invitation", subject=found)


def _letter(invitation: Invitation, token: str) -> Letter:
    name = invitation.invited_by.name
    return Letter(
        subject=_("Du er inviteret med i Netværk"),
        paragraphs=[
            format_lazy(_("{name} inviterer dig til at være med i kommunens Netværk."), name=name),
            _(
                "Et netværk er mennesker fra forskellige steder, der i en periode undersøger en "
                "udfordring, som ingen kan løse alene. Dit blik udefra er vigtigt."
            ),
            format_lazy(
                _("Linket er kun til {email} og virker i syv dage."), email=invitation.email
            ),
        ],
        why=format_lazy(_("Du får mailen, fordi {name} har skrevet din adresse."), name=name),
        button_label=_("Se invitationen"),
        button_path=reverse("people:invitation", args=[token]),
        has_account=False,
    )
