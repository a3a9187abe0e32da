from networks.models.agreement import Agreement
from networks.models.alignment import AlignmentNote
from networks.models.assumption import Assumption, Trial
from networks.models.attachment import Attachment
from networks.models.comment import ProposalComment
from networks.models.decision import Decision
from networks.models.direction import Direction
from networks.models.invitation import InvitationKey, NetworkInvitation
from networks.models.join_request import JoinRequest
from networks.models.learning import LearningComment, LearningDraft, LearningEdition, LearningEntry
from networks.models.meeting import Meeting, MeetingReply
from networks.models.membership import Membership
from networks.models.network import Network, Renewal
from networks.models.network_type import NetworkType
from networks.models.phase import Phase, PhaseChange
from networks.models.promise import Promise
from networks.models.proposal import Proposal, ProposalAnswer
from networks.models.question import Question
from networks.models.result import LookAgain, Receiver, Result
from networks.models.strategic_theme import StrategicTheme, StrategicThemeEdition
from networks.models.theme_round import ThemeRound

__all__ = [
    "Agreement",
    "AlignmentNote",
    "Assumption",
    "Attachment",
    "Decision",
    "Direction",
    "InvitationKey",
    "JoinRequest",
    "LearningComment",
    "LearningDraft",
    "LearningEdition",
    "LearningEntry",
    "LookAgain",
    "Meeting",
    "MeetingReply",
    "Membership",
    "Network",
    "NetworkInvitation",
    "NetworkType",
    "Phase",
    "PhaseChange",
    "Promise",
    "Proposal",
    "ProposalAnswer",
    "ProposalComment",
    "Question",
    "Receiver",
    "Renewal",
    "Result",
    "StrategicTheme",
    "StrategicThemeEdition",
    "ThemeRound",
    "Trial",
]
