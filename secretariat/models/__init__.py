from secretariat.models.nudge import Nudge, NudgeRule, Snooze
from secretariat.models.sparring import SparringSession

__all__ = ["Nudge", "NudgeRule", "Snooze", "SparringSession"]
