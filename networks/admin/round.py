"""The theme rounds: a year's two in one act, and their dates afterwards."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from netvaerk.desk import ActionAdmin
from netvaerk.gates import form_page
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from networks.actions.round import create_rounds
from networks.enums import ProposalStatus
from networks.forms.round import AFTER_THE_DEADLINE, RoundDatesForm, YearForm
from networks.models import ThemeRound
from networks.permissions.round import can_create_rounds
from networks.queries.round import first_year_to_plan, planned_rounds


def save_round(*, by: Person, obj: ThemeRound, form: Any) -> ThemeRound:
    return save_content(by=by, content=obj)


@form_page
def round_year(request: HttpRequest) -> HttpResponse:
    """Choose a year, look at the dates, and one button creates what is missing."""
    if not can_create_rounds(request.user):
        raise PermissionDenied
    year_form = YearForm(request.GET)
    year = year_form.cleaned_data["aar"] if year_form.is_valid() else first_year_to_plan()
    planned = planned_rounds(year)
    form = RoundDatesForm(planned, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = create_rounds(by=request.user, rounds=form.rounds)
        messages.success(request, _said(made))
        return redirect("admin:networks_themeround_changelist")
    context = {
        **admin.site.each_context(request),
        "title": _("Opret årets temarunder"),
        "year": year,
        "year_form": YearForm(initial={"aar": year}),
        "planned": planned,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/networks/round_year.html", context, status=status)


def _said(made: list[ThemeRound]) -> str:
    if not made:
        return _("Årets runder findes allerede. Der er ikke ændret noget.")
    names = get_text_list([one.name for one in made], _("og"))
    return _("%(names)s er oprettet. Medarbejderne kan se fristen, når de skriver et forslag.") % {
        "names": names
    }


class ThemeRoundForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by, on = cleaned.get("proposals_by"), cleaned.get("decided_on")
        if by and on and on <= by:
            raise ValidationError({"decided_on": AFTER_THE_DEADLINE})
        return cleaned


@admin.register(ThemeRound)
class ThemeRoundAdmin(ActionAdmin):
    """A round is never deleted: proposals and decisions point at it."""

    save_action = save_round
    form = ThemeRoundForm
    change_list_template = "admin/networks/round_list.html"
    list_display = ("name", "proposals_by", "decided_on", "lying_in_it", "page")
    fields = ("name", "proposals_by", "decided_on", "lying_in_it", "page")
    readonly_fields = ("lying_in_it", "page")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeRound]:
        still_in_it = ~Q(proposals__status=ProposalStatus.WITHDRAWN)
        return (
            super()
            .get_queryset(request)
            .annotate(proposal_count=Count("proposals", filter=still_in_it))
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else self.fields[:3]

    def get_urls(self) -> list[Any]:
        door = self.admin_site.admin_view(round_year)
        return [path("aar/", door, name="networks_themeround_year"), *super().get_urls()]

    def sheet_columns(self, listed: list[str]) -> list[Any]:
        """A sheet has no use for the way to a page."""
        return super().sheet_columns([name for name in listed if name != "page"])

    @admin.display(description=gettext_lazy("i runden"), ordering="proposal_count")
    def lying_in_it(self, theme_round: Any) -> str:
        found = theme_round.proposal_count
        return ngettext("%(found)d forslag", "%(found)d forslag", found) % {"found": found}

    @admin.display(description=gettext_lazy("rundens side"))
    def page(self, theme_round: ThemeRound) -> str:
        address = reverse("networks:round_detail", args=[theme_round.pk])
        return format_html('<a href="{}">{}</a>', address, _("Se forslagene side om side"))
