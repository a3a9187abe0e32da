"""Whoever is asked says yes or no, with a word, and without an account first."""

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.accounts import AddressTaken, welcome_person
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.invitations import InvitationClosed
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.people.queries.person import has_confirmed_address
from netvaerk.refusals import require
from networks.actions.establishment import locked
from networks.actions.invitation_letters import letter_with_answer
from networks.actions.membership import let_in
from networks.models import NetworkInvitation
from networks.permissions.invitation import can_invite_into_network
from networks.queries.invitation import answerable


@transaction.atomic
def accept_network_invitation(
    *,
    by: Person | None,
    invitation: NetworkInvitation,
    token: str,
    words: str,
    first_name: str = "",
    last_name: str = "",
) -> Person:
    """Come in. `token` is a letter's key; without one, `by` is the invited person signed in.

    Of many at once exactly one gets through. Who has no account gets a light one, without a
    password; the names are for that only.
    """
    invitation = _held(invitation, by=by, token=token)
    person = Person.objects.filter(email=invitation.email).first()
    if person is None:
        require(bool(first_name and last_name))
        person = _new_person(invitation, first_name, last_name)
    let_in(network=invitation.network, person=person, ends_on=invitation.asks_until)
    invitation.person = person
    _answer(invitation, by=person, has_accepted=True, words=words)
    return person


@transaction.atomic
def decline_network_invitation(
    *, by: Person | None, invitation: NetworkInvitation, token: str, words: str
) -> NetworkInvitation:
    """Say no, as kindly as one likes; nobody is told whether the address has an account."""
    invitation = _held(invitation, by=by, token=token)
    _answer(invitation, by=by, has_accepted=False, words=words)
    return invitation


def _held(invitation: NetworkInvitation, *, by: Person | None, token: str) -> NetworkInvitation:
    """The invitation, held until the transaction ends, if it is still this person's to answer."""
    network = locked(invitation.network)
    mine = answerable().filter(pk=invitation.pk)
    if token:
        opened = NetworkInvitation.objects.with_key(token, clock.now())
        mine = mine.filter(pk__in=opened.values("pk"))
    else:
        require(by is not None and has_confirmed_address(by))
    if by is not None:
        mine = mine.filter(email=by.email)
    held = mine.select_for_update(of=("self",), no_key=True).select_related("invited_by").first()
    if held is None:
        raise InvitationClosed
    held.network = network
    return held


def _new_person(invitation: NetworkInvitation, first_name: str, last_name: str) -> Person:
    try:
        return welcome_person(
            email=invitation.email,
            first_name=first_name,
            last_name=last_name,
            stakeholder_kind=invitation.stakeholder_kind,
        )
    except AddressTaken:
        # Signed up, or said yes to another network, a moment ago.
        return Person.objects.get(email=invitation.email)


def _answer(
    invitation: NetworkInvitation, *, by: Person | None, has_accepted: bool, words: str
) -> None:
    invitation.answered_at, invitation.has_accepted = clock.now(), has_accepted
    invitation.answer_words = words
    invitation.save(update_fields=["answered_at", "has_accepted", "answer_words", "person"])
    verb = "accept_network_invitation" if has_accepted else "decline_network_invitation"
    record(by=by, verb=verb, subject=invitation.network, invitation=invitation.pk)
    inviter, network = invitation.invited_by, invitation.network
    queue_mail(
        # Whoever asked may have left, or handed the lead on, since.
        to=inviter if can_invite_into_network(inviter, network) else network.leader,
        cause=f"network-invitation-answer:{invitation.pk}",
        kind="invitation_answer",
        letter=letter_with_answer(invitation),
    )
