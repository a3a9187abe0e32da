"""The consultants on the desk: what each knows of, their hours, and their days away."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from secretariat.actions.consultant import remove_absence, save_absence, save_profile
from secretariat.models import Absence, ConsultantProfile
from secretariat.permissions.sparring import can_keep_consultant
from secretariat.permissions.support import can_edit_consultants


def keep_profile(*, by: Person, obj: ConsultantProfile, form: Any) -> ConsultantProfile:
    return save_profile(by=by, profile=obj)


def keep_absence(*, by: Person, obj: Absence, form: Any) -> Absence:
    return save_absence(by=by, absence=obj)


class OwnAdmin(ActionAdmin):
    """Everybody in the secretariat looks; one's own is changed, and everybody's by the lead."""

    list_select_related = ("person",)
    search_fields = ("person__first_name", "person__last_name")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_consultants(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return can_edit_consultants(request.user)
        return can_keep_consultant(request.user, obj.person)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple:
        return ("person",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A consultant chooses themselves; the lead anybody there is to choose."""
        consultants = Person.objects.consultants().in_danish_order()
        is_lead = request.user.is_secretariat_lead
        own = consultants if is_lead else consultants.filter(pk=request.user.pk)
        field: ModelChoiceField = super().formfield_for_foreignkey(
            db_field, request, queryset=own, **kwargs
        )
        field.initial = None if is_lead else request.user.pk
        return field


@admin.register(ConsultantProfile)
class ConsultantProfileAdmin(OwnAdmin):
    save_action = keep_profile
    list_display = ("person", "knows", "hours_a_week")
    search_fields = (*OwnAdmin.search_fields, "knows")
    ordering = ("person__first_name", "person__last_name")
    fields = ("person", "knows", "hours_a_week")


@admin.register(Absence)
class AbsenceAdmin(OwnAdmin):
    """Never why; only that they are away."""

    save_action = keep_absence
    list_display = ("person", "first_on", "last_on")
    list_filter = ("first_on",)
    fields = ("person", "first_on", "last_on")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and can_keep_consultant(request.user, obj.person)

    def delete_model(self, request: HttpRequest, obj: Absence) -> None:
        remove_absence(by=request.user, absence=obj)
