"""What the lists of nudges and answers are cut by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from netvaerk.danish import danish_order
from secretariat.enums import NudgeAnswer
from secretariat.models import NudgeRule
from secretariat.queries.nudge_ledger import FATES, Fate

ANSWERED = {
    NudgeAnswer.NOT_NOW: {"until__isnull": False},
    NudgeAnswer.NOT_RELEVANT: {"until__isnull": True},
}


class ByRule(admin.SimpleListFilter):
    title = _("regel")
    parameter_name = "regel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rules = NudgeRule.objects.order_by(danish_order("name"), "pk")
        return list(rules.values_list("key", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(rule=self.value()) if self.value() else queryset


class ByFate(admin.SimpleListFilter):
    title = _("hvad det blev til")
    parameter_name = "blev"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Fate.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = FATES.get(self.value() or "")
        return queryset.filter(wanted) if wanted is not None else queryset


class ByAnswer(admin.SimpleListFilter):
    """ "Ikke nu" rests until a moment, "ikke relevant" for good."""

    title = _("svar")
    parameter_name = "svar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(NudgeAnswer.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = ANSWERED.get(str(self.value() or ""))
        return queryset.filter(**wanted) if wanted else queryset


class WithWord(admin.SimpleListFilter):
    title = _("ord til sekretariatet")
    parameter_name = "ord"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("med", _("Med et ord"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.exclude(word="") if self.value() == "med" else queryset
