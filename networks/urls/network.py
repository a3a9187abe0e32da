from django.urls import path

from networks.views import direction, learning, membership, network, phase

HOME = "netvaerk/<slug:slug>"

urlpatterns = [
    path("netvaerk/", network.network_list, name="network_list"),
    path(f"{HOME}/", network.network_detail, name="network_detail"),
    path(f"{HOME}/rum/", network.room_edit, name="room_edit"),
    path(f"{HOME}/fase/", phase.phase_move, name="phase_move"),
    path(f"{HOME}/retning/", direction.direction_detail, name="direction_detail"),
    path(f"{HOME}/retning/svar/", direction.direction_acknowledge, name="direction_acknowledge"),
    path(f"{HOME}/retning/skriv/", direction.direction_write, name="direction_write"),
    path(f"{HOME}/deltagere/", membership.member_list, name="member_list"),
    path(f"{HOME}/deltag/", membership.join_ask, name="join_ask"),
    path(f"{HOME}/deltag/fortryd/", membership.join_withdraw, name="join_withdraw"),
    path(f"{HOME}/anmodninger/<int:request_id>/", membership.join_answer, name="join_answer"),
    path(f"{HOME}/forlad/", membership.network_leave, name="network_leave"),
    path(f"{HOME}/laering/", learning.learning_list, name="learning_list"),
    path(f"{HOME}/laering/nyt/", learning.learning_new, name="learning_new"),
    path("laering/", learning.learning_shared, name="learning_shared"),
]
