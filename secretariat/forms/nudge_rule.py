from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from netvaerk.refusals import Refusal
from secretariat.actions.nudge_rules import require_known_placeholders
from secretariat.models import NudgeRule


class NudgeRuleForm(forms.ModelForm):
    class Meta:
        model = NudgeRule
        fields = (
            "name",
            "subject",
            "question",
            "why",
            "delay_days",
            "repeat_days",
            "is_on",
            "active_from",
        )

    def clean_subject(self) -> str:
        return _known_placeholders(self.cleaned_data["subject"])

    def clean_question(self) -> str:
        return _known_placeholders(self.cleaned_data["question"])

    def clean_repeat_days(self) -> int:
        days = self.cleaned_data["repeat_days"]
        if days < 1:
            raise ValidationError(_("Der skal gå mindst én dag, før der spørges igen."))
        return days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_on") and not cleaned.get("active_from"):
            raise ValidationError(
                {"active_from": _("Vælg den dag, reglen gælder fra, når du slår den til.")}
            )
        return cleaned


def _known_placeholders(wording: str) -> str:
    try:
        require_known_placeholders(wording)
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal
    return wording
