from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Sentence
from networks.models import Network


class RoomForm(forms.Form):
    """Whether the network takes new members, and whom it misses."""

    is_open_for_members = forms.BooleanField(
        label=_("Vi er åbne for nye deltagere"), required=False
    )
    wanted = Sentence(
        label=_("Hvem mangler I?"),
        help_text=_("For eksempel »2-3 nye fra Skole«. Det står på listen over netværk."),
        max_length=Network._meta.get_field("wanted").max_length,
        required=False,
        rows=2,
    )
