from django.urls import path

from networks.urls.network import HOME
from offerings.views import offering, request

SUPPORT = f"{HOME}/stoette"

urlpatterns = [
    path("tilbud/", offering.offering_list, name="offering_list"),
    path("tilbud/<int:offering_id>/", offering.offering_detail, name="offering_detail"),
    path("tilbud/givet/<int:assigned_id>/", offering.offering_given, name="offering_given"),
    path(f"{SUPPORT}/tilbud/<int:offering_id>/", request.request_new, name="request_new"),
    path(
        f"{SUPPORT}/tilbud/givet/<int:assigned_id>/",
        offering.offering_settle,
        name="offering_settle",
    ),
    path(
        f"{SUPPORT}/oensker/<int:support_request_id>/traek-tilbage/",
        request.request_withdraw,
        name="request_withdraw",
    ),
]
