"""What a network has asked for, what was said to it, and who is still told of it."""

from django.db.models import QuerySet

from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.models.person import SECRETARIAT
from networks.models import Network
from networks.words import NO_LONGER_INSIDE
from offerings.models import AssignedOffering, OfferingRequest


def requests_of(network: Network) -> list[OfferingRequest]:
    """Waiting and answered, newest first, with who asked and who answered; one query.

    Withdrawn ones are left out; a waiting one has no `answered_at`.
    """
    standing = network.offering_requests.filter(withdrawn_at=None)
    return list(standing.select_related("offering", "asked_by__unit", "answered_by"))


def answerers_for(network: Network) -> QuerySet[Person]:
    """Who is told of the network's wish: its consultant, or else those who lead the secretariat."""
    secretariat = Person.objects.active().filter(roles__overlap=SECRETARIAT)
    consultant = secretariat.filter(pk=network.consultant_id)
    return consultant if consultant.exists() else Person.objects.secretariat_leads().order_by("pk")


def reason_not_to_answer(mail: OutboxMail) -> str:
    """What was asked and answered is read by those inside; who has left is not told of it."""
    request_id = mail.cause.split(":")[1]
    is_open = OfferingRequest.objects.visible_to(mail.recipient).filter(pk=request_id).exists()
    return "" if is_open else str(NO_LONGER_INSIDE)


def reason_not_to_offer(mail: OutboxMail) -> str:
    """Why an offering was given is said to whoever leads the network, while they are in it."""
    given = AssignedOffering.objects.filter(pk=mail.cause.split(":")[1])
    inside = Network.objects.shielded_open_to(mail.recipient)
    is_open = given.filter(network__in=inside).exists()
    return "" if is_open else str(NO_LONGER_INSIDE)
