from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk.people.models import Person
from networks.forms.prose import Sentence
from networks.models import Membership, Network, Phase
from networks.queries.phase import phases_ahead


class JoinForm(forms.Form):
    """Ask to be in, with a sentence."""

    sentence = Sentence(
        label=_("Hvorfor vil du gerne være med?"),
        help_text=_(
            "Fortæl, hvad du møder i din hverdag, eller hvad du er nysgerrig på. En sætning er nok."
        ),
        error_messages={"required": _("Skriv en sætning om, hvorfor du gerne vil være med.")},
    )


class AnswerForm(forms.Form):
    """The leader's answer to one request; the two buttons are `decision`."""

    WELCOME, DECLINE = "velkommen", "nej"

    answer = Sentence(
        label=_("Dit svar"),
        help_text=_("En sætning. Skriv hvorfor, hvis du siger nej."),
        required=False,
        rows=2,
    )
    decision = forms.ChoiceField(
        choices=[(WELCOME, ""), (DECLINE, "")], widget=forms.HiddenInput, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("decision"):
            self.add_error(None, _("Vælg, om du byder velkommen eller siger nej denne gang."))
        is_decline = cleaned.get("decision") == self.DECLINE
        if is_decline and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Skriv en sætning om, hvorfor det ikke passer denne gang."))
        return cleaned

    @property
    def is_welcome(self) -> bool:
        return self.cleaned_data["decision"] == self.WELCOME


class MembershipForm(forms.Form):
    """How somebody is in, and until when."""

    is_core = forms.TypedChoiceField(
        label=_("Kernedeltager eller deltager?"),
        help_text=_("Faser og sidste dag gælder kun for deltagere."),
        choices=[
            ("1", _("Kernedeltager: med hele vejen")),
            ("", _("Deltager: med i nogle faser eller for en tid")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    phases = forms.ModelMultipleChoiceField(
        label=_("I hvilke faser?"),
        help_text=_("Vælg ingen, hvis det ikke er aftalt."),
        queryset=Phase.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = forms.DateField(
        label=_("Sidste dag"),
        help_text=_("Medlemskabet slutter af sig selv, når dagen er gået."),
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        initial = {
            "is_core": "1" if membership.is_core else "",
            "phases": membership.phases.all(),
            "ends_on": membership.ends_on,
        }
        super().__init__(*args, initial=initial, **kwargs)
        # A phase that the type no longer has can stay where it is already chosen.
        chosen = membership.phases.values("pk")
        offered = phases_ahead(membership.network).values("pk")
        self.fields["phases"].queryset = Phase.objects.filter(
            Q(pk__in=offered.order_by()) | Q(pk__in=chosen.order_by())
        )

    def clean(self) -> dict[str, Any]:
        """Whoever is in all the way has neither phases nor a last day, whatever stands there."""
        cleaned = super().clean() or {}
        if cleaned.get("is_core"):
            for name, none in (("phases", Phase.objects.none()), ("ends_on", None)):
                self.errors.pop(name, None)
                cleaned[name] = none
        return cleaned


class EndForm(forms.Form):
    """The leader ends somebody's membership, with a sentence to them."""

    words = Sentence(
        label=_("Hvorfor slutter det nu?"),
        help_text=_("En sætning. Sig det gerne, før du skriver det."),
        error_messages={"required": _("Skriv en sætning om, hvorfor det slutter nu.")},
    )


class LeadForm(forms.Form):
    """Hand the lead over to another member."""

    to = forms.ModelChoiceField(
        label=_("Hvem leder netværket fra nu af?"),
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    words = Sentence(
        label=_("Hvad vil du give videre?"),
        help_text=_("En sætning om, hvorfor lige nu, og hvad der er vigtigst at tage over."),
        error_messages={"required": _("Skriv en sætning om, hvorfor du giver ledelsen videre.")},
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = network.memberships.current().exclude(person=network.leader_id).values("person")
        employees = Person.objects.employees().filter(pk__in=members).select_related("unit")
        field = self.fields["to"]
        field.queryset = employees.in_danish_order()
        field.label_from_instance = lambda one: f"{one.name}, {one.unit}" if one.unit else one.name
