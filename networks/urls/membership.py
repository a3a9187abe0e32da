from django.urls import path

from networks.urls.network import HOME
from networks.views import membership

urlpatterns = [
    path(f"{HOME}/deltagere/", membership.member_list, name="member_list"),
    path(f"{HOME}/deltag/", membership.join_ask, name="join_ask"),
    path(f"{HOME}/deltag/fortryd/", membership.join_withdraw, name="join_withdraw"),
    path(f"{HOME}/anmodninger/<int:request_id>/", membership.join_answer, name="join_answer"),
    path(f"{HOME}/forlad/", membership.network_leave, name="network_leave"),
]
