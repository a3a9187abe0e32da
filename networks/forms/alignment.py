from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Prose


class AlignmentAnswerForm(forms.Form):
    """What the network says to the chief's words."""

    answer = Prose(
        label=_("Hvad svarer I?"),
        help_text=_("Jeres egne ord: Kan I kende billedet, og hvad har I brug for?"),
        error_messages={"required": _("Skriv, hvad I svarer. Et par linjer er nok.")},
    )
