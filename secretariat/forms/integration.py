from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.models import Integration


class IntegrationForm(forms.ModelForm):
    """Who reads, and what is to happen to its key."""

    NEW_KEY, CLOSE = "new_key", "close"

    key = forms.ChoiceField(
        label=_("Nøglen"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("", _("Behold den")),
            (NEW_KEY, _("Lav en ny; den gamle holder op med at virke med det samme")),
            (CLOSE, _("Luk adgangen for altid")),
        ],
    )

    class Meta:
        model = Integration
        fields = ("name", "contact")
