import uuid

from django.utils.translation import gettext_lazy as _

from networks.forms.audience import ReadersField, ShieldedForm
from networks.forms.prose import FormKey, Prose


class LearningForm(ShieldedForm):
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
    audience = ReadersField(label=_("Hvem må læse kortet?"))
    form_key = FormKey()

    def with_fresh_key(self) -> "LearningForm":
        """The same words, ready to be saved as a card of their own."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid.uuid4())
        return self
