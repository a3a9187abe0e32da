"""One act on many ticked rows: shown row by row first, then done by the action, row by row."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from netvaerk.refusals import Refusal
from netvaerk.words import Words

MOST = 200  # rows that somebody can read through before saying yes
STEP, PREVIEW, CONFIRM = "_step", "preview", "confirm"
TICK = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
DJANGOS_LABEL = "Select this object for an action - {}"  # a constant: the words are Django's own


@dataclass(frozen=True)
class Outlook:
    """What the act will mean for a row, or why it can't be done."""

    says: Words
    can_be_done: bool = True


class BulkAct(ABC):
    """Subclasses say who may, what will happen to each row, and call the room's action.

    With a `form`, what is chosen in it is handed to `outlook` and `do` by name.
    """

    name: ClassVar[str]
    label: ClassVar[Words]  # in the list of acts
    yes: ClassVar[Words]  # on the button that does it
    form: ClassVar[type[forms.Form] | None] = None

    @abstractmethod
    def may(self, person: Any) -> bool:
        """Whether the person may do it at all."""

    def rows(self, ticked: QuerySet) -> QuerySet:
        """With what `stands` and `outlook` look at."""
        return ticked

    def stands(self, row: Any) -> Words:
        """How it is now."""
        return ""

    @abstractmethod
    def outlook(self, row: Any, **chosen: Any) -> Outlook:
        """What it will mean for the row."""

    @abstractmethod
    def do(self, *, by: Any, row: Any, **chosen: Any) -> Words:
        """Do it by the room's action, in a transaction of its own, and say what happened."""


class BulkAdmin(admin.ModelAdmin):
    """Its acts stand above the list; Django's own, "delete the selected", is not among them."""

    actions = None
    bulk_acts: ClassVar[Iterable[BulkAct]] = ()

    def get_actions(self, request: HttpRequest) -> dict:
        return {
            act.name: (partial(_take_up, act=act), act.name, act.label)
            for act in self.bulk_acts
            if act.may(request.user)
        }

    def action_checkbox(self, obj: Model) -> str:
        """As Django's own, without a form's templates for each row."""
        label = format_html(_(DJANGOS_LABEL), str(obj))
        return format_html(TICK, ACTION_CHECKBOX_NAME, str(obj.pk), label)

    def get_action_choices(self, request: HttpRequest, default_choices: Any = ()) -> list:
        return super().get_action_choices(request, default_choices or [("", _("Vælg"))])

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> Any:
        """What can't be the key of a row was never ticked."""
        sent = request.POST.copy()
        ticked = [one for one in sent.getlist(ACTION_CHECKBOX_NAME) if self._is_a_key(one)]
        sent.setlist(ACTION_CHECKBOX_NAME, ticked)
        request.POST = sent
        return super().response_action(request, queryset)

    def _is_a_key(self, text: str) -> bool:
        try:
            self.opts.pk.to_python(text)
        except ValidationError:
            return False
        return True


def _take_up(
    desk: BulkAdmin, request: HttpRequest, ticked: QuerySet, *, act: BulkAct
) -> HttpResponse | None:
    """The preview, with its choice first if there is one; at the yes, the deed."""
    step = request.POST.get(STEP)
    rows = list(act.rows(ticked)[: MOST + 1])
    if len(rows) > MOST:
        messages.warning(request, _("Vælg højst {most} ad gangen.").format(most=MOST))
        return None
    form = act.form(request.POST if step else None) if act.form else None
    is_chosen = form is None or form.is_valid()
    chosen = form.cleaned_data if form and is_chosen else {}
    if is_chosen and step == CONFIRM:
        _do(act, request, rows, chosen)
        return None  # back to the list as it was filtered
    outlooks = [act.outlook(row, **chosen) if is_chosen else None for row in rows]
    context = {
        **desk.admin_site.each_context(request),
        "title": act.label,
        "opts": desk.opts,
        "act": act,
        "form": form,
        "is_chosen": is_chosen,
        "lines": [(row, act.stands(row), look) for row, look in zip(rows, outlooks, strict=True)],
        "can_be_done": sum(look.can_be_done for look in outlooks if look),
        "next_step": CONFIRM if is_chosen else PREVIEW,
    }
    wrong = form is not None and form.is_bound and not is_chosen
    return TemplateResponse(request, "admin/bulk_act.html", context, status=422 if wrong else 200)


def _do(act: BulkAct, request: HttpRequest, rows: list[Model], chosen: dict[str, Any]) -> None:
    """Each row's own sentence, and a refused one doesn't hold up the others."""
    done, left = [], []
    for row in rows:
        outlook = act.outlook(row, **chosen)
        if not outlook.can_be_done:
            left.append((row, outlook.says))
            continue
        try:
            done.append((row, act.do(by=request.user, row=row, **chosen)))
        except Refusal as refusal:
            left.append((row, refusal))
    if done:
        messages.success(request, _told(_("Det er gjort:"), done))
    if left:
        messages.warning(request, _told(_("Det blev ikke til noget for:"), left))
    gone = len(set(request.POST.getlist(ACTION_CHECKBOX_NAME))) - len(rows)
    if gone > 0:
        messages.warning(request, _("{gone} var der ikke længere.").format(gone=gone))


def _told(heading: str, sentences: list[tuple[Model, Any]]) -> str:
    rows = format_html_join("", "<li>{}: {}</li>", sentences)
    return format_html("{}<ul>{}</ul>", heading, rows)
