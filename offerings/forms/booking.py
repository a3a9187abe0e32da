"""Booking for the members of a network, answering an offer, and the two questions afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.models import Person
from netvaerk.words import Words
from networks.forms.prose import Sentence
from networks.models import Network
from offerings.enums import Usefulness
from offerings.models import Booking, Feedback
from offerings.queries.booking import Led


class SeatForm(forms.Form):
    """A seat for oneself, and for which network's sake, if it is for one."""

    network = forms.ChoiceField(label=_("Hvilket netværk er det for?"), required=False)

    def __init__(self, *args: Any, networks: Sequence[Network]) -> None:
        super().__init__(*args)
        self.networks = {str(one.pk): one for one in networks}
        titles = [(pk, one.title) for pk, one in self.networks.items()]
        field = self.fields["network"]
        field.choices = [*titles, ("", _("Ikke for et netværk"))]
        field.initial = titles[0][0] if len(titles) == 1 else ""

    @property
    def chosen(self) -> Network | None:
        return self.networks.get(self.cleaned_data["network"])


class SomeMembers(forms.TypedMultipleChoiceField):
    """Offers those without a seat; who got one meanwhile is no mistake."""

    everybody: set[str]

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.everybody


class MembersForm(forms.Form):
    """One network's members; its fields are `network` and `people`."""

    network = forms.IntegerField(widget=forms.HiddenInput)
    people = SomeMembers(
        label=_("Hvem skal med?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Sæt kryds ved mindst én.")},
    )

    def __init__(self, *args: Any, led: Led, **kwargs: Any) -> None:
        initial = {"network": led.network.pk}
        super().__init__(*args, auto_id=f"id_{led.network.pk}_%s", initial=initial, **kwargs)
        field = self.fields["people"]
        field.choices = [(one.person_id, _named(one.person)) for one in led.free]
        self.led, everybody = led, (*led.free, *led.booked)
        self.people = {one.person_id: one.person for one in everybody}
        field.everybody = {str(number) for number in self.people}

    @property
    def chosen(self) -> list[Person]:
        return [self.people[number] for number in self.cleaned_data["people"]]


class AnswerForm(forms.Form):
    """Two buttons."""

    YES, NO = "ja", "nej"

    SAID = {
        YES: _("Du har en plads. Du får en mail, som lægger den i din kalender."),
        NO: _("Tak for svaret. Pladsen går videre til den næste i rækken."),
    }

    answer = forms.ChoiceField(choices=[(YES, ""), (NO, "")])

    @property
    def is_accepted(self) -> bool:
        return self.cleaned_data["answer"] == self.YES

    @property
    def said(self) -> Words:
        return self.SAID[self.cleaned_data["answer"]]


class FeedbackForm(forms.Form):
    usefulness = forms.ChoiceField(
        label=_("Kunne du bruge det?"), choices=Usefulness.choices, widget=forms.RadioSelect
    )
    words = Sentence(
        label=_("Hvad skal være anderledes næste gang?"),
        help_text=_("En sætning eller to. Skriv ikke, hvem du er."),
        max_length=Feedback._meta.get_field("words").max_length or 0,
        required=False,
    )

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        given = getattr(booking, "feedback", None)
        said = {"usefulness": given.usefulness, "words": given.words} if given else None
        super().__init__(*args, initial=said, **kwargs)


def _named(person: Person) -> str:
    return f"{person.name}, {person.unit}" if person.unit else person.name
