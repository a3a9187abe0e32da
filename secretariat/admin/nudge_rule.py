"""The rules of what is asked: when, whom and in which words."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.dates import day
from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from secretariat.actions.nudge_rules import save_nudge_rule
from secretariat.admin.dry_run import examples, nudge_rule_dry_run, nudge_rule_turn_off
from secretariat.forms.nudge_rule import NudgeRuleForm
from secretariat.models import NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.permissions.nudge import can_edit_nudge_rules

DRY_RUN = "admin:secretariat_nudgerule_dry_run"


def save_rule(*, by: Person, obj: NudgeRule, form: Any) -> NudgeRule:
    was_on = obj.is_on
    saved = save_nudge_rule(by=by, rule=obj)
    form.went_off = was_on and not saved.is_on
    return saved


@admin.register(NudgeRule)
class NudgeRuleAdmin(ActionAdmin):
    """What is asked lives in the code; when and in which words is the secretariat's."""

    save_action = save_rule
    may_add = False
    form = NudgeRuleForm
    change_form_template = "admin/secretariat/nudge_rule.html"
    list_display = ("name", "since", "kind", "audience", "channel", "delay_days", "dry_run")
    list_filter = ("is_on", "audience", "channel")
    search_fields = ("name", "question")
    search_help_text = gettext_lazy("Søg i navn og spørgsmål")
    readonly_fields = ("stands",)
    fieldsets = (
        (None, {"fields": ("stands", "name")}),
        (
            gettext_lazy("Sådan lyder det"),
            {
                "fields": ("subject", "question", "why"),
                "description": gettext_lazy(
                    "{title} bliver til navnet på det, det handler om, og {waited} til ventetiden, "
                    "for eksempel »9 dage«. Et godt skub er et spørgsmål."
                ),
            },
        ),
        (
            gettext_lazy("Sådan lyder det på engelsk"),
            {"fields": ("subject_en", "question_en", "why_en")},
        ),
        (gettext_lazy("Hvem spørges, og hvordan?"), {"fields": ("audience", "channel")}),
        (
            gettext_lazy("Hvornår, og hvor mange gange?"),
            {"fields": ("delay_days", "repeat_days", "at_most")},
        ),
    )

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_nudge_rules(request.user)

    def get_urls(self) -> list[Any]:
        doors = [
            path(f"<int:rule_id>/{word}/", self.admin_site.admin_view(door), name=name)
            for word, door, name in (
                ("proevekoersel", nudge_rule_dry_run, "secretariat_nudgerule_dry_run"),
                ("slaa-fra", nudge_rule_turn_off, "secretariat_nudgerule_turn_off"),
            )
        ]
        return [*doors, *super().get_urls()]

    def preview(self, request: HttpRequest, form: Any) -> SafeString | None:
        """The mail in both languages, as if something had waited for whoever looks at it."""
        rule = RULE_OF.get(form.instance.key)
        if rule is None:
            return None
        letters = examples(rule, form.instance)
        return format_html_join("", "<h3>{}</h3>{}", letters)

    def said(self, obj: NudgeRule, form: Any) -> str:
        if form.went_off:
            return _(
                "Reglen er gemt og slået fra, fordi den nu spørger andre eller på et andet "
                "tidspunkt. Se, hvem der så bliver spurgt, og slå den til igen herunder."
            )
        return ""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        request.went_off = form.went_off  # type: ignore[attr-defined] response_change follows it

    def response_change(self, request: HttpRequest, obj: NudgeRule) -> HttpResponse:
        """A rule that its own change turned off is looked at again."""
        response = super().response_change(request, obj)
        return redirect(DRY_RUN, obj.pk) if getattr(request, "went_off", False) else response

    @admin.display(description=gettext_lazy("lige nu"))
    def stands(self, rule: NudgeRule) -> str:
        """In a sentence, and where to look before it is turned on or off."""
        if rule.is_on:
            words = _("Gælder fra {since}. {name} så prøvekørslen {when}.")
            said = words.format(
                since=day(rule.active_from),
                name=rule.looked_by or _("Nogen"),
                when=day(rule.looked_at),
            )
        else:
            said = _("Slået fra. Den kan slås til, når nogen har set, hvem der bliver spurgt.")
        return format_html("{} {}", said, self.dry_run(rule))

    @admin.display(description=gettext_lazy("slået til"), ordering=F("is_on").desc())
    def since(self, rule: NudgeRule) -> str:
        return _("fra {since}").format(since=day(rule.active_from)) if rule.is_on else _("nej")

    @admin.display(description=gettext_lazy("handler om"))
    def kind(self, rule: NudgeRule) -> Any:
        return RULE_OF[rule.key].kind.label if rule.key in RULE_OF else "-"

    @admin.display(description=gettext_lazy("prøvekørsel"))
    def dry_run(self, rule: NudgeRule) -> str:
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            reverse(DRY_RUN, args=[rule.pk]),
            _("Prøvekørsel"),
            rule.name,
        )
