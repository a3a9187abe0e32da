from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from netvaerk.desk import ActionAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from networks.models import ThemeRound


def save_round(*, by: Person, obj: ThemeRound, form: Any) -> ThemeRound:
    return save_content(by=by, content=obj)


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
    save_action = save_round
    form = ThemeRoundForm
    list_display = ("name", "proposals_by", "decided_on")
