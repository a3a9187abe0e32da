"""The dates of a year's theme rounds, as the secretariat lays them out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk import clock
from networks.models import ThemeRound
from networks.queries.round import YEARS_AHEAD, PlannedRound

AFTER_THE_DEADLINE = gettext_lazy("Chefforum beslutter efter fristen. Vælg en senere dag.")


class YearForm(forms.Form):
    """Which year; this one and the next few."""

    aar = forms.TypedChoiceField(label=gettext_lazy("Hvilket år?"), coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        this_year = clock.today().year
        years = [(year, str(year)) for year in range(this_year, this_year + YEARS_AHEAD)]
        self.fields["aar"].choices = years


class RoundDatesForm(forms.Form):
    """Two dates for each of the year's rounds that is still missing; `rounds` is what was said."""

    def __init__(self, planned: Sequence[PlannedRound], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.missing = [one for one in planned if one.is_missing]
        for one in self.missing:
            self.fields[f"{one.key}_proposals_by"] = forms.DateField(
                label=gettext_lazy("Forslag senest"), initial=one.proposals_by
            )
            self.fields[f"{one.key}_decided_on"] = forms.DateField(
                label=gettext_lazy("Chefforum beslutter"), initial=one.decided_on
            )

    def parts(self) -> Iterator[tuple[PlannedRound, list[BoundField]]]:
        for one in self.missing:
            yield one, [self[f"{one.key}_proposals_by"], self[f"{one.key}_decided_on"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken = dict(ThemeRound.objects.values_list("proposals_by", "name"))
        for one in self.missing:
            by, on = (cleaned.get(f"{one.key}_{name}") for name in ("proposals_by", "decided_on"))
            if by:
                self._check_deadline(one, by, taken)
                taken[by] = one.name
            if by and on and on <= by:
                self.add_error(f"{one.key}_decided_on", AFTER_THE_DEADLINE)
        return cleaned

    def _check_deadline(self, planned: PlannedRound, by: date, taken: dict[date, str]) -> None:
        if by < clock.today():
            said = _("Fristen er allerede gået. Vælg en dag, der kommer.")
        elif by in taken:
            said = _("Den frist har %(name)s allerede. Vælg en anden dag.") % {"name": taken[by]}
        else:
            return
        self.add_error(f"{planned.key}_proposals_by", said)

    @property
    def rounds(self) -> list[PlannedRound]:
        return [
            replace(
                one,
                proposals_by=self.cleaned_data[f"{one.key}_proposals_by"],
                decided_on=self.cleaned_data[f"{one.key}_decided_on"],
            )
            for one in self.missing
        ]
