from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import ActionAdmin
from netvaerk.people.actions.invitations import invite_person
from netvaerk.people.admin.bulk import Revoke, standing_of
from netvaerk.people.forms.desk import InvitationForm
from netvaerk.people.models import Invitation, Person
from netvaerk.people.permissions import can_invite


def invite(*, by: Person, obj: Invitation, form: Any) -> Invitation:
    return invite_person(by=by, **form.cleaned_data)


@admin.register(Invitation)
class InvitationAdmin(ActionAdmin):
    """Invite and revoke; an invitation is never changed, a new one is sent instead."""

    save_action = invite
    form = InvitationForm
    bulk_acts = (Revoke(),)
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
        return standing_of(invitation)
