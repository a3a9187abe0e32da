from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Sentence


class JoinForm(forms.Form):
    """Ask to be in, with a sentence."""

    sentence = Sentence(
        label=_("Hvorfor vil du gerne være med?"),
        help_text=_(
            "Fortæl, hvad du møder i din hverdag, eller hvad du er nysgerrig på. En sætning er nok."
        ),
        error_messages={"required": _("Skriv en sætning om, hvorfor du gerne vil være med.")},
    )


class AnswerForm(forms.Form):
    """The leader's answer to one request; the two buttons are `decision`."""

    WELCOME, DECLINE = "velkommen", "nej"

    answer = Sentence(
        label=_("Dit svar"),
        help_text=_("En sætning. Den er frivillig, når du byder velkommen."),
        required=False,
        rows=2,
    )
    decision = forms.ChoiceField(
        choices=[(WELCOME, ""), (DECLINE, "")], widget=forms.HiddenInput, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("decision"):
            self.add_error(None, _("Vælg, om du byder velkommen eller siger nej denne gang."))
        is_decline = cleaned.get("decision") == self.DECLINE
        if is_decline and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Skriv en sætning om, hvorfor det ikke passer denne gang."))
        return cleaned

    @property
    def is_welcome(self) -> bool:
        return self.cleaned_data["decision"] == self.WELCOME
