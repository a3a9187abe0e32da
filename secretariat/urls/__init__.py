from django.urls import path

from secretariat.urls import (
    announcement,
    choices,
    feed,
    leadership,
    ledger,
    nudge,
    relations,
    report,
    review,
    search,
    sparring,
)
from secretariat.views import front, support

app_name = "secretariat"
urlpatterns = [
    path("", front.front, name="front"),
    path("netvaerk/<slug:slug>/stoette/", support.network_support, name="network_support"),
    *leadership.urlpatterns,
    *review.urlpatterns,
    *search.urlpatterns,
    *nudge.urlpatterns,
    *choices.urlpatterns,
    *announcement.urlpatterns,
    *sparring.urlpatterns,
    *ledger.urlpatterns,
    *feed.urlpatterns,
    *relations.urlpatterns,
    *report.urlpatterns,
]
