"""What a network has asked for, and what was said to it."""

from networks.models import Network
from offerings.models import OfferingRequest


def requests_of(network: Network) -> list[OfferingRequest]:
    """Waiting and answered, newest first, with who asked and who answered; one query.

    Withdrawn ones are left out; a waiting one has no `answered_at`.
    """
    standing = network.offering_requests.filter(withdrawn_at=None)
    return list(standing.select_related("offering", "asked_by__unit", "answered_by"))
