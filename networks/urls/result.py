from django.urls import path

from networks.urls.network import HOME
from networks.views import closing, harvest, receiver, result

RESULT = f"{HOME}/aftryk/<int:result_id>"
RECEIVER = "aftryk/<int:receiver_id>/"

urlpatterns = [
    path(f"{HOME}/aftryk/", result.result_list, name="result_list"),
    path(f"{HOME}/aftryk/nyt/", result.result_new, name="result_new"),
    path(f"{RESULT}/ret/", result.result_edit, name="result_edit"),
    path(f"{RESULT}/modtager/", result.receiver_ask, name="receiver_ask"),
    path(f"{HOME}/afslut/", closing.network_close, name="network_close"),
    path(f"{HOME}/hoest/", harvest.harvest_report, name="harvest_report"),
    path(f"{HOME}/hoest.pdf", harvest.harvest_pdf, name="harvest_pdf"),
    path(RECEIVER, receiver.receiver_answer, name="receiver_answer"),
    path(f"{RECEIVER}videre/", receiver.receiver_pass_on, name="receiver_pass_on"),
    path("genbesoeg/<int:look_id>/", receiver.look_again_answer, name="look_again_answer"),
]
