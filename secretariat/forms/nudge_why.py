from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.danish import danish_order
from netvaerk.people.forms.person_field import PersonField
from netvaerk.people.models import Person
from secretariat.models import NudgeRule


class NudgeWhyForm(forms.Form):
    """Whose nudges, and of which rule; guests and closed accounts are asked about too."""

    person = PersonField(
        Person.objects.all(),
        label=_("Hvem?"),
        help_text=_(
            "Begynd på navnet, eller skriv mailadressen. En gæsts adresse skrives helt ud."
        ),
        error_messages={"unknown": _("Vi kender ingen med den adresse.")},
    )
    rule = forms.ModelChoiceField(
        NudgeRule.objects.order_by(danish_order("name"), "pk"),
        label=_("Hvilken regel?"),
        empty_label=_("Alle regler"),
        required=False,
    )
