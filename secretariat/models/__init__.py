"""The secretariat room: nudges and their rules, announcements, sparring, consultants, feeds."""

from secretariat.models.announcement import Announcement
from secretariat.models.consultant import Absence, ConsultantProfile
from secretariat.models.feed import Feed
from secretariat.models.integration import Integration
from secretariat.models.nudge import Nudge, NudgeChoice, Snooze
from secretariat.models.nudge_rule import NudgeRule
from secretariat.models.office import OfficeHours, QuietPeriod
from secretariat.models.review import Review
from secretariat.models.sparring import SparringFormat, SparringNote, SparringSession, SparringTime

__all__ = [
    "Absence",
    "Announcement",
    "ConsultantProfile",
    "Feed",
    "Integration",
    "Nudge",
    "NudgeChoice",
    "NudgeRule",
    "OfficeHours",
    "QuietPeriod",
    "Review",
    "Snooze",
    "SparringFormat",
    "SparringNote",
    "SparringSession",
    "SparringTime",
]
