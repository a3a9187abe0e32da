"""The desk's forms for a rule: its words and its rhythm, and that it is turned on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.refusals import told_by_the_form
from secretariat.actions.nudge_rules import (
    FILLED_IN,
    LEAST_AND_MOST,
    SAID_AS_IT_STANDS,
    LookedAtSomethingElse,
    OutOfBounds,
    TooImpatient,
    channels_of,
    require_known_placeholders,
    require_near,
    require_no_braces,
    shape_of,
)
from secretariat.enums import Channel
from secretariat.models import NudgeRule

MOST_LETTERS = 1500
NOT_AT_ONCE = _(
    "Med det samme kommer kun det, nogen venter på svar på, og det, der har et fast tidspunkt."
)
ANOTHER_DAY = _(
    "Nu viser prøvekørslen, hvem der bliver spurgt, når reglen gælder fra den dag. "
    "Passer det, så tryk igen."
)


class NudgeRuleForm(forms.ModelForm):
    """No box says whether it is on: that is said on the dry run, by whoever has looked."""

    class Meta:
        model = NudgeRule
        fields = (
            *("name", "subject", "question", "why"),
            *("subject_en", "question_en", "why_en"),
            *("audience", "delay_days", "repeat_days", "at_most", "channel"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FILLED_IN:
            _checked(self.fields[name], require_known_placeholders)
        for name in SAID_AS_IT_STANDS:
            _checked(self.fields[name], require_no_braces)
        for name in ("question", "question_en"):
            _no_longer_than(self.fields[name], MOST_LETTERS)
        for name, (least, most) in LEAST_AND_MOST.items():
            self.fields[name] = _number(self.fields[name], least, most)
        self._offer_channels()

    def _offer_channels(self) -> None:
        field = self.fields["channel"]
        field.choices = field.widget.choices = channels_of(self.instance.key)
        if Channel.INSTANT not in dict(field.choices):
            field.error_messages["invalid_choice"] = str(TooImpatient())
            field.help_text = format_lazy("{} {}", field.help_text, NOT_AT_ONCE)


class TurnOnForm(forms.Form):
    """From which day; `seen` is what the dry run was made of when the page was shown."""

    active_from = forms.DateField(
        label=_("Gælder fra"),
        help_text=_(
            "Det, der skulle have været spurgt om før den dag, bliver der ikke spurgt om bagefter. "
            "Vælger du en anden dag, viser siden først, hvem der så bliver spurgt."
        ),
        error_messages={"required": _("Vælg den dag, reglen skal gælde fra.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, rule: NudgeRule, data: Any = None) -> None:
        today = clock.today()
        super().__init__(data, initial={"active_from": today, "seen": seen_of(rule, today)})
        self.rule = rule

    @property
    def shown_from(self) -> date:
        """The day that the dry run is made for."""
        chosen = self.is_bound and self.is_valid_day and self.cleaned_data["active_from"]
        return chosen or clock.today()

    @property
    def is_valid_day(self) -> bool:
        return "active_from" not in self.errors

    def clean_active_from(self) -> date:
        chosen: date = self.cleaned_data["active_from"]
        with told_by_the_form():
            require_near(chosen)
        return chosen

    def clean(self) -> dict[str, Any]:
        """Only what has been seen is said yes to; what is shown now may be, next time."""
        cleaned = super().clean() or self.cleaned_data
        chosen, seen = cleaned.get("active_from"), cleaned.get("seen")
        if chosen and seen != (now := seen_of(self.rule, chosen)):
            self.data = {**self.data.dict(), "seen": now}
            is_another_day = str(seen).startswith(shape_of(self.rule))
            raise ValidationError(ANOTHER_DAY if is_another_day else str(LookedAtSomethingElse()))
        return cleaned


def seen_of(rule: NudgeRule, active_from: date) -> str:
    return f"{shape_of(rule)} {active_from.isoformat()}"


def _checked(field: forms.Field, require: Callable[[Any], None]) -> None:
    """Let the field say the action's own refusal."""

    def check(value: Any) -> None:
        with told_by_the_form():
            require(value)

    field.validators.append(check)


def _no_longer_than(field: forms.Field, letters: int) -> None:
    field.max_length = letters
    field.widget.attrs |= {"maxlength": str(letters), "rows": "4"}
    field.validators.append(forms.CharField(max_length=letters).validators[0])


def _number(field: forms.Field, least: int, most: int) -> forms.IntegerField:
    said = str(OutOfBounds(least, most))
    wrong = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
    return forms.IntegerField(
        label=field.label,
        help_text=field.help_text,
        initial=field.initial,
        min_value=least,
        max_value=most,
        error_messages=wrong,
    )
