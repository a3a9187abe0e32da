"""What the chiefs decide, and why they take it up again."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.forms import PersonField
from netvaerk.people.models import Person
from netvaerk.people.queries.role_word import lazy_role_word
from networks.enums import DecisionOutcome
from networks.forms.prose import Prose
from networks.models import NetworkType, ThemeRound

# What each outcome names; the rest of the form is then left unread.
NAMED_BY = {
    DecisionOutcome.YES: {"network_type", "reference_leader", "network_leader"},
    DecisionOutcome.NOT_NOW: {"parked_to"},
}
ALL_NAMED = set().union(*NAMED_BY.values())


class DecideForm(forms.Form):
    """Ja, ikke nu or nej, always with a reason; what else is needed follows from the outcome."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=format_lazy(_("Hvad beslutter {chiefs}?"), chiefs=lazy_role_word("chiefs")),
        choices=DecisionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja, ikke nu eller nej.")},
    )
    network_type = forms.ModelChoiceField(
        label=_("Hvilken slags netværk?"),
        queryset=NetworkType.objects.all(),
        empty_label=_("Vælg en type"),
        error_messages={"required": _("Et ja skal have en netværkstype. Vælg en.")},
    )
    reference_leader = forms.ModelChoiceField(
        label=format_lazy(_("Hvem bliver {role}?"), role=lazy_role_word("reference_leader")),
        help_text=_("Skriver retningen og rydder sten af vejen."),
        queryset=Person.objects.chiefs().in_danish_order(),
        empty_label=_("Vælg en chef"),
        error_messages={"required": _("Et ja skal have en referenceleder. Vælg en chef.")},
    )
    network_leader = PersonField(
        label=_("Hvem skal lede netværket?"),
        error_messages={"required": _("Et ja skal have en netværksleder. Skriv en mailadresse.")},
    )
    parked_to = forms.ModelChoiceField(
        label=_("I hvilken runde skal I se på det igen?"),
        queryset=ThemeRound.objects.none(),
        empty_label=_("Vælg en runde"),
        error_messages={
            "required": _("Et »ikke nu« skal have en runde. Vælg, hvornår I ser igen.")
        },
    )
    reason = Prose(
        label=_("Begrundelse"),
        help_text=_("Skriv den til dem, der har skrevet forslaget. De får den ordret."),
        error_messages={"required": _("Skriv hvorfor. Et par linjer er nok.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parked_to"].queryset = ThemeRound.objects.open_on(clock.today())

    def full_clean(self) -> None:
        """Say what is missing for the chosen outcome, and nothing about the other two."""
        super().full_clean()
        if not self.is_bound:
            return
        for name in ALL_NAMED - NAMED_BY.get(self.data.get("outcome"), set()):
            self._errors.pop(name, None)
            self.cleaned_data[name] = None


class ReopenForm(forms.Form):
    reason = Prose(
        label=_("Hvorfor ser I på det igen?"),
        help_text=_("De, beslutningen angår, får besked med din begrundelse."),
        error_messages={"required": _("Skriv, hvorfor I ser på det igen.")},
    )
