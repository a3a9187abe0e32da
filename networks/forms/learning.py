import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.enums import Audience
from networks.forms.prose import FormKey, Prose

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


class LearningForm(forms.Form):
    """A learning card: four short fields and who may read it."""

    believed = Prose(
        label=_("Vi troede"),
        help_text=_("Det, I gik ud fra."),
        error_messages={"required": _("Skriv, hvad I troede. Få ord er nok.")},
        rows=2,
    )
    saw = Prose(
        label=_("Vi så"),
        help_text=_("Det, der faktisk skete. Uden navne på borgere."),
        error_messages={"required": _("Skriv, hvad I så eller hørte. Få ord er nok.")},
        rows=2,
    )
    learned = Prose(
        label=_("Vi lærte"),
        help_text=_("Det, I ved nu, som I ikke vidste før."),
        error_messages={"required": _("Skriv, hvad I lærte af det. Få ord er nok.")},
        rows=2,
    )
    therefore = Prose(
        label=_("Derfor vil vi"), help_text=_("Det næste, I vil prøve."), required=False, rows=2
    )
    audience = forms.ChoiceField(
        label=_("Hvem må læse kortet?"),
        choices=CHOICES,
        initial=Audience.NETWORK,
        widget=forms.RadioSelect,
    )
    form_key = FormKey()

    readers = READERS

    def with_fresh_key(self) -> "LearningForm":
        """The same words, ready to be saved as a card of their own."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid.uuid4())
        return self
