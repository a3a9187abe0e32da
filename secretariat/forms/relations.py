"""Then or now, and which part of the house: what the page of relations is asked."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.queries.relations.half_year import HalfYear
from secretariat.queries.relations.page import Choice

THEN, NOW = "da", "nu"


class RelationsForm(forms.Form):
    """Sent by GET; what is no choice is left out, and the rest still counts."""

    vis = forms.ChoiceField(
        label=_("Hvad vil du se?"),
        choices=[
            (NOW, _("Som det er nu, med det nye tegnet tykt")),
            (THEN, _("Som det var dengang")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    tid = forms.ChoiceField(label=_("Dengang: ved udgangen af"), required=False)
    omraade = forms.ChoiceField(label=_("Direktørområde"), required=False)

    def __init__(
        self, data: Any, *, halves: list[HalfYear], areas: tuple[tuple[str, str], ...]
    ) -> None:
        self.halves = {half.key: half for half in halves}
        self.usual = {"vis": NOW, "tid": halves[0].key, "omraade": ""}
        super().__init__({name: data.get(name) or usual for name, usual in self.usual.items()})
        self.fields["tid"].choices = [(half.key, half.name) for half in halves]  # type: ignore[attr-defined]
        self.fields["omraade"].choices = [("", _("Hele kommunen")), *areas]  # type: ignore[attr-defined]

    @property
    def choice(self) -> Choice:
        self.is_valid()
        kept = self.cleaned_data
        return Choice(
            at=self.halves[kept.get("tid", self.usual["tid"])],
            is_then=kept.get("vis") == THEN,
            area=kept.get("omraade", ""),
        )

    @property
    def asked(self) -> str:
        """What addresses carry on to the next page: "" or "?vis=da&tid=2025-2"."""
        self.is_valid()
        kept = self.cleaned_data.items()
        other = {name: value for name, value in kept if value != self.usual[name]}
        return f"?{urlencode(other)}" if other else ""
