from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from networks.permissions.network import can_assign_support
from secretariat.actions.support import assign_sparring
from secretariat.forms.sparring import SparringForm
from secretariat.models import SparringSession


def arrange(*, by: Person, obj: SparringSession, form: Any) -> SparringSession:
    return assign_sparring(by=by, **form.cleaned_data)


@admin.register(SparringSession)
class SparringAdmin(ActionAdmin):
    """Arranged here or on the network's page; what was said stays with those who were there."""

    save_action = arrange
    form = SparringForm
    change_form_template = "admin/form_with_people.html"
    list_display = ("network", "partner", "takes_place_at", "question")
    list_filter = ("takes_place_at",)
    list_select_related = ("network", "partner")
    search_fields = ("network__title", "partner__first_name", "partner__last_name")
    ordering = ("-takes_place_at",)
    fields = ("network", "format", "partner", "question", "takes_place_at")

    def said(self, obj: SparringSession, form: Any) -> str:
        leader, partner = obj.network.leader, obj.partner
        words = _("Sparring er aftalt, og {leader} og {name} har fået en mail.")
        return words.format(leader=leader.first_name, name=partner.first_name)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        """An appointment stands as it was told; a new one is made instead."""
        return obj is None and can_assign_support(request.user)
