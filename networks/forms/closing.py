from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Prose


class CloseForm(forms.Form):
    """The last words, and why, when a result has nobody who has taken it over."""

    words = Prose(
        label=_("Det tager vi med os"),
        help_text=_("Skriv det, som I ville sige det højt, sidste gang I er sammen."),
        error_messages={"required": _("Skriv et par linjer om, hvad I tager med jer.")},
    )
    why_without = Prose(
        label=_("Hvorfor afslutter I, før alle resultater er taget imod?"),
        help_text=_(
            "Måske er svaret på vej, eller det skal have lov at ende her. Begge dele er i orden."
        ),
        rows=3,
        error_messages={"required": _("Skriv, hvorfor I afslutter alligevel. En linje er nok.")},
    )

    def __init__(self, *args: Any, lacks_receiver: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lacks_receiver:
            del self.fields["why_without"]
