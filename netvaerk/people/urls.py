from django.urls import path

from netvaerk.people.views import entrance, house, own

app_name = "people"

urlpatterns = [
    # Before allauth's page of the same address.
    path("konto/login/", entrance.login, name="login"),
    path("demo/log-ind/", entrance.demo_login, name="demo_login"),
    path("invitation/<str:token>/", entrance.invitation, name="invitation"),
    path("min-side/", own.preferences, name="preferences"),
    path("min-side/forbindelser/", own.relations_choice, name="relations_choice"),
    path("post/", own.mailbox, name="mailbox"),
    path("post/<int:letter_id>/", own.mailbox_letter, name="mailbox_letter"),
    path("personer/", house.person_options, name="person_options"),
    path("was/", house.was, name="was"),
    path("sundhed/", house.health_check, name="health"),
    path("sundhed/post/", house.pulse, name="pulse"),
]
