from django import forms
from django.utils.translation import gettext_lazy as _

from networks.enums import PromiseOutcome
from networks.forms.prose import Sentence
from networks.forms.twice import NewForm
from networks.models import Promise


class PromiseForm(NewForm):
    """A chief's promise, in one sentence."""

    text = Sentence(
        label=_("Hvad lover du netværket?"),
        help_text=_(
            "Én ting, som du selv kan gøre noget ved. "
            "For eksempel »Jeg sørger for, at lærerne kan få fri til to møder«."
        ),
        max_length=Promise._meta.get_field("text").max_length,
        error_messages={"required": _("Skriv, hvad du lover. En sætning er nok.")},
    )


class PromiseAnswerForm(forms.Form):
    """How it went; the two buttons are `outcome`."""

    answer = Sentence(
        label=_("Hvordan gik det?"),
        help_text=_("Skriv en sætning, og vælg så et af de to svar. De er lige gode at få."),
        max_length=Promise._meta.get_field("answer").max_length,
        error_messages={"required": _("Skriv en sætning om, hvordan det gik.")},
    )
    outcome = forms.ChoiceField(
        choices=PromiseOutcome.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Vælg et af de to svar under teksten.")},
    )
