from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.enums import Language


class PreferencesForm(forms.Form):
    """A person's own choices."""

    language = forms.ChoiceField(
        label=_("Sprog"), choices=Language.choices, widget=forms.RadioSelect
    )
    wants_nudges_by_mail = forms.BooleanField(
        label=_("Send mig skub på mail"),
        help_text=_("Ellers står de kun på forsiden. Svar, du venter på, kommer altid på mail."),
        required=False,
    )
