from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.enums import Audience

# Beside the save button, before saving: who will be able to read it.
READERS = {
    Audience.NETWORK: _("Kun netværket kan læse det."),
    Audience.SECRETARIAT: _("Netværket og sekretariatet kan læse det."),
    Audience.EMPLOYEES: _("Alle medarbejdere kan læse det."),
}
CHOICES = [
    (Audience.NETWORK, _("Kun netværket: deltagerne og jeres egen konsulent og co-driver")),
    (Audience.SECRETARIAT, _("Netværket og sekretariatet")),
    (Audience.EMPLOYEES, _("Alle medarbejdere, også cheferne")),
]


class ReadersField(forms.ChoiceField):
    """Who may read a text: the network, unless somebody chooses more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": _("Hvem må læse det?"),
                "choices": CHOICES,
                "initial": Audience.NETWORK,
                "widget": forms.RadioSelect,
                **options,
            }
        )


class ShieldedForm(forms.Form):
    """A form for a text with an audience; `components/_save_readers.html` says it in words."""

    readers = READERS
