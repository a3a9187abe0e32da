from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Sentence
from networks.models import Network, Phase
from networks.queries.phase import phases_ahead


class PhaseForm(forms.Form):
    """Move to another phase of the network's type, and say what changed."""

    to = forms.ModelChoiceField(
        label=_("Hvor er I nu?"), queryset=Phase.objects.all(), widget=forms.RadioSelect
    )
    sentence = Sentence(
        label=_("Hvad har ændret sig?"),
        help_text=_(
            "En sætning. Den står under »Vejen hertil«, hvor alle medarbejdere kan læse den."
        ),
        error_messages={"required": _("Skriv en sætning om, hvad der har ændret sig.")},
    )

    def __init__(self, *args, network: Network, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.empty_label = None
        field.queryset = phases_ahead(network).exclude(pk=network.phase_id)
        field.label_from_instance = lambda phase: f"{phase.name}: {phase.meaning}"
