from django.urls import path

from offerings.views import booking, seat

ONE = "tilbud/plads/<int:booking_id>/"

urlpatterns = [
    path("plads/<str:token>/", seat.seat_open, name="seat_open"),
    path("tilbud/mine/", booking.my_bookings, name="my_bookings"),
    path(ONE, booking.booking_detail, name="booking_detail"),
    path(f"{ONE}meld-fra/", booking.seat_cancel, name="seat_cancel"),
    path(f"{ONE}svar/", booking.offer_answer, name="offer_answer"),
    path(f"{ONE}tilbagemelding/", booking.booking_feedback, name="booking_feedback"),
]
