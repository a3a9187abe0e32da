"""The fixed words of the secretariat room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NudgeAnswer(models.TextChoices):
    """What a person may say to what waits, besides doing it."""

    NOT_NOW = "ikke-nu", _("Ikke nu")
    NOT_RELEVANT = "ikke-relevant", _("Ikke relevant")


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
    OWN = "own", _("Min kalender")
    SECRETARIAT = "secretariat", _("Sekretariatets kalender")
