"""The fixed words of the secretariat room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind


class NudgeAnswer(models.TextChoices):
    """What a person may say to what waits, besides doing it."""

    NOT_NOW = "ikke-nu", _("Ikke nu")
    NOT_RELEVANT = "ikke-relevant", _("Ikke relevant")


class Channel(models.IntegerChoices):
    """How a nudge reaches somebody, from the most to the least impatient."""

    INSTANT = 0, _("Med det samme, i arbejdstiden")
    DAILY = 1, _("I én samlet mail om dagen")
    WEEKLY = 2, _("I én samlet mail om ugen")
    PAGE = 3, _("Kun på forsiden")


# What a kind of nudge may be chosen to come as; the first is what nobody has to choose.
_IN_A_DIGEST = (Channel.DAILY, Channel.WEEKLY, Channel.PAGE)
CHANNELS: dict[NudgeKind, tuple[Channel, ...]] = {
    **dict.fromkeys(NudgeKind, _IN_A_DIGEST),
    # Only what somebody waits for, or what has its hour, comes by itself.
    NudgeKind.ASKED: (Channel.INSTANT, *_IN_A_DIGEST),
    NudgeKind.APPOINTMENT: (Channel.INSTANT, Channel.PAGE),
}


class WhyNot(models.TextChoices):
    """Why somebody was not asked, or not by mail."""

    EARLY = "early", _("Det har ikke ventet længe nok")
    BEFORE = "before", _("Der skulle være spurgt, før reglen gjaldt")
    AUDIENCE = "audience", _("Hører ikke til dem, reglen spørger")
    SNOOZED = "snoozed", _("Har svaret: ikke nu")
    NOT_RELEVANT = "not_relevant", _("Har svaret: ikke relevant")
    ASKED = "asked", _("Er allerede planlagt eller spurgt i denne omgang")
    ENOUGH = "enough", _("Er spurgt så mange gange, som reglen tillader")
    PAGE = "page", _("Vil kun se det på forsiden")
    NO_MAIL = "no_mail", _("Vil ikke have skub på mail")
    ADDRESS = "address", _("Adressen tager ikke imod mails")
    RULE_OFF = "rule_off", _("Reglen er slået fra")
    SETTLED = "settled", _("Det venter ikke længere på modtageren")
    NEWER = "newer", _("Der er spurgt på ny i stedet")
    CLOSED = "closed", _("Kontoen er lukket")


class Audience(models.TextChoices):
    """Whom a rule asks, of those it concerns; whom an announcement goes to."""

    EVERYONE = "everyone", _("Alle, også gæster")
    EMPLOYEES = "employees", _("Alle medarbejdere")
    GUESTS = "guests", _("Gæster udefra")
    CHIEFS = "chiefs", _("Chefforum og direktørforum")
    LEADERS = "leaders", _("Netværksledere")
    INSIDE = "inside", _("Alle, der er med i et netværk")
    SECRETARIAT = "secretariat", _("Sekretariatet")


class SparringState(models.TextChoices):
    """Where a conversation stands, from the question to what came of it."""

    ASKED = "asked", _("Venter på sekretariatet")
    ASSIGNED = "assigned", _("Mangler et tidspunkt")
    AGREED = "agreed", _("Aftalt")
    HELD = "held", _("Holdt")
    NOT_HELD = "not_held", _("Ikke holdt")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


# Every move that a conversation may make; the database holds it too.
SPARRING_MOVES: list[tuple[str, str]] = [
    (SparringState.ASKED, SparringState.ASSIGNED),
    (SparringState.ASKED, SparringState.AGREED),
    (SparringState.ASKED, SparringState.WITHDRAWN),
    (SparringState.ASSIGNED, SparringState.AGREED),
    (SparringState.ASSIGNED, SparringState.WITHDRAWN),
    # The time fell through, and new ones are looked for.
    (SparringState.AGREED, SparringState.ASSIGNED),
    (SparringState.AGREED, SparringState.HELD),
    (SparringState.AGREED, SparringState.NOT_HELD),
    (SparringState.AGREED, SparringState.WITHDRAWN),
    # A slip of the finger is mended.
    (SparringState.HELD, SparringState.NOT_HELD),
    (SparringState.NOT_HELD, SparringState.HELD),
]
WITH_A_TIME = [SparringState.AGREED, SparringState.HELD, SparringState.NOT_HELD]
# Somebody is still to do something.
UNFINISHED_SPARRING = [SparringState.ASKED, SparringState.ASSIGNED, SparringState.AGREED]


class PartnerKind(models.TextChoices):
    """Who a format of sparring is usually had with; whoever assigns it may choose another."""

    CONSULTANT = "consultant", _("En konsulent")
    REFERENCE_LEADER = "reference", _("Netværkets referenceleder")
    CO_DRIVER = "co_driver", _("Netværkets co-driver")
    PEERS = "peers", _("Andre netværksledere")


class FeedKind(models.TextChoices):
    """What a secret address tells whoever follows it: two calendars, and two lists of news."""

    OWN = "own", _("Min kalender")
    SECRETARIAT = "secretariat", _("Sekretariatets kalender")
    LEARNING = "learning", _("Nyt, netværk har lært")
    NETWORKS = "networks", _("Nye netværk")


CALENDARS = [FeedKind.OWN, FeedKind.SECRETARIAT]
NEWS = [FeedKind.LEARNING, FeedKind.NETWORKS]
