"""Who is asked into a network, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.queries.person import has_confirmed_address
from networks.models import InvitationKey, Membership, Network, NetworkInvitation
from networks.models.invitation import NetworkInvitationQuerySet

BETWEEN_LETTERS = timedelta(days=1)
REMINDED_AFTER = timedelta(days=4)


@dataclass(frozen=True)
class Row:
    """One invitation on the leader's list."""

    invitation: NetworkInvitation
    state: str  # "invited", "accepted", "declined", "expired", "revoked" or "bounced"
    words: str
    on: datetime
    may_remind: bool
    may_revoke: bool


def living() -> NetworkInvitationQuerySet:
    """Unanswered, into a living network, before the last day that it asks for."""
    return NetworkInvitation.objects.unanswered().filter(
        Q(asks_until=None) | Q(asks_until__gte=clock.today()),
        network__in=Network.objects.alive(),
    )


def answerable() -> NetworkInvitationQuerySet:
    """Living ones that a letter still opens; not for somebody whose account is closed."""
    here = {"invitation": OuterRef("pk"), "expires_at__gt": clock.now()}
    closed = Person.objects.filter(email=OuterRef("email"), is_active=False)
    return living().filter(Exists(InvitationKey.objects.filter(**here)), ~Exists(closed))


def not_yet_in(invitations: NetworkInvitationQuerySet) -> NetworkInvitationQuerySet:
    """Without those who have come in by another door meanwhile."""
    # The address names one person at most, whose seats an index finds.
    invited = Person.objects.filter(email=OuterRef(OuterRef("email"))).values("pk")
    inside = Membership.objects.current().filter(
        network=OuterRef("network"), person=Subquery(invited)
    )
    return invitations.filter(~Exists(inside))


def due_for_reminder() -> NetworkInvitationQuerySet:
    """Unanswered for four days since their newest letter, and never reminded by themselves."""
    unheard = not_yet_in(living()).filter(is_reminded_by_itself=False)
    return (
        unheard.exclude(letter__state=MailState.DEAD)
        .annotate(written_at=Coalesce("reminded_at", F("invited_at")))
        .filter(written_at__lte=clock.now() - REMINDED_AFTER)
        .order_by("invited_at", "pk")
    )


def invitation_with(token: str) -> NetworkInvitation | None:
    """What the letter opens, with what its reader is told."""
    found = NetworkInvitation.objects.with_key(token, clock.now())
    return _told(answerable().filter(pk__in=found.values("pk")))


def invitation_of(person: Person, slug: str) -> NetworkInvitation | None:
    """The person's own, by the address that they have shown is theirs."""
    if not has_confirmed_address(person):
        return None
    return _told(answerable().filter(email=person.email, network__slug=slug))


def _told(invitations: NetworkInvitationQuerySet) -> NetworkInvitation | None:
    people = ("invited_by__unit", "network__leader", "network__consultant")
    return invitations.select_related("stakeholder_kind", *people).first()


def is_known(email: str) -> bool:
    """Whether somebody has the address; told to nobody but the holder of its letter."""
    return Person.objects.filter(email=email).exists()


def invitations_in(person: Person, network: Network) -> tuple[Row, ...]:
    """Everybody who was asked, the newest first; one query."""
    invitations = (
        NetworkInvitation.objects.visible_to(person)
        .filter(network=network)
        .select_related("letter", "person", "stakeholder_kind")
        .defer("letter__text", "letter__html")
        .annotate(open_until=Max("keys__expires_at"))
        .order_by("-invited_at", "-pk")
    )
    return tuple(_row(one) for one in invitations)


def newest_letter_at(invitation: NetworkInvitation) -> datetime:
    return invitation.reminded_at or invitation.invited_at


def _row(invitation: NetworkInvitation) -> Row:
    state, words, on = _state(invitation)
    is_waiting = invitation.answered_at is None and invitation.revoked_at is None
    has_rested = newest_letter_at(invitation) <= clock.now() - BETWEEN_LETTERS
    return Row(
        invitation,
        state=state,
        words=words,
        on=on,
        may_remind=is_waiting and has_rested and state != "bounced",
        may_revoke=is_waiting,
    )


def _state(invitation: Any) -> tuple[str, str, datetime]:
    if invitation.revoked_at:
        return "revoked", _("Trukket tilbage"), invitation.revoked_at
    if invitation.answered_at:
        said_yes = ("accepted", _("Sagde ja"), invitation.answered_at)
        return said_yes if invitation.has_accepted else ("declined", _("Sagde nej"), said_yes[2])
    if invitation.letter and invitation.letter.state == MailState.DEAD:
        return "bounced", _("Mailen kunne ikke leveres"), newest_letter_at(invitation)
    if invitation.open_until and invitation.open_until <= clock.now():
        return "expired", _("Linket er udløbet"), invitation.open_until
    return "invited", _("Inviteret"), invitation.invited_at


def reason_not_to_invite(mail: OutboxMail) -> str:
    """The last look before the letter is sent: is the door it opens still there?"""
    if living().filter(letter=mail).exists():
        return ""
    return _("Invitationen er besvaret, trukket tilbage eller afløst, eller netværket er slut")
