from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk import clock
from netvaerk.desk import ActionAdmin
from netvaerk.people.actions.invitations import invite_person, revoke_invitation
from netvaerk.people.forms.desk import InvitationForm
from netvaerk.people.models import Invitation, Person
from netvaerk.people.permissions import can_invite
from netvaerk.refusals import Refusal


def invite(*, by: Person, obj: Invitation, form: Any) -> Invitation:
    return invite_person(by=by, **form.cleaned_data)


@admin.register(Invitation)
class InvitationAdmin(ActionAdmin):
    """Invite and revoke; an invitation is never changed, a new one is sent instead."""

    save_action = invite
    form = InvitationForm
    actions = ["revoke"]
    list_display = ("email", "standing", "stakeholder_kind", "invited_by", "invited_at")
    list_select_related = ("stakeholder_kind", "invited_by")
    search_fields = ("email",)
    ordering = ("-invited_at",)
    fields = ("email", "stakeholder_kind")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_invite(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and self.may_look(request)

    def said(self, obj: Invitation, form: Any) -> str:
        return _("Invitationen er på vej til %(email)s og gælder i syv dage.") % {
            "email": obj.email
        }

    @admin.display(description=gettext_lazy("tilstand"))
    def standing(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("Brugt")
        if invitation.revoked_at:
            return _("Trukket tilbage")
        return _("Åben") if invitation.expires_at > clock.now() else _("Udløbet")

    @admin.action(description=gettext_lazy("Træk de valgte invitationer tilbage"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                revoke_invitation(by=request.user, invitation=invitation)
            except Refusal:
                said = _("Invitationen til %(email)s var allerede lukket.")
                messages.warning(request, said % {"email": invitation.email})
            else:
                said = _("Invitationen til %(email)s er trukket tilbage.")
                messages.success(request, said % {"email": invitation.email})
