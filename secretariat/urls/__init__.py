from django.urls import path

from secretariat.urls import feed, ledger, sparring
from secretariat.views import front, leadership, nudge, support

app_name = "secretariat"
urlpatterns = [
    path("", front.front, name="front"),
    path("skub/svar/<slug:answer>/", nudge.nudge_answer, name="nudge_answer"),
    path("skub/<str:token>/", nudge.nudge_letter, name="nudge_letter"),
    path("netvaerk/<slug:slug>/stoette/", support.network_support, name="network_support"),
    path("ledelse/", leadership.leadership, name="leadership"),
    *sparring.urlpatterns,
    *ledger.urlpatterns,
    *feed.urlpatterns,
]
