from django.urls import path

from secretariat.views import review

urlpatterns = [
    path("ledelse/gennemgang/", review.review_start, name="review_start"),
    path("ledelse/gennemgang/<slug:slug>/", review.review_network, name="review_network"),
]
