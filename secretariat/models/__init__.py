"""The secretariat room: nudges and their rules, sparring, consultants, calendar addresses."""

from secretariat.models.consultant import Absence, ConsultantProfile
from secretariat.models.feed import CalendarFeed
from secretariat.models.nudge import Nudge, NudgeRule, Snooze
from secretariat.models.sparring import SparringFormat, SparringNote, SparringSession, SparringTime

__all__ = [
    "Absence",
    "CalendarFeed",
    "ConsultantProfile",
    "Nudge",
    "NudgeRule",
    "Snooze",
    "SparringFormat",
    "SparringNote",
    "SparringSession",
    "SparringTime",
]
