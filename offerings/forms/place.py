from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.forms.meeting import TimeOfDay, moment_of
from networks.models import Network

FURTHEST = timedelta(days=365)


class ReserveForm(forms.Form):
    """A day, from and to, and for which network; `wanted` is what the action takes."""

    network = forms.ChoiceField(label=_("Til hvilket netværk?"))
    on = forms.DateField(label=_("Dag"))
    begins = TimeOfDay(
        label=_("Fra klokken"), error_messages={"required": _("Skriv, hvornår I begynder.")}
    )
    ends = TimeOfDay(
        label=_("Til klokken"), error_messages={"required": _("Skriv, hvornår I er færdige.")}
    )

    def __init__(self, *args: Any, networks: list[Network]) -> None:
        super().__init__(*args)
        self.networks = {str(one.pk): one for one in networks}
        choices = [(pk, one.title) for pk, one in self.networks.items()]
        self.fields["network"].choices = choices if len(choices) == 1 else [("", ""), *choices]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(_("Den dag er allerede gået. Vælg en, der ligger forude."))
        if on > clock.today() + FURTHEST:
            raise forms.ValidationError(_("Et sted kan reserveres et år frem. Vælg en dag før."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in {"begins", "ends"} & set(cleaned) if "on" in cleaned else ():
            moment = moment_of(cleaned["on"], cleaned[name])
            if moment is None:
                self.add_error(name, _("Den nat stilles uret frem, så klokkeslættet findes ikke."))
            else:
                cleaned[f"{name}_at"] = moment
        begins_at, ends_at = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins_at and ends_at and ends_at <= begins_at:
            self.add_error("ends", _("I skal være færdige senere, end I begynder."))
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        said = self.cleaned_data
        network = self.networks[said["network"]]
        return {"network": network, "begins_at": said["begins_at"], "ends_at": said["ends_at"]}
