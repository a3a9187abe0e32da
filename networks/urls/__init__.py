from networks.urls import (
    agreement,
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
    result,
    round,
)

TOPICS = (
    *(proposal, round, network, learning, assumption, membership, invitation),
    *(agreement, meeting, lifecycle, result, attachment, papers, promise),
)
app_name = "networks"
urlpatterns = [pattern for topic in TOPICS for pattern in topic.urlpatterns]
