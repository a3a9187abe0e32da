"""How a person wants to be asked."""

from django.urls import path

from secretariat.views import choices

urlpatterns = [
    path("min-side/mails/", choices.nudge_choices, name="nudge_choices"),
]
