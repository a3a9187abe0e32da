"""What the secretariat tells many."""

from django.urls import path

from secretariat.views import announcement

urlpatterns = [
    path(
        "meddelelser/<int:announcement_id>/",
        announcement.announcement_detail,
        name="announcement_detail",
    ),
]
