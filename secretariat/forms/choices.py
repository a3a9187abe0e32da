from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind
from netvaerk.words import Words
from secretariat.enums import CHANNELS, Channel
from secretariat.queries.choices import Chosen, how

# What belongs to each kind, to somebody who has never heard of kinds.
EXAMPLES: dict[NudgeKind, Words] = {
    NudgeKind.ASKED: _(
        "En invitation uden svar, en aftale at sige ja til, en plads, du er tilbudt."
    ),
    NudgeKind.APPOINTMENT: _("Et hold eller en sparring i morgen."),
    NudgeKind.NETWORK: _("Læring, antagelser, retning og aftaler, som ikke er rørt længe."),
    NudgeKind.SUPPORT: _("Sparring, der mangler en note, og tilbud, der ikke er brugt."),
    NudgeKind.RESULT: _("Resultater uden modtager, og det, du har taget imod."),
    NudgeKind.DECISION: _("Et forslag, der venter på et svar, og løfter, nogen har givet."),
    NudgeKind.HOUSE: _("Forslag at læse, netværk uden konsulent, ønsker om støtte."),
    NudgeKind.ANNOUNCEMENT: _("F.eks. at en temarunde er åben, eller en dag, I skal sætte af."),
}


class NudgeChoicesForm(forms.Form):
    """By mail or not at all, and kind by kind how; a field for each kind that concerns one."""

    wants_mail = forms.BooleanField(
        label=_("Send mig skub på mail"),
        help_text=_("Ellers står de kun på forsiden. Dine valg herunder bliver husket."),
        required=False,
    )

    def __init__(self, *args: Any, chosen: Chosen, **options: Any) -> None:
        super().__init__(*args, initial={"wants_mail": chosen.wants_mail}, **options)
        for kind, channel in chosen.channels.items():
            self.fields[kind.value] = forms.TypedChoiceField(
                label=kind.label,
                help_text=EXAMPLES[kind],
                choices=[(one.value, how(kind, one)) for one in CHANNELS[kind]],
                coerce=lambda value: Channel(int(value)),
                initial=channel.value,
            )
        self.kinds = list(chosen.channels)

    @property
    def by_kind(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in self.kinds]

    @property
    def choices(self) -> dict[NudgeKind, Channel]:
        """What was chosen in a valid form."""
        return {kind: self.cleaned_data[kind.value] for kind in self.kinds}
