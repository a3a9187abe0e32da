"""The desk's forms for office hours and quiet periods."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.refusals import told_by_the_form
from secretariat.actions.office import require_sound_hours, require_sound_period
from secretariat.models import OfficeHours, QuietPeriod

CLOCKS = ("opens_at", "closes_at", "digest_at")
AS_A_CLOCK = _("Skriv klokkeslættet som 08:00.")


class OfficeHoursForm(forms.ModelForm):
    class Meta:
        model = OfficeHours
        fields = (*CLOCKS, "weekly_on")
        widgets: ClassVar = dict.fromkeys(CLOCKS, forms.TimeInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CLOCKS:
            self.fields[name].error_messages["invalid"] = AS_A_CLOCK

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            with told_by_the_form("digest_at"):
                require_sound_hours(OfficeHours(**cleaned))
        return cleaned


class QuietPeriodForm(forms.ModelForm):
    class Meta:
        model = QuietPeriod
        fields = ("name", "first_day", "last_day", "is_yearly", "rule")
        widgets: ClassVar = dict.fromkeys(("first_day", "last_day"), forms.DateInput)
        help_texts: ClassVar = {
            "name": _("For eksempel Sommerferie. Kun sekretariatet ser det."),
            "last_day": _("Dagen efter bliver der spurgt igen."),
            "is_yearly": _("Så er det kun dagen og måneden, der tæller."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"first_day", "last_day"} <= cleaned.keys():
            with told_by_the_form("last_day"):
                require_sound_period(QuietPeriod(**cleaned))
        return cleaned
