"""The chiefs' overview, and what they read at their meeting."""

from django.urls import path

from secretariat.views import leadership, results_overview, since_last

SINCE = "ledelse/siden-sidst/"

urlpatterns = [
    path("ledelse/", leadership.leadership, name="leadership"),
    path("ledelse/loefter/", leadership.promise_list, name="promise_list"),
    path("ledelse/aftryk/", results_overview.results_overview, name="results_overview"),
    path(SINCE, since_last.since_last, name="since_last"),
    path(f"{SINCE}afslut/", since_last.review_close, name="review_close"),
    path(f"{SINCE}<int:review_id>/fortryd/", since_last.review_take_back, name="review_take_back"),
]
