"""The catalogue on the secretariat's desk; assigning from it is done on a network's own page."""

from typing import Any

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from netvaerk.desk import KeptKeyAdmin
from netvaerk.people.models import Person
from offerings.actions.offering import save_offering
from offerings.models import Offering


def save(*, by: Person, obj: Offering, form: Any) -> Offering:
    return save_offering(by=by, offering=obj, phases=form.cleaned_data["phases"])


@admin.register(Offering)
class OfferingAdmin(KeptKeyAdmin):
    save_action = save
    key_from = "title"
    list_display = ("title", "kind", "is_active")
    list_filter = ("kind", "is_active", "phases")
    search_fields = ("title", "gives", "asks")
    fields = ("title", "key", "kind", "gives", "asks", "phases", "is_active")

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).in_danish_order()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)
