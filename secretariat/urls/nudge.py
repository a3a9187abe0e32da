from django.urls import path

from secretariat.views import nudge

urlpatterns = [
    path("skub/svar/<slug:answer>/", nudge.nudge_answer, name="nudge_answer"),
    path("skub/fra/<str:token>/", nudge.nudge_unsubscribe, name="nudge_unsubscribe"),
    path("skub/<str:token>/", nudge.nudge_letter, name="nudge_letter"),
]
