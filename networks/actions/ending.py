from django.db.models import F

from netvaerk import clock
from networks.models import Network


def call_off(network: Network) -> None:
    """Open invitations are dead and meetings ahead are off; for whoever ends a locked network."""
    now = clock.now()
    network.invitations.unanswered().update(revoked_at=now)
    network.meetings.held().filter(begins_at__gt=now).update(
        cancelled_at=now, changed_at=now, sequence=F("sequence") + 1
    )
