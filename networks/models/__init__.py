from networks.models.comment import ProposalComment
from networks.models.decision import Decision
from networks.models.direction import Direction
from networks.models.join_request import JoinRequest
from networks.models.learning import LearningEntry
from networks.models.membership import Membership
from networks.models.network import Network
from networks.models.network_type import NetworkType
from networks.models.phase import Phase, PhaseChange
from networks.models.proposal import Proposal, ProposalAnswer
from networks.models.question import Question
from networks.models.strategic_theme import StrategicTheme
from networks.models.theme_round import ThemeRound

__all__ = [
    "Decision",
    "Direction",
    "JoinRequest",
    "LearningEntry",
    "Membership",
    "Network",
    "NetworkType",
    "Phase",
    "PhaseChange",
    "Proposal",
    "ProposalAnswer",
    "ProposalComment",
    "Question",
    "StrategicTheme",
    "ThemeRound",
]
