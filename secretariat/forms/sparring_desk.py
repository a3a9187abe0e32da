"""The desk's forms around sparring: finding a partner, and arranging one that nobody asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PeopleField, PersonField
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.enums import PartnerKind
from secretariat.forms.sparring import Moment, times_in
from secretariat.forms.support import BY_ADDRESS
from secretariat.models import SparringSession
from secretariat.queries.workload import workloads

OTHER = "other"
TIMES = ("first", "second", "third")


class ArrangeForm(forms.ModelForm):
    """A conversation at a time, without a question from the network first."""

    network = forms.ModelChoiceField(
        label=_("Netværk"),
        queryset=Network.objects.alive().in_danish_order().only("title"),
        empty_label=_("Vælg et netværk"),
    )
    partner = PersonField(label=_("Sparring med"), help_text=BY_ADDRESS)
    takes_place_at = forms.DateTimeField(label=_("Hvornår"))

    class Meta:
        model = SparringSession
        fields = ("network", "format", "partner", "question", "takes_place_at", "where")


class AssignForm(forms.ModelForm):
    """Who, and when; `given` is what the action takes."""

    chosen = forms.ChoiceField(
        label=_("Hvem kan?"),
        # Django's own name for a list that is as wide as it needs to be.
        widget=forms.RadioSelect(attrs={"class": "radiolist"}),
        required=False,
        choices=[],
    )
    other = PersonField(
        label=_("En anden medarbejder"),
        required=False,
        help_text=_("Skriv mailadressen, som den står i Outlook, hvis det er en, der ikke er her."),
    )
    peers = PeopleField(
        label=_("Kolleger, der er med"),
        required=False,
        help_text=_("Én mailadresse på hver linje. De får spørgsmålet på mail."),
    )
    takes_place_at = Moment(
        label=_("Hvornår"),
        required=False,
        help_text=_("Hvis tidspunktet er aftalt. Ellers foreslår du tider herunder."),
    )
    where = forms.CharField(label=_("Sted eller link"), required=False, max_length=200)
    first = Moment(
        label=_("Forslag 1"),
        required=False,
        help_text=_("Uden forslag bliver partneren selv bedt om at foreslå tider."),
    )
    second = Moment(label=_("Forslag 2"), required=False)
    third = Moment(label=_("Forslag 3"), required=False)

    class Meta:
        model = SparringSession
        fields = ("takes_place_at", "where")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = dict(_people_for(self.instance))
        choices = [(str(one.pk), label) for one, label in self.people.items()]
        self.fields["chosen"].choices = [*choices, (OTHER, _("En anden, som jeg skriver herunder"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, other = cleaned.get("chosen"), cleaned.get("other")
        if chosen and chosen != OTHER and other:
            self.add_error("other", _("Vælg enten en fra listen eller skriv en anden, ikke begge."))
        elif chosen in {"", OTHER} and not other and "other" not in self.errors:
            self.add_error("chosen", _("Vælg en på listen, eller skriv en anden medarbejder."))
        if cleaned.get("takes_place_at") and times_in(cleaned, TIMES):
            self.add_error(
                "takes_place_at", _("Vælg enten ét tidspunkt eller forslag, ikke begge dele.")
            )
        return cleaned

    @property
    def partner(self) -> Person:
        by_key = {str(one.pk): one for one in self.people}
        return self.cleaned_data["other"] or by_key[self.cleaned_data["chosen"]]

    @property
    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "partner": self.partner,
            "people": said["peers"],
            "times": times_in(said, TIMES),
            "takes_place_at": said["takes_place_at"],
            "where": said["where"],
        }


def _people_for(session: SparringSession) -> list[tuple[Person, str]]:
    """Whom the format is usually with, then the network's own consultant, then the others."""
    network, usually = session.network, session.format.usually_with
    why = {
        PartnerKind.REFERENCE_LEADER: (network.reference_leader, _("netværkets referenceleder")),
        PartnerKind.CO_DRIVER: (network.co_driver, _("netværkets co-driver")),
    }
    person, role = why.get(PartnerKind(usually), (None, ""))
    is_usual = _("{name}, {role}. Den slags samtale er som regel med vedkommende.")
    usual = [(person, is_usual.format(name=person.name, role=role))] if person else []
    listed = sorted(workloads(), key=lambda one: one.person.pk != network.consultant_id)
    consultants = []
    for one in listed:
        is_own = one.person.pk == network.consultant_id
        role = _("netværkets konsulent, ") if is_own else ""
        consultants.append((one.person, f"{one.person.name}: {role}{one}"))
    return usual + [row for row in consultants if row[0] != person]
