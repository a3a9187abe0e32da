from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.enums import Language


class PreferencesForm(forms.Form):
    """The language that a person reads; what is sent to them is chosen on a page of its own."""

    language = forms.ChoiceField(
        label=_("Sprog"), choices=Language.choices, widget=forms.RadioSelect
    )


class RelationsChoiceForm(forms.Form):
    """Two buttons, one of which is there: count me, count me not."""

    YES, NO = "ja", "nej"

    er_med = forms.ChoiceField(choices=[(YES, YES), (NO, NO)])
