"""The fixed words of the networks room, and the lifecycles as tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalStatus(models.TextChoices):
    DRAFT = "draft", _("Kladde")
    SUBMITTED = "submitted", _("Hos sekretariatet")
    RETURNED = "returned", _("Sendt tilbage med spørgsmål")
    FORWARDED = "forwarded", _("Venter på chefforum")
    ACCEPTED = "accepted", _("Ja: bliver til et netværk")
    PARKED = "parked", _("Ikke nu")
    REJECTED = "rejected", _("Nej")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


# From → to. The database holds the same table (a trigger), so not even update() can bypass it.
PROPOSAL_MOVES: list[tuple[str, str]] = [
    (ProposalStatus.DRAFT, ProposalStatus.SUBMITTED),
    (ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN),
    (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED),
    (ProposalStatus.SUBMITTED, ProposalStatus.FORWARDED),
    (ProposalStatus.SUBMITTED, ProposalStatus.WITHDRAWN),
    (ProposalStatus.RETURNED, ProposalStatus.SUBMITTED),
    (ProposalStatus.RETURNED, ProposalStatus.WITHDRAWN),
    (ProposalStatus.FORWARDED, ProposalStatus.ACCEPTED),
    (ProposalStatus.FORWARDED, ProposalStatus.PARKED),
    (ProposalStatus.FORWARDED, ProposalStatus.REJECTED),
    (ProposalStatus.FORWARDED, ProposalStatus.WITHDRAWN),
    (ProposalStatus.ACCEPTED, ProposalStatus.FORWARDED),
    (ProposalStatus.PARKED, ProposalStatus.FORWARDED),
    (ProposalStatus.REJECTED, ProposalStatus.FORWARDED),
]


class DecisionOutcome(models.TextChoices):
    YES = "yes", _("Ja")
    NOT_NOW = "not_now", _("Ikke nu")
    NO = "no", _("Nej")


OUTCOME_STATUS: dict[str, str] = {
    DecisionOutcome.YES: ProposalStatus.ACCEPTED,
    DecisionOutcome.NOT_NOW: ProposalStatus.PARKED,
    DecisionOutcome.NO: ProposalStatus.REJECTED,
}


class NetworkStatus(models.TextChoices):
    FORMING = "forming", _("Ved at blive etableret")
    ESTABLISHED = "established", _("I gang")
    CANCELLED = "cancelled", _("Blev ikke til noget")


NETWORK_MOVES: list[tuple[str, str]] = [
    (NetworkStatus.FORMING, NetworkStatus.ESTABLISHED),
    (NetworkStatus.FORMING, NetworkStatus.CANCELLED),
    (NetworkStatus.CANCELLED, NetworkStatus.FORMING),
]


class JoinRequestStatus(models.TextChoices):
    PENDING = "pending", _("Venter på svar")
    ACCEPTED = "accepted", _("Velkommen")
    DECLINED = "declined", _("Ikke denne gang")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class Audience(models.TextChoices):
    """Who may read a text; said in these words beside the save button."""

    NETWORK = "network", _("Kun netværket")
    SECRETARIAT = "secretariat", _("Netværket og sekretariatet")
    EMPLOYEES = "employees", _("Alle medarbejdere")
