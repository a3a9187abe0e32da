from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.forms import PersonField
from networks.forms.line import Line
from networks.forms.prose import Sentence
from networks.models import Network, Renewal

FURTHEST = timedelta(days=3 * 365)


class RenewalForm(forms.Form):
    """Until when the network goes on, and why."""

    until = forms.DateField(label=_("Hvor længe vil I fortsætte?"))
    why = Sentence(
        label=_("Hvorfor?"),
        help_text=_("En sætning om, hvad I endnu er nysgerrige på."),
        max_length=Renewal._meta.get_field("why").max_length,
        error_messages={"required": _("Skriv en sætning om, hvorfor I fortsætter.")},
    )

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until > clock.today() + FURTHEST:
            raise forms.ValidationError(_("Den dag ligger langt ude i fremtiden. Er året rigtigt?"))
        return until


class SubnetworkForm(forms.Form):
    """A network one level down: what it is about, and who leads it."""

    title = Line(
        max_length=Network._meta.get_field("title").max_length,
        label=_("Hvad skal undernetværket hedde?"),
        help_text=_("Få ord, så en kollega ved, hvad det handler om. Højst 90 tegn."),
        error_messages={"required": _("Giv undernetværket et navn.")},
    )
    challenge = Line(
        max_length=Network._meta.get_field("challenge").max_length,
        widget=forms.Textarea,
        label=_("Hvad er udfordringen i én linje?"),
        help_text=_("Gerne et spørgsmål, som ingen kan svare på endnu. Højst 160 tegn."),
        error_messages={"required": _("Skriv udfordringen i én linje.")},
    )
    leader = PersonField(
        label=_("Hvem skal lede det?"),
        help_text=_("En medarbejders mailadresse, som den står i Outlook."),
    )
