from django.urls import path

from networks.urls.network import HOME
from networks.views import meeting

ALL = f"{HOME}/moeder/"
ONE = f"{ALL}<int:meeting_id>/"

urlpatterns = [
    path("moeder/<int:meeting_id>/", meeting.meeting_open, name="meeting_open"),
    path(ALL, meeting.meeting_list, name="meeting_list"),
    path(f"{ALL}nyt/", meeting.meeting_new, name="meeting_new"),
    path(ONE, meeting.meeting_detail, name="meeting_detail"),
    path(f"{ONE}svar/", meeting.meeting_reply, name="meeting_reply"),
    path(f"{ONE}ret/", meeting.meeting_change, name="meeting_change"),
    path(f"{ONE}aflys/", meeting.meeting_cancel, name="meeting_cancel"),
    path(f"{ONE}moede.ics", meeting.meeting_calendar, name="meeting_calendar"),
]
