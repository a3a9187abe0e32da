from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PersonField
from networks.models import Network
from secretariat.forms.support import BY_ADDRESS
from secretariat.models import SparringSession


class SparringForm(forms.ModelForm):
    network = forms.ModelChoiceField(
        label=_("Netværk"),
        queryset=Network.objects.alive().in_danish_order(),
        empty_label=_("Vælg et netværk"),
    )
    partner = PersonField(label=_("Sparring med"), help_text=BY_ADDRESS)
    takes_place_at = forms.DateTimeField(label=_("Hvornår"))

    class Meta:
        model = SparringSession
        fields = ("network", "format", "partner", "question", "takes_place_at")
