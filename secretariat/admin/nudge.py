from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from netvaerk.desk import ActionAdmin, ReadingAdmin
from netvaerk.people.models import Person
from secretariat.actions.nudge_rules import save_nudge_rule
from secretariat.forms.nudge_rule import NudgeRuleForm
from secretariat.models import Nudge, NudgeRule


def save_rule(*, by: Person, obj: NudgeRule, form: Any) -> NudgeRule:
    return save_nudge_rule(by=by, rule=obj)


@admin.register(NudgeRule)
class NudgeRuleAdmin(ActionAdmin):
    """What is asked lives in the code; when and in which words is the secretariat's."""

    save_action = save_rule
    may_add = False
    form = NudgeRuleForm
    list_display = ("name", "is_on", "active_from", "delay_days", "repeat_days")


@admin.register(Nudge)
class NudgeAdmin(ReadingAdmin):
    list_display = ("rule_name", "title", "recipient", "since", "planned_at")
    list_filter = ("planned_at",)
    list_select_related = ("recipient",)
    search_fields = ("title", "recipient__first_name", "recipient__last_name")
    fields = ("rule_name", "title", "recipient", "since", "period", "planned_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nudge]:
        names = NudgeRule.objects.filter(key=OuterRef("rule")).values("name")
        return super().get_queryset(request).annotate(said=Subquery(names[:1]))

    @admin.display(description=gettext_lazy("regel"), ordering="said")
    def rule_name(self, nudge: Any) -> str:
        return nudge.said or nudge.rule
