from django.urls import path

from secretariat.urls import announcement, choices, feed, ledger, nudge, sparring
from secretariat.views import front, leadership, support

app_name = "secretariat"
urlpatterns = [
    path("", front.front, name="front"),
    path("netvaerk/<slug:slug>/stoette/", support.network_support, name="network_support"),
    path("ledelse/", leadership.leadership, name="leadership"),
    *nudge.urlpatterns,
    *choices.urlpatterns,
    *announcement.urlpatterns,
    *sparring.urlpatterns,
    *ledger.urlpatterns,
    *feed.urlpatterns,
]
