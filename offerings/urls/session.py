from django.urls import path

from offerings.views import booking, session

ONE = "tilbud/hold/<int:session_id>/"

urlpatterns = [
    path(ONE, session.session_detail, name="session_detail"),
    path(f"{ONE}kalender.ics", session.session_calendar, name="session_calendar"),
    path(f"{ONE}fremmoede/", session.session_attendance, name="session_attendance"),
    path(f"{ONE}tilmeld/", booking.seat_book, name="seat_book"),
    path(f"{ONE}tilmeld-deltagere/", booking.members_book, name="members_book"),
]
