from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PersonField
from networks.enums import Afterlife
from networks.forms.audience import ReadersField, ShieldedForm
from networks.forms.prose import Prose, Sentence
from networks.forms.twice import NewForm, VersionForm
from networks.models import Result


class ResultForm(ShieldedForm):
    """What the network leaves behind, and who may read it."""

    title = Sentence(
        label=_("Hvad er det?"),
        help_text=_("Et navn, som en kollega forstår. For eksempel »Opkald efter weekenden«."),
        max_length=Result._meta.get_field("title").max_length,
        rows=2,
        error_messages={"required": _("Skriv, hvad det er. Få ord er nok.")},
    )
    text = Prose(
        label=_("Fortæl kort, hvordan det virker"),
        error_messages={"required": _("Fortæl, hvordan det virker. Et par linjer er nok.")},
    )
    for_whom = Sentence(
        label=_("For hvem?"),
        help_text=_("Hvem mærker, at det er der?"),
        max_length=Result._meta.get_field("for_whom").max_length,
        rows=2,
        error_messages={"required": _("Skriv, hvem det er for.")},
    )
    demanded = Prose(
        label=_("Hvad krævede det?"),
        help_text=_("Tid, penge, mod, en leder, der sagde ja. Det, en modtager skal vide."),
        error_messages={"required": _("Skriv, hvad det krævede, så en modtager kan sige ja.")},
    )
    not_to_copy = Prose(
        label=_("Hvad skal andre ikke efterligne?"),
        help_text=_("De omveje, I tog, så de næste slipper."),
        required=False,
    )
    audience = ReadersField(label=_("Hvem må læse resultatet?"))


class NewResultForm(ResultForm, NewForm):
    """A new one."""


class EditResultForm(ResultForm, VersionForm):
    """One that stands already."""


class AskForm(forms.Form):
    """Ask somebody to take a result over, or give it on to somebody else."""

    person = PersonField(
        label=_("Mailadressen på den, du vil spørge"),
        help_text=_(
            "En kollega, der kan få det til at leve i sin afdeling. "
            "Begynd på navnet eller adressen, og vælg adressen fra listen."
        ),
    )
    words = Sentence(
        label=_("Et ord til modtageren"),
        help_text=_("Hvorfor netop dig? Det følger med i mailen."),
        required=False,
    )


class AnswerForm(forms.Form):
    """The receiver's yes or no; the two buttons are `decision`."""

    ACCEPT, DECLINE = "tag-imod", "nej-tak"

    words = Sentence(
        label=_("Et par ord med dit svar"),
        help_text=_("Det er frivilligt, når du tager imod. Siger du nej tak, så skriv hvorfor."),
        required=False,
    )
    decision = forms.ChoiceField(
        choices=[(ACCEPT, ""), (DECLINE, "")], widget=forms.HiddenInput, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("decision"):
            self.add_error(None, _("Vælg, om du tager imod eller siger nej tak."))
        is_decline = cleaned.get("decision") == self.DECLINE
        if is_decline and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Skriv en sætning om, hvorfor det ikke passer hos jer."))
        return cleaned

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["decision"] == self.ACCEPT


class LookAgainForm(forms.Form):
    """How the result fares; the three buttons are `answer`."""

    words = Sentence(
        label=_("Hvordan går det med det?"),
        help_text=_(
            "Skriv en sætning, og vælg så et af de tre svar: Hvem bruger det, hvad er blevet "
            "anderledes, eller hvad stoppede?"
        ),
        error_messages={"required": _("Skriv en sætning om, hvordan det går.")},
    )
    answer = forms.ChoiceField(
        choices=Afterlife.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Vælg et af de tre svar under teksten.")},
    )
