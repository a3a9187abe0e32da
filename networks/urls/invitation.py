from django.urls import path

from networks.urls.network import HOME
from networks.views import invitation, invitation_answer

INVITATIONS = f"{HOME}/invitationer"

urlpatterns = [
    path(f"{INVITATIONS}/", invitation.invitation_list, name="invitation_list"),
    path(f"{HOME}/inviter/", invitation.invitation_new, name="invitation_new"),
    path(
        f"{INVITATIONS}/<int:invitation_id>/mind/",
        invitation.invitation_remind,
        name="invitation_remind",
    ),
    path(
        f"{INVITATIONS}/<int:invitation_id>/traek-tilbage/",
        invitation.invitation_revoke,
        name="invitation_revoke",
    ),
    path(f"{HOME}/invitation/", invitation_answer.invitation_mine, name="invitation_mine"),
    path(
        "invitation/netvaerk/<str:token>/",
        invitation_answer.invitation_answer,
        name="invitation_answer",
    ),
]
