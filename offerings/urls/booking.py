from django.urls import path

from offerings.views import seat

urlpatterns = [path("plads/<str:token>/", seat.seat_open, name="seat_open")]
