"""Units, people and kinds of stakeholder."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ActionAdmin, KeptKeyAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.actions.organisation import (
    PERSON_FIELDS,
    UNIT_FIELDS,
    edit_person,
    save_unit,
)
from netvaerk.people.admin.organisation_import import organisation_import
from netvaerk.people.enums import Role
from netvaerk.people.forms.desk import PersonForm
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from netvaerk.people.permissions import can_edit_person, can_manage_people, can_see_people


def save_unit_form(*, by: Person, obj: OrgUnit, form: Any) -> OrgUnit:
    return save_unit(by=by, unit=obj)


def save_person_form(*, by: Person, obj: Person, form: Any) -> Person:
    return edit_person(by=by, person=obj)


def save_kind_form(*, by: Person, obj: StakeholderKind, form: Any) -> Any:
    return save_content(by=by, content=obj)


class RoleFilter(admin.SimpleListFilter):
    title = _("rolle")
    parameter_name = "rolle"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Role.choices, ("ingen", _("Ingen, gæst udefra"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in Role.values:
            return queryset.filter(roles__contains=[self.value()])
        return queryset.filter(roles=[]) if self.value() else queryset


@admin.register(OrgUnit)
class OrgUnitAdmin(ActionAdmin):
    save_action = save_unit_form
    list_display = ("name", "kind", "parent", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name",)
    fields = UNIT_FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrgUnit]:
        return super().get_queryset(request).in_danish_order()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = OrgUnit.objects.in_danish_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_see_people(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_manage_people(request.user)


@admin.register(Person)
class PersonAdmin(ActionAdmin):
    """Who people are and what they may do; a password is nobody's but their own."""

    save_action = save_person_form
    form = PersonForm
    change_list_template = "admin/people/person_list.html"
    list_display = ("whole_name", "email", "title", "unit", "roles_in_words", "is_active")
    list_filter = (RoleFilter, "is_active", "stakeholder_kind")
    list_select_related = ("unit",)
    search_fields = ("first_name", "last_name", "email", "title", "unit__name")
    search_help_text = _("Søg i navn, mailadresse, stilling og afdeling")
    fields = PERSON_FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).in_danish_order()

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_see_people(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        person = request.user
        return can_edit_person(person, obj) if obj else can_manage_people(person)

    def get_urls(self) -> list[Any]:
        door = self.admin_site.admin_view(organisation_import)
        return [path("hent-organisation/", door, name="people_person_import"), *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who may only look reads the roles in words."""
        if self.may_change(request, obj):
            return list(self.fields)
        return ["roles_in_words" if name == "roles" else name for name in self.fields]

    @admin.display(description=_("navn"), ordering="first_name")
    def whole_name(self, person: Person) -> str:
        return person.name

    @admin.display(description=_("roller"))
    def roles_in_words(self, person: Person) -> str:
        return ", ".join(str(Role(role).label) for role in person.roles)


@admin.register(StakeholderKind)
class StakeholderKindAdmin(KeptKeyAdmin):
    save_action = save_kind_form
    list_display = ("plural", "name", "position")
    fields = ("name", "plural", "key", "position")
