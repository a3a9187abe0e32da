from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.line import SecureLink
from networks.forms.prose import Sentence
from networks.models import Network


class RoomForm(forms.Form):
    """Whether the network takes new members, whom it misses, and where it talks from day to day."""

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
    teams_url = SecureLink(
        label=_("Jeres kanal i Teams"),
        help_text=_("Kun de, der er med, ser linket. Det begynder med https://."),
        required=False,
    )
