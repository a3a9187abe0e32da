"""What can wait in the networks room, topic by topic; what somebody is asked in person first."""

from netvaerk.nudges import Rule
from networks.nudges import (
    agreement,
    alignment,
    assumption,
    invitation,
    lifecycle,
    meeting,
    membership,
    network,
    promise,
    proposal,
    result,
)

TOPICS = (
    *(proposal, network, lifecycle, result, meeting),
    *(agreement, invitation, membership, assumption, promise, alignment),
)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for topic in TOPICS for rule in topic.RULES),
        key=lambda rule: not rule.asked_in_person,
    )
)
