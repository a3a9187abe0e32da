"""The rules of what is asked: when, whom and in which words."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.desk import ActionAdmin, letter_preview
from netvaerk.nudges import Rule
from netvaerk.people.models import Person
from secretariat.actions.nudge_letters import letter_about
from secretariat.actions.nudge_rules import save_nudge_rule
from secretariat.forms.nudge_rule import NudgeRuleForm
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF

NIL = str(UUID(int=0))


def save_rule(*, by: Person, obj: NudgeRule, form: Any) -> NudgeRule:
    return save_nudge_rule(by=by, rule=obj)


def _a_place(rule: Rule) -> str:
    """Something that fits the rule's address, and is nobody's."""
    try:
        reverse(rule.view, kwargs={rule.place_name: NIL})
    except NoReverseMatch:
        return "0"
    return NIL


@admin.register(NudgeRule)
class NudgeRuleAdmin(ActionAdmin):
    """What is asked lives in the code; when and in which words is the secretariat's."""

    save_action = save_rule
    may_add = False
    form = NudgeRuleForm
    list_display = ("name", "is_on", "active_from", "delay_days", "repeat_days")

    def preview(self, request: HttpRequest, form: Any) -> SafeString | None:
        """The mail, as if something had waited for whoever looks at it."""
        rule = RULE_OF.get(form.instance.key)
        if rule is None:
            return None
        example = Nudge(
            rule=rule.key,
            subject="0",
            recipient=request.user,
            since=clock.now() - timedelta(days=max(1, form.instance.delay_days)),
            title=_("Et netværks navn"),
            place=_a_place(rule),
        )
        return letter_preview(letter_about(example, rule, form.instance), request.user.language)
