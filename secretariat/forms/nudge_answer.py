"""How long a question may rest, and why it is not for me."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Sentence
from secretariat.actions.nudge_answer import RESTS, USUAL_REST
from secretariat.models import Snooze

NAMES = {3: _("3 dage"), 7: _("En uge"), 30: _("En måned")}


class RestForm(forms.Form):
    """For "ikke nu"; one click is a week."""

    days = forms.TypedChoiceField(
        label=_("Hvor længe?"),
        choices=[(days, NAMES[days]) for days in RESTS],
        coerce=int,
        empty_value=USUAL_REST,
        initial=USUAL_REST,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Vælg 3 dage, en uge eller en måned.")},
    )


class NotRelevantForm(forms.Form):
    """For "ikke relevant"."""

    word = Sentence(
        max_length=Snooze._meta.get_field("word").max_length,
        rows=2,
        label=_("Hvorfor ikke?"),
        help_text=_(
            "Du behøver ikke skrive noget. Et par ord hjælper os til at spørge de rigtige."
        ),
        required=False,
    )
