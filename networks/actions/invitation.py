"""Asking people of all kinds into a network: invite, remind, revoke."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.invitations import (
    A_DAY_EACH,
    OPEN_FOR,
    InvitationClosed,
    TooManyInvitations,
    new_token,
)
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person, StakeholderKind
from netvaerk.people.models.invitation import fingerprint
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.actions.invitation_letters import letter_to_invited
from networks.models import InvitationKey, Network, NetworkInvitation
from networks.permissions.invitation import can_invite_into_network
from networks.queries.invitation import (
    BETWEEN_LETTERS,
    due_for_reminder,
    living,
    newest_letter_at,
)

MOST_AT_ONCE = 20
MOST_REMINDED_AT_ONCE = 100
IS_IN = _("er med allerede")
IS_ASKED = _("er allerede inviteret; mind hellere om det på listen")
WAS_WRITTEN_TO = _("har fået en invitation det sidste døgn; vent til i morgen")


class WrittenToToday(Refusal):
    """One letter a day is enough for anybody."""

    def __init__(self) -> None:
        super().__init__(_("Der er sendt en mail inden for det sidste døgn. Vent til i morgen."))


@dataclass(frozen=True)
class Invited:
    """What became of each address of one form."""

    sent: tuple[NetworkInvitation, ...]
    skipped: tuple[tuple[str, Words], ...]  # the address, and why no letter was needed


@transaction.atomic
def invite_into_network(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    addresses: list[str],
    stakeholder_kind: StakeholderKind | None,
    words: str,
    why_you: str,
    asks_hours: str,
    asks_until: date | None,
) -> Invited:
    """Write to each address; who needs no letter is named and keeps nobody else from theirs.

    The answer is the same whether an address has an account or not.
    """
    network = locked(network)
    require(can_invite_into_network(by, network))
    emails = list(dict.fromkeys(address.lower() for address in addresses))
    require(0 < len(emails) <= MOST_AT_ONCE)
    said = {
        "network": network,
        "stakeholder_kind": stakeholder_kind,
        "words": words,
        "why_you": why_you,
        "asks_hours": asks_hours,
        "asks_until": asks_until,
        "invited_by": by,
    }
    again = _sent_before(form_key, said)
    skipped = {email: why for email, why in _needless(network, emails) if email not in again}
    new = [email for email in emails if email not in again and email not in skipped]
    _check_the_day(by, len(new))
    sent = [
        again.get(email) or _invite(by=by, email=email, form_key=form_key, **said)
        for email in emails
        if email not in skipped
    ]
    return Invited(sent=tuple(sent), skipped=tuple(skipped.items()))


def _sent_before(form_key: uuid.UUID, said: dict[str, Any]) -> dict[str, NetworkInvitation]:
    """A form sent twice sends once; other words under its key are no repetition."""
    earlier = NetworkInvitation.objects.filter(form_key=form_key)
    return {
        one.email: one
        for one in earlier
        if all(getattr(one, name) == value for name, value in said.items())
    }


def _needless(network: Network, emails: list[str]) -> Iterator[tuple[str, Words]]:
    """The addresses that need no letter now; three queries however many there are."""
    earlier = network.invitations.filter(email__in=emails)
    since = clock.now() - BETWEEN_LETTERS
    recent = earlier.filter(Q(invited_at__gt=since) | Q(reminded_at__gt=since))
    members = network.memberships.current().filter(person__email__in=emails)
    # The later one counts: being in says more than having been asked.
    yield from ((email, WAS_WRITTEN_TO) for email in recent.values_list("email", flat=True))
    asked = earlier.filter(answered_at=None, revoked_at=None)
    yield from ((email, IS_ASKED) for email in asked.values_list("email", flat=True))
    yield from ((email, IS_IN) for email in members.values_list("person__email", flat=True))


def _check_the_day(by: Person, new: int) -> None:
    # Two tabs at once count as one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    day = clock.now() - timedelta(days=1)
    sent = NetworkInvitation.objects.filter(invited_by=by, invited_at__gt=day).count()
    if sent + new > A_DAY_EACH:
        raise TooManyInvitations


def _invite(*, by: Person, **said: Any) -> NetworkInvitation:
    invitation = NetworkInvitation.objects.create(invited_at=clock.now(), **said)
    _write_to(invitation, is_reminder=False)
    record(by=by, verb="invite_into_network", subject=invitation.network, invitation=invitation.pk)
    return invitation


@transaction.atomic
def remind_invited_person(*, by: Person, invitation: NetworkInvitation) -> NetworkInvitation:
    """Write again: a new key, seven new days, the same invitation; once a day at most."""
    network, invitation = _held(invitation)
    require(can_invite_into_network(by, network))
    if not living().filter(pk=invitation.pk).exists():
        raise InvitationClosed
    if newest_letter_at(invitation) > clock.now() - BETWEEN_LETTERS:
        raise WrittenToToday
    _remind(invitation, by=by)
    return invitation


@transaction.atomic
def revoke_network_invitation(*, by: Person, invitation: NetworkInvitation) -> NetworkInvitation:
    """Shut the door: every key of every letter is dead at once."""
    network, invitation = _held(invitation)
    require(can_invite_into_network(by, network))
    if invitation.answered_at or invitation.revoked_at:
        raise InvitationClosed
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    record(by=by, verb="revoke_network_invitation", subject=network, invitation=invitation.pk)
    return invitation


@transaction.atomic
def remind_invited() -> int:
    """One reminder by itself to each who has been silent for four days; returns how many."""
    due = due_for_reminder().select_related("network", "invited_by")
    # What another worker holds is in good hands.
    held = list(
        due.select_for_update(skip_locked=True, of=("self",), no_key=True)[:MOST_REMINDED_AT_ONCE]
    )
    for invitation in held:
        invitation.is_reminded_by_itself = True
        _remind(invitation, by=None)
    return len(held)


def _remind(invitation: NetworkInvitation, *, by: Person | None) -> None:
    invitation.reminded_at = clock.now()
    invitation.save(update_fields=["reminded_at", "is_reminded_by_itself"])
    _write_to(invitation, is_reminder=True)
    record(
        by=by, verb="remind_invited_person", subject=invitation.network, invitation=invitation.pk
    )


def _held(invitation: NetworkInvitation) -> tuple[Network, NetworkInvitation]:
    """Network first, as everywhere, so that nobody waits for each other."""
    network = locked(invitation.network)
    held = NetworkInvitation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "invited_by"
    )
    invitation = held.get(pk=invitation.pk)
    invitation.network = network
    return network, invitation


def _write_to(invitation: NetworkInvitation, *, is_reminder: bool) -> None:
    token = new_token()
    key = InvitationKey.objects.create(
        invitation=invitation, token_hash=fingerprint(token), expires_at=clock.now() + OPEN_FOR
    )
    invitation.letter = queue_mail(
        to=Person.objects.filter(email=invitation.email).first(),
        to_address=invitation.email,
        cause=f"network-invitation:{key.pk}",
        kind="network_invitation",
        letter=letter_to_invited(invitation, token, is_reminder=is_reminder),
    )
    invitation.save(update_fields=["letter"])
