from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PersonField
from networks.models import NetworkType, Phase
from offerings.enums import OfferingKind
from offerings.models import Offering


class CatalogueForm(forms.Form):
    """What the catalogue is narrowed by; the names are the address's, so they are Danish."""

    ord = forms.CharField(label=_("Ord i tilbuddet"), max_length=80, required=False)
    art = forms.ChoiceField(
        label=_("Art"), choices=[("", _("Alle arter")), *OfferingKind.choices], required=False
    )
    fase = forms.ChoiceField(label=_("Fase"), required=False)
    type = forms.ChoiceField(label=_("Netværkstype"), required=False)

    def __init__(self, *args: Any, phases: list[Phase], types: list[NetworkType]) -> None:
        super().__init__(*args)
        by_phase = [(str(one.pk), one.name) for one in phases]
        self.fields["fase"].choices = [("", _("Alle faser")), *by_phase]
        by_type = [(one.key, one.name) for one in types]
        self.fields["type"].choices = [("", _("Alle typer")), *by_type]

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the catalogue; what is no choice narrows nothing."""
        self.full_clean()
        said = self.cleaned_data
        names = {"kind": "art", "phase": "fase", "type": "type", "words": "ord"}
        return {name: said[danish] for name, danish in names.items() if said.get(danish)}

    @property
    def in_words(self) -> list[str]:
        """The same, as it is said above the list."""
        return [self._words(name, value) for name, value in self.cleaned_data.items() if value]

    @property
    def said(self) -> dict[str, Any]:
        """The same for a file, and what narrows it by the names alone."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        said = (f"{self.fields[name].label}: {self._words(name, chosen[name])}." for name in chosen)
        return {"filtered": " ".join(said), "filters": tuple(sorted(chosen))}

    def address(self, path: str) -> str:
        """Where the catalogue is found as it is narrowed."""
        chosen = urlencode({name: value for name, value in self.cleaned_data.items() if value})
        return f"{path}?{chosen}" if chosen else path

    def _words(self, name: str, value: str) -> str:
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, f"»{value}«"))


class OfferingForm(forms.ModelForm):
    """Something in the catalogue; it is held by a colleague, by somebody from outside, or by us."""

    holder = PersonField(
        label=_("Holdes af"),
        help_text=_("En medarbejder. Skriv mailadressen, som den står i Outlook."),
        required=False,
    )

    class Meta:
        model = Offering
        fields = (
            *("title", "key", "kind", "gives", "asks", "phases", "types"),
            *("holder", "outside_holder", "is_active"),
        )
        widgets: ClassVar = {
            "phases": forms.CheckboxSelectMultiple,
            "types": forms.CheckboxSelectMultiple,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("holder") and cleaned.get("outside_holder"):
            self.add_error(
                "outside_holder", _("Vælg enten en holder fra kommunen eller skriv en udefra.")
            )
        return cleaned
