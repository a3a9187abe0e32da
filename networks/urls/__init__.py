from networks.urls import (
    agreement,
    alignment,
    assumption,
    attachment,
    invitation,
    learning,
    lifecycle,
    meeting,
    membership,
    network,
    papers,
    promise,
    proposal,
    report,
    result,
    round,
    strategic_theme,
)

TOPICS = (
    *(proposal, round, network, learning, assumption, membership, invitation),
    *(agreement, meeting, lifecycle, result, attachment, papers, promise, strategic_theme),
    *(alignment, report),
)
app_name = "networks"
urlpatterns = [pattern for topic in TOPICS for pattern in topic.urlpatterns]
