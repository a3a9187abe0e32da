from django.urls import path

from networks.urls.network import HOME
from networks.views import lead, membership, terms

ONE = f"{HOME}/deltagere/<int:membership_id>"

urlpatterns = [
    path(f"{HOME}/deltagere/", membership.member_list, name="member_list"),
    path(f"{ONE}/", terms.membership_edit, name="membership_edit"),
    path(f"{ONE}/afslut/", terms.membership_end, name="membership_end"),
    path(f"{HOME}/deltag/", membership.join_ask, name="join_ask"),
    path(f"{HOME}/deltag/fortryd/", membership.join_withdraw, name="join_withdraw"),
    path(f"{HOME}/anmodninger/<int:request_id>/", membership.join_answer, name="join_answer"),
    path(f"{HOME}/forlad/", terms.network_leave, name="network_leave"),
    path(f"{HOME}/overdrag/", lead.lead_hand_over, name="lead_hand_over"),
]
