from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.enums import Certainty, Outcome, Weight
from networks.forms.audience import ReadersField, ShieldedForm
from networks.forms.prose import Prose, Sentence
from networks.forms.twice import NewForm, VersionForm
from networks.models import Assumption, Trial

SHORT = 120
BEGINNING = _("Vi går ud fra, at ")


class OneLine(Prose):
    """A few words on one line."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=SHORT, **options)
        del self.widget.attrs["rows"]


class StandingForm(VersionForm):
    """One that begins with what stands."""

    NAMES: ClassVar[tuple[str, ...]]


class AssumptionWords(ShieldedForm):
    """What the network takes for granted, and what would show that it is wrong."""

    sentence = Sentence(
        label=_("Skriv det som én sætning"),
        help_text=_(
            "Den skal kunne vise sig at være forkert: »Vi går ud fra, at forældrene læser "
            "vores beskeder« kan prøves af. »Samarbejdet skal være bedre« kan ikke."
        ),
        error_messages={"required": _("Skriv det, I går ud fra. En halv sætning er nok.")},
        rows=2,
    )
    held_by = OneLine(
        label=_("Hvem tror det?"),
        help_text=_(
            "En gruppe eller en faglighed, for eksempel »lærerne« eller »os på rådhuset«. Aldrig "
            "en person: Det er tanken, I prøver af, ikke den, der tænkte den."
        ),
        error_messages={"required": _("Skriv, hvilken gruppe eller faglighed der tror det.")},
    )
    weight = forms.ChoiceField(
        label=_("Hvor meget afhænger af den?"), choices=Weight.choices, widget=forms.RadioSelect
    )
    certainty = forms.ChoiceField(
        label=_("Hvor sikre er de?"), choices=Certainty.choices, widget=forms.RadioSelect
    )
    would_show = Prose(
        label=_("Hvad ville vise, at den er forkert?"),
        help_text=_(
            "Noget, I kunne se eller høre. Kan I ikke komme på noget, er det ikke en antagelse."
        ),
        error_messages={
            "required": _("Skriv, hvad I skulle se eller høre for at opgive den. Få ord er nok.")
        },
        rows=2,
    )
    audience = ReadersField(
        label=_("Hvem må læse antagelsen?"),
        help_text=_("De samme læser også prøvehandlingerne, det, I så, og det, der viste sig."),
    )


class AssumptionForm(AssumptionWords, NewForm):
    """A new one, begun with the words that make it one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sentence", BEGINNING)

    def clean_sentence(self) -> str:
        field, sentence = self.fields["sentence"], self.cleaned_data["sentence"]
        if sentence == BEGINNING.strip():
            raise forms.ValidationError(field.error_messages["required"], code="required")
        return sentence


class AssumptionEditForm(AssumptionWords, StandingForm):
    """One that stands already."""

    NAMES = ("sentence", "held_by", "weight", "certainty", "would_show", "audience")


class TrialWords(forms.Form):
    """A small act: what, who, when."""

    what = Sentence(
        label=_("Hvad gør I?"),
        help_text=_("Noget småt, I kan gøre snart, og som I tør lade gå galt."),
        error_messages={"required": _("Skriv, hvad I vil gøre. Få ord er nok.")},
        rows=2,
    )
    who = OneLine(
        label=_("Hvem gør det?"),
        help_text=_("For eksempel »klubben og to forældre«."),
        error_messages={"required": _("Skriv, hvem der gør det.")},
    )
    on = forms.DateField(label=_("Hvornår?"), help_text=_("Den dag, I har noget at se på."))


class TrialForm(TrialWords, NewForm):
    """A new one."""


class TrialEditForm(TrialWords, StandingForm):
    """One that is agreed already."""

    NAMES = ("what", "who", "on")


class NoteForm(StandingForm):
    """What we saw when we tried."""

    NAMES = ("saw",)

    saw = Prose(
        label=_("Hvad så I?"),
        help_text=_("Det, der faktisk skete, også når det ikke var det, I håbede. Uden navne."),
        error_messages={"required": _("Skriv, hvad I så eller hørte. Få ord er nok.")},
    )


class SettleForm(StandingForm):
    """What became of the assumption."""

    NAMES = ("outcome", "outcome_words")

    outcome = forms.ChoiceField(
        label=_("Holder den?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    outcome_words = Prose(
        label=_("Hvad viste det?"),
        help_text=_("Skriv det, så en kollega et andet sted kan bruge det. Uden navne."),
        error_messages={"required": _("Skriv, hvad der viste det. Et par linjer er nok.")},
    )


def words_of(form: type[StandingForm], row: Assumption | Trial) -> dict[str, Any]:
    """What a form that follows a version begins with."""
    return {**{name: getattr(row, name) for name in form.NAMES}, "based_on": row.version}
