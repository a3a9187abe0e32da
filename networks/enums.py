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
    CLOSED = "closed", _("Afsluttet")
    CANCELLED = "cancelled", _("Blev ikke til noget")


NETWORK_MOVES: list[tuple[str, str]] = [
    (NetworkStatus.FORMING, NetworkStatus.ESTABLISHED),
    (NetworkStatus.FORMING, NetworkStatus.CANCELLED),
    (NetworkStatus.ESTABLISHED, NetworkStatus.CLOSED),
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


class LearningKind(models.TextChoices):
    """How a learning card was written; each has its own few fields."""

    SHORT = "short", _("Kort")
    LONG = "long", _("Fortælling")
    MEETING = "meeting", _("Fra et møde")


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", _("Billede")
    DOCUMENT = "document", _("Dokument")


class Weight(models.TextChoices):
    """How much depends on an assumption."""

    CRUCIAL = "crucial", _("Alt afhænger af den")
    IMPORTANT = "important", _("Den betyder meget")
    MINOR = "minor", _("Den betyder lidt")


class Certainty(models.TextChoices):
    """How sure those who hold an assumption are."""

    GUESS = "guess", _("Et gæt")
    BELIEF = "belief", _("Noget, vi tror")
    NEARLY_SURE = "nearly_sure", _("Noget, vi er næsten sikre på")


class Outcome(models.TextChoices):
    """What became of an assumption; until then it has none."""

    HOLDS = "holds", _("Den holder")
    FELL = "fell", _("Den faldt")
    WRONG_QUESTION = "wrong_question", _("Vi spurgte om det forkerte")


class EndedBecause(models.TextChoices):
    """Why a membership ended."""

    LEFT = "left", _("Forlod netværket")
    TIME = "time", _("Slutdatoen kom")
    ENDED = "ended", _("Netværkslederen afsluttede det")
    CLOSED = "closed", _("Netværket blev afsluttet")
    CANCELLED = "cancelled", _("Netværket blev ikke til noget")


class MeetingAnswer(models.TextChoices):
    YES = "yes", _("Jeg kommer")
    MAYBE = "maybe", _("Måske")
    NO = "no", _("Jeg kan ikke")


class ReceiverAnswer(models.TextChoices):
    """What the one who is asked to take a result over says."""

    ACCEPTED = "accepted", _("Taget imod")
    DECLINED = "declined", _("Sagt nej tak")
    PASSED_ON = "passed_on", _("Givet videre")
    REPLACED = "replaced", _("En anden er spurgt")


class Afterlife(models.TextChoices):
    """How a result fares when somebody looks again."""

    LIVES = "lives", _("Det lever")
    CHANGED = "changed", _("Det har ændret sig")
    DIED = "died", _("Det lever ikke længere")


class PromiseOutcome(models.TextChoices):
    """How a chief's promise went; either answer helps the network on."""

    KEPT = "kept", _("Det lykkedes")
    NOT_KEPT = "not_kept", _("Det lykkedes ikke")


class Bearing(models.TextChoices):
    """What a chief says after a review; a conversation is opened, no mark is given."""

    ON_COURSE = "on_course", _("På kurs")
    NEW_DIRECTION = "new_direction", _("Ny retning")
    LET_US_TALK = "let_us_talk", _("Vi skal tale sammen")
