"""A network asks, the secretariat answers, and the leader says what became of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.forms.prose import Sentence
from networks.forms.twice import NewForm
from offerings.models import AssignedOffering, OfferingRequest

USED, UNUSED = "brugt", "ikke"


class AskForm(NewForm):
    words = Sentence(
        label=_("Hvad vil I bruge det til?"),
        help_text=_("Et par linjer om, hvor I er lige nu, og hvad I håber på."),
        max_length=OfferingRequest._meta.get_field("words").max_length or 0,
        error_messages={"required": _("Skriv, hvad I vil bruge det til. Et par linjer er nok.")},
    )


class RequestAnswerForm(forms.ModelForm):
    """Yes with or without words; a no says why."""

    is_granted = forms.TypedChoiceField(
        label=_("Kan netværket få det?"),
        choices=[(True, _("Ja")), (False, _("Nej"))],
        coerce=lambda said: said == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej.")},
    )
    # It becomes the note on what is given, so it is no longer than that.
    answer = Sentence(
        label=_("Hvad vil du sige til dem?"),
        help_text=_("Står i den mail, de får, og på netværkets side. Et nej siger hvorfor."),
        max_length=AssignedOffering._meta.get_field("note").max_length or 0,
        required=False,
    )

    class Meta:
        model = OfferingRequest
        fields = ("is_granted", "answer")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_no = cleaned.get("is_granted") is False
        if is_no and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Skriv hvorfor, eller hvad de kan gøre i stedet."))
        return cleaned


class SettleForm(forms.Form):
    """Used on a day, or not used, because; `settled` is what the action takes."""

    outcome = forms.ChoiceField(
        label=_("Hvad blev det til?"),
        choices=[(USED, _("Vi har brugt det")), (UNUSED, _("Vi brugte det ikke"))],
        widget=forms.RadioSelect,
    )
    used_on = forms.DateField(
        label=_("Hvilken dag brugte I det?"),
        help_text=_("Vælg en dag, hvis I har brugt det."),
        initial=clock.today,
        required=False,
    )
    unused_because = Sentence(
        label=_("Hvorfor brugte I det ikke?"),
        help_text=_("Skriv det, hvis I ikke brugte det. Det er lige så nyttigt at vide."),
        max_length=AssignedOffering._meta.get_field("unused_because").max_length or 0,
        required=False,
    )

    def __init__(self, *args: Any, assigned: AssignedOffering) -> None:
        super().__init__(*args)
        for name in ("used_on", "unused_because"):
            self.fields[name].is_one_of_several = True
        if assigned.settled_at:
            self.initial["outcome"] = USED if assigned.used_on else UNUSED
            self.initial["used_on"] = assigned.used_on or clock.today()
            self.initial["unused_because"] = assigned.unused_because

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome, wrong = cleaned.get("outcome"), self.errors
        if outcome == USED and not cleaned.get("used_on") and "used_on" not in wrong:
            self.add_error("used_on", _("Vælg den dag, I brugte det."))
        if outcome == UNUSED:
            wrong.pop("used_on", None)
            if not cleaned.get("unused_because") and "unused_because" not in wrong:
                self.add_error("unused_because", _("Skriv en sætning om, hvad der kom i vejen."))
        return cleaned

    @property
    def settled(self) -> dict[str, Any]:
        if self.cleaned_data["outcome"] == USED:
            return {"used_on": self.cleaned_data["used_on"]}
        return {"unused_because": self.cleaned_data["unused_because"]}
