from django.urls import path

from networks.views import direction, network, phase

HOME = "netvaerk/<slug:slug>"

urlpatterns = [
    path("netvaerk/", network.network_list, name="network_list"),
    path(f"{HOME}/", network.network_detail, name="network_detail"),
    path(f"{HOME}/rum/", network.room_edit, name="room_edit"),
    path(f"{HOME}/fase/", phase.phase_move, name="phase_move"),
    path(f"{HOME}/faser/", phase.phase_list, name="phase_list"),
    path(f"{HOME}/retning/", direction.direction_detail, name="direction_detail"),
    path(f"{HOME}/retning/svar/", direction.direction_acknowledge, name="direction_acknowledge"),
    path(f"{HOME}/retning/skriv/", direction.direction_write, name="direction_write"),
]
