from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PersonField
from networks.forms.prose import Prose, Sentence
from networks.forms.twice import VersionForm
from networks.models import StrategicTheme


class ThemeForm(VersionForm):
    """What a theme's owner writes; who owns it is the secretariat's to say."""

    title = Sentence(
        label=_("Hvad hedder pejlemærket?"),
        max_length=StrategicTheme._meta.get_field("title").max_length,
        rows=2,
        error_messages={"required": _("Skriv, hvad pejlemærket hedder.")},
    )
    text = Prose(
        label=_("Hvad vil vi med det?"),
        help_text=_("Skriv, som du ville fortælle det til en ny medarbejder."),
        error_messages={"required": _("Skriv, hvad I vil med det. Et par linjer er nok.")},
    )
    starts_on = forms.DateField(
        label=_("Gælder fra"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("Gælder til og med"),
        help_text=_("Lad det stå tomt, så længe pejlemærket gælder."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Den sidste dag ligger før den første. Ret en af dem."))
        return cleaned

    @property
    def words(self) -> dict:
        """What was written, by the names of the model's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}


class StrategicThemeForm(forms.ModelForm):
    """A theme on the desk, where it is said who owns it too."""

    owner = PersonField(
        label=capfirst(StrategicTheme._meta.get_field("owner").verbose_name),
        help_text=StrategicTheme._meta.get_field("owner").help_text,
        required=False,
    )

    class Meta:
        model = StrategicTheme
        fields = ("title", "key", "text", "owner", "starts_on", "ends_on", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The person themselves: their key would be looked up again.
        self.initial["owner"] = self.instance.owner


def words_of(theme: StrategicTheme) -> dict:
    """What the form begins with."""
    names = ("title", "text", "starts_on", "ends_on")
    return {name: getattr(theme, name) for name in names} | {"based_on": theme.version}
