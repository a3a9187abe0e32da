from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ReadingAdmin
from secretariat.admin.nudge_filters import ByFate, ByRule
from secretariat.admin.nudge_ledger import nudge_outcome, nudge_why
from secretariat.enums import Channel
from secretariat.models import Nudge
from secretariat.permissions.nudge_ledger import can_look_up_nudges, can_see_nudges
from secretariat.queries.nudge_ledger import (
    HOW,
    fate_in_words,
    found,
    title_for_the_desk,
    with_fate,
    with_rule_name,
)


@admin.register(Nudge)
class NudgeAdmin(ReadingAdmin):
    """The ledger: who was asked about what, and what became of it; never what a mail said."""

    change_list_template = "admin/secretariat/nudge_list.html"
    list_display = ("rule_name", "recipient", "about", "planned_at", "how", "fate")
    list_filter = (ByRule, ByFate, "answer", "channel", "planned_at")
    list_select_related = ("recipient",)
    search_fields = ("recipient__email",)  # `found` says what is searched
    search_help_text = _("Søg i modtagerens navn og mailadresse, og i det, det handler om")
    fields = ("rule_name", "recipient", "about", "since", "planned_at", "channel", "fate")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nudge]:
        return with_rule_name(with_fate(super().get_queryset(request)))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return found(queryset, search_term), False

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_see_nudges(request.user)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        may = {"may_look_up": can_look_up_nudges(request.user)}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        door = self.admin_site.admin_view
        return [
            path("hvorfor/", door(nudge_why), name="secretariat_nudge_why"),
            path("blev-til/", door(nudge_outcome), name="secretariat_nudge_outcome"),
            *super().get_urls(),
        ]

    @admin.display(description=_("regel"))
    def rule_name(self, nudge: Any) -> str:
        return nudge.said or nudge.rule

    @admin.display(description=_("om"))
    def about(self, nudge: Nudge) -> str:
        return title_for_the_desk(nudge.rule, nudge.title) or gettext("Kun modtageren kan se det")

    @admin.display(description=_("hvordan"))
    def how(self, nudge: Nudge) -> Any:
        return HOW[Channel(nudge.channel)]

    @admin.display(description=_("hvad det blev til"))
    def fate(self, nudge: Any) -> str:
        return fate_in_words(nudge)
