"""The catalogue on the secretariat's desk; assigning from it is done on a network's own page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from netvaerk.desk import KeptKeyAdmin
from netvaerk.people.models import Person
from offerings.actions.offering import save_offering
from offerings.admin.catalogue_import import CatalogueFileAdmin
from offerings.forms.catalogue import OfferingForm
from offerings.models import Offering
from offerings.permissions.offering import can_edit_catalogue


def save(*, by: Person, obj: Offering, form: Any) -> Offering:
    fits = {name: form.cleaned_data[name] for name in ("phases", "types")}
    return save_offering(by=by, offering=obj, **fits)


@admin.register(Offering)
class OfferingAdmin(CatalogueFileAdmin, KeptKeyAdmin):
    save_action = save
    key_from = "title"
    form = OfferingForm
    change_form_template = "admin/form_with_people.html"
    list_display = ("title", "kind", "held_by", "is_active")
    list_filter = ("kind", "is_active", "phases", "types")
    list_select_related = ("holder",)
    search_fields = ("title", "gives", "asks", "outside_holder", "holder__first_name")
    fields = (
        *("title", "key", "kind", "gives", "asks", "phases", "types"),
        *("holder", "outside_holder", "is_active"),
    )

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).in_danish_order()

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_catalogue(request.user)

    @admin.display(description=gettext_lazy("holdes af"))
    def held_by(self, offering: Offering) -> str:
        return offering.holder.name if offering.holder else offering.outside_holder or "–"
