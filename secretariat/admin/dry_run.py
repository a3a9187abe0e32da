"""A rule's dry run: who would be asked now, and the only door to turning it on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk import clock
from netvaerk.dates import day
from netvaerk.desk import letter_preview
from netvaerk.gates import form_page, posted
from netvaerk.nudges import Rule
from netvaerk.people.enums import Language
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from secretariat.actions.nudge_letters import letter_about
from secretariat.actions.nudge_rules import turn_off_rule, turn_on_rule
from secretariat.forms.nudge_rule import TurnOnForm
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.permissions.nudge import can_edit_nudge_rules
from secretariat.queries.dry_run import dry_run

NIL = str(UUID(int=0))
LIST, DRY_RUN = "admin:secretariat_nudgerule_changelist", "admin:secretariat_nudgerule_dry_run"


@form_page
def nudge_rule_dry_run(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Looking changes nothing; saying yes below what was seen turns the rule on."""
    rule = _found(request, rule_id)
    form = TurnOnForm(rule, posted(request))
    if form.is_valid():
        try:
            turned = turn_on_rule(
                by=request.user, rule=rule, active_from=form.cleaned_data["active_from"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Reglen »{name}« er slået til og gælder fra {since}.")
            messages.success(request, said.format(name=rule.name, since=day(turned.active_from)))
            return redirect(LIST)
    return _page(request, rule, form)


@require_POST
def nudge_rule_turn_off(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Nobody is asked any more, not even of what is planned and has not left."""
    rule = _found(request, rule_id)
    try:
        turn_off_rule(by=request.user, rule=rule)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Reglen »{name}« er slået fra. Det, der ikke er sendt endnu, bliver ikke sendt.")
        messages.success(request, said.format(name=rule.name))
    return redirect(DRY_RUN, rule.pk)


def examples(rule: Rule, wording: NudgeRule) -> list[tuple[str, SafeString]]:
    """The mail in each language, as if something had waited for somebody; saves nothing."""
    return [(label, _example(rule, wording, key)) for key, label in Language.choices]


def _example(rule: Rule, wording: NudgeRule, language: str) -> SafeString:
    with translation.override(language):
        about = Nudge(
            rule=rule.key,
            subject="0",
            recipient=Person(pk=0, language=language),
            since=clock.now() - timedelta(days=max(1, wording.delay_days)),
            title=_("Et netværks navn"),
            place=_a_place(rule),
        )
        return letter_preview(letter_about(about, rule, wording), language)


def _a_place(rule: Rule) -> str:
    """Something that fits the rule's address, and is nobody's."""
    try:
        reverse(rule.view, kwargs={rule.place_name: NIL})
    except NoReverseMatch:
        return "0"
    return NIL


def _found(request: HttpRequest, rule_id: int) -> NudgeRule:
    if not can_edit_nudge_rules(request.user):
        raise PermissionDenied
    rule = get_object_or_404(NudgeRule.objects.select_related("looked_by"), pk=rule_id)
    if rule.key not in RULE_OF:
        raise Http404
    return rule


def _page(request: HttpRequest, rule: NudgeRule, form: TurnOnForm) -> HttpResponse:
    since = rule.active_from if rule.is_on and rule.active_from else form.shown_from
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Prøvekørsel: {name}").format(name=rule.name),
        "opts": NudgeRule._meta,
        "rule": rule,
        "run": dry_run(rule, since),
        "examples": examples(RULE_OF[rule.key], rule),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/secretariat/dry_run.html", context, status=status)
