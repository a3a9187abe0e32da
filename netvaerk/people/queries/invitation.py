"""The invitation that somebody holds."""

from netvaerk import clock
from netvaerk.people.models import Invitation
from netvaerk.people.models.invitation import InvitationQuerySet


def usable_invitations() -> InvitationQuerySet:
    """The open ones, with what the guest is told about them."""
    return Invitation.objects.open(clock.now()).select_related(
        "invited_by__unit", "stakeholder_kind"
    )
