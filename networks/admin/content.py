"""The words that a network meets: the seven questions, types, phases and strategic themes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from netvaerk.desk import ActionAdmin, KeptKeyAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from networks.actions.strategic_theme import save_theme
from networks.forms.strategic_theme import StrategicThemeForm
from networks.models import NetworkType, Phase, Question, StrategicTheme


def save(*, by: Person, obj: Model, form: Any) -> Model:
    """Content is its own form."""
    return save_content(by=by, content=obj)


def save_phase(*, by: Person, obj: Model, form: Any) -> Model:
    """A phase, and the types of networks that it is for."""
    return save_content(by=by, content=obj, related={"types": form.cleaned_data["types"]})


def save_agenda(*, by: Person, obj: StrategicTheme, form: Any) -> Model:
    """A theme, with what it said before kept."""
    return save_theme(by=by, theme=obj)


@admin.register(Question)
class QuestionAdmin(ActionAdmin):
    """The seven stay seven; their words can be changed."""

    save_action = save
    may_add = False
    list_display = ("number", "title", "short")
    list_display_links = ("number", "title")
    readonly_fields = ("number",)
    fields = ("number", "title", "short", "help")

    def preview(self, request: HttpRequest, form: Any) -> SafeString:
        """As whoever writes a proposal meets it."""
        context = {"page": {"question": form.instance}}
        return render_to_string("admin/networks/question_preview.html", context)


@admin.register(NetworkType)
class NetworkTypeAdmin(KeptKeyAdmin):
    save_action = save
    list_display = ("name", "usual_length", "tied_to", "position")
    fields = (
        *("name", "key", "aim", "usual_length", "months", "tied_to"),
        *("may_hold_subnetworks", "position"),
    )

    def preview(self, request: HttpRequest, form: Any) -> SafeString:
        """As it stands above a network's name, and what the chiefs choose by."""
        return render_to_string("admin/networks/type_preview.html", {"type": form.instance})


@admin.register(Phase)
class PhaseAdmin(ActionAdmin):
    save_action = save_phase
    list_display = ("name", "position", "meaning")
    fields = ("name", "meaning", "questions", "tools", "types", "position")

    def preview(self, request: HttpRequest, form: Any) -> SafeString:
        """As a network meets it: what happens now, and what helps."""
        return render_to_string("admin/networks/phase_preview.html", {"phase": form.instance})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes to tick: in a list with Ctrl, one slip of the finger loses the others."""
        if db_field.name == "types":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(StrategicTheme)
class StrategicThemeAdmin(KeptKeyAdmin):
    save_action = save_agenda
    key_from = "title"
    form = StrategicThemeForm
    change_form_template = "admin/form_with_people.html"
    list_display = ("title", "owner", "starts_on", "ends_on", "position")
    list_select_related = ("owner",)
    fields = ("title", "key", "text", "owner", "starts_on", "ends_on", "position")
