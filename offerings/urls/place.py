from django.urls import path

from offerings.views import place

ALL = "tilbud/steder/"

urlpatterns = [
    path(ALL, place.place_list, name="place_list"),
    path(f"{ALL}<int:place_id>/", place.place_detail, name="place_detail"),
    path(
        f"{ALL}reservation/<int:reservation_id>/frigiv/", place.place_release, name="place_release"
    ),
]
