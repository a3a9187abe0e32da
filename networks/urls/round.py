from django.urls import path

from networks.views import round

ONE = "forslag/runder/<int:round_id>/"

urlpatterns = [
    path("forslag/runder/", round.round_list, name="round_list"),
    path(ONE, round.round_detail, name="round_detail"),
    path(f"{ONE}beslut/<uuid:proposal_id>/", round.round_decide, name="round_decide"),
    path(f"{ONE}dagsorden.pdf", round.round_agenda, {"form": "pdf"}, name="round_agenda"),
    path(f"{ONE}dagsorden.docx", round.round_agenda, {"form": "docx"}, name="round_agenda_word"),
]
