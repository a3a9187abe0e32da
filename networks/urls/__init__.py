from networks.urls import (
    agreement,
    assumption,
    invitation,
    learning,
    lifecycle,
    meeting,
    membership,
    network,
    proposal,
    result,
)

TOPICS = (
    *(proposal, network, learning, assumption, membership, invitation),
    *(agreement, meeting, lifecycle, result),
)
app_name = "networks"
urlpatterns = [pattern for topic in TOPICS for pattern in topic.urlpatterns]
