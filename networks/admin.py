"""The networks room on the secretariat's desk: proposals to read, rounds and words to edit.

A network's own page stands in secretariat/admin.py, because it shows sparring and offerings too.
Not here on purpose: learning cards, comments, join requests and directions are the networks' own.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import ActionAdmin, KeptKeyAdmin, ReadingAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from networks.models import NetworkType, Phase, Proposal, Question, StrategicTheme, ThemeRound


def save(*, by: Person, obj: Model, form: Any) -> Model:
    """Content is its own form."""
    return save_content(by=by, content=obj)


def save_phase(*, by: Person, obj: Model, form: Any) -> Model:
    """A phase, and the types of networks that it is for."""
    return save_content(by=by, content=obj, related={"types": form.cleaned_data["types"]})


@admin.register(Proposal)
class ProposalAdmin(ReadingAdmin):
    """What has been sent in. The talk about it is had on the proposal's own page."""

    list_display = ("title", "proposer", "status", "round", "submitted_at")
    list_filter = ("status", "round")
    list_select_related = ("proposer", "round")
    search_fields = ("title", "challenge", "proposer__first_name", "proposer__last_name")
    search_help_text = gettext_lazy("Søg i titel, udfordring og forslagsstiller")
    ordering = ("-submitted_at",)
    fields = (
        "open_page",
        "title",
        "challenge",
        "proposer",
        "status",
        "round",
        "submitted_at",
        "forwarded_at",
        "consultant_note",
    )
    readonly_fields = ("open_page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """A draft is its authors' own until they send it."""
        return super().get_queryset(request).filter(submitted_at__isnull=False)

    @admin.display(description=gettext_lazy("læs, spørg og send videre"))
    def open_page(self, proposal: Proposal) -> str:
        address = reverse("networks:proposal_detail", args=[proposal.pk])
        return format_html('<a class="button" href="{}">{}</a>', address, _("Åbn forslaget"))


class ThemeRoundForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by, on = cleaned.get("proposals_by"), cleaned.get("decided_on")
        if by and on and on <= by:
            raise ValidationError(
                {"decided_on": _("Chefforum beslutter efter fristen. Vælg en senere dag.")}
            )
        return cleaned


@admin.register(ThemeRound)
class ThemeRoundAdmin(ActionAdmin):
    save_action = save
    form = ThemeRoundForm
    list_display = ("name", "proposals_by", "decided_on")


@admin.register(Question)
class QuestionAdmin(ActionAdmin):
    """The seven stay seven; their words can be changed."""

    save_action = save
    may_add = False
    list_display = ("number", "title", "short")
    list_display_links = ("number", "title")
    readonly_fields = ("number",)
    fields = ("number", "title", "short", "help")


@admin.register(NetworkType)
class NetworkTypeAdmin(KeptKeyAdmin):
    save_action = save
    list_display = ("name", "usual_length", "tied_to", "position")
    fields = (
        *("name", "key", "aim", "usual_length", "months", "tied_to"),
        *("may_hold_subnetworks", "position"),
    )


@admin.register(Phase)
class PhaseAdmin(ActionAdmin):
    save_action = save_phase
    list_display = ("name", "position", "meaning")
    fields = ("name", "meaning", "questions", "tools", "types", "position")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes to tick: in a list with Ctrl, one slip of the finger loses the others."""
        if db_field.name == "types":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(StrategicTheme)
class StrategicThemeAdmin(KeptKeyAdmin):
    save_action = save
    key_from = "title"
    list_display = ("title", "position", "is_active")
    list_filter = ("is_active",)
    fields = ("title", "key", "text", "position", "is_active")
