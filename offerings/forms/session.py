"""A session is planned and changed on the desk; afterwards its holder says who came."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.forms import PeopleField, PersonField
from netvaerk.people.models import Person
from networks.forms.line import Line, SecureLink
from networks.forms.prose import FormKey, Sentence, VersionSeen
from networks.models import Network
from offerings.models import Booking, Offering, OfferingSession, Place
from offerings.queries.calendar import place_of

WHERE = ("place", "elsewhere", "link")
PLAN = ("begins_at", "ends_at", *WHERE, "capacity", "book_by", "held_by")


class SessionForm(forms.ModelForm):
    """What the secretariat plans; `plan` is what both actions take."""

    once = FormKey()
    based_on = VersionSeen()
    begins_at = forms.DateTimeField(label=_("Begynder"))
    ends_at = forms.DateTimeField(label=_("Slutter"))
    place = forms.ModelChoiceField(
        label=_("Sted"),
        queryset=Place.objects.in_use().in_danish_order(),
        required=False,
        empty_label=_("Ikke et af vores"),
        help_text=_("Stedet bliver reserveret med det samme."),
    )
    elsewhere = Line(
        label=_("Eller et andet sted"),
        max_length=OfferingSession._meta.get_field("elsewhere").max_length or 0,
        required=False,
    )
    link = SecureLink(
        label=_("Link"),
        help_text=_("Hvis man kan være med online. Begynder med https://, som i Teams."),
        required=False,
    )
    book_by = forms.DateTimeField(
        label=_("Tilmelding senest"),
        help_text=_("Herfra kan sekretariatet stadig melde folk til, indtil holdet begynder."),
    )
    held_by = PersonField(
        label=_("Holdes af"),
        help_text=_("En medarbejder. Skriv mailadressen, som den står i Outlook."),
    )

    class Meta:
        model = OfferingSession
        fields = ("offering", "begins_at", "ends_at", "elsewhere", "link", "capacity")
        error_messages = {
            "capacity": {
                "required": _("Skriv, hvor mange der er plads til."),
                "min_value": _("Der skal være plads til mindst én."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_change = self.instance.pk is not None
        if "offering" in self.fields:
            offered = Offering.objects.active().in_danish_order()
            self.fields["offering"].queryset = offered.only("title")
        if self.is_change and "place" in self.fields:
            place = place_of(self.instance)
            self.initial |= {"place": place, "based_on": self.instance.sequence}
            # A place that is no longer in use can stay where it was chosen.
            kept = Place.objects.filter(pk=place.pk) if place else Place.objects.none()
            self.fields["place"].queryset = (Place.objects.in_use() | kept).in_danish_order()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) or name in self.errors for name in WHERE):
            self.add_error("place", _("Vælg et sted, eller skriv et andet sted eller et link."))
        if cleaned.get("place") and cleaned.get("elsewhere"):
            self.add_error("elsewhere", _("Vælg enten et af vores steder, eller skriv et andet."))
        begins, ends, by = (cleaned.get(name) for name in ("begins_at", "ends_at", "book_by"))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("Holdet skal slutte senere, end det begynder."))
        if begins and by and by > begins:
            self.add_error("book_by", _("Tilmeldingen skal slutte, før holdet begynder."))
        return cleaned

    def clean_begins_at(self) -> Any:
        begins = self.cleaned_data["begins_at"]
        if begins <= clock.now():
            raise forms.ValidationError(_("Det tidspunkt er allerede gået. Vælg et, der kommer."))
        return begins

    @property
    def plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAN}


class CallOffForm(forms.Form):
    because = Sentence(
        label=_("Hvorfor er det aflyst?"),
        help_text=_("En sætning, der står i den mail, de tilmeldte får, og på holdets side."),
        error_messages={"required": _("Skriv en sætning, så de tilmeldte ved hvorfor.")},
    )


class DeskBookingForm(forms.Form):
    """The secretariat books for anybody, also after the deadline."""

    people = PeopleField(
        Person.objects.active(),
        label=_("Hvem?"),
        help_text=_("En mailadresse på hver linje. Det kan også være en gæst med en konto."),
    )
    network = forms.ModelChoiceField(
        label=_("For hvilket netværk?"),
        queryset=Network.objects.alive().in_danish_order().only("title"),
        required=False,
        empty_label=_("Ikke for et bestemt netværk"),
    )


class AttendanceForm(forms.Form):
    """One tick for each who came; all are ticked until it has been noted once."""

    present = forms.TypedMultipleChoiceField(
        label=_("Hvem kom?"),
        help_text=_("Fjern krydset ved dem, der ikke kom."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, seated: Iterable[Booking], **kwargs: Any) -> None:
        seated = list(seated)
        came = [one.pk for one in seated if one.has_attended is not False]
        super().__init__(*args, initial={"present": came}, **kwargs)
        self.fields["present"].choices = [(one.pk, _named(one)) for one in seated]


def _named(booking: Booking) -> str:
    person = booking.person
    name = person.name or str(_("Tidligere deltager"))
    return f"{name}, {person.unit}" if person.unit else name
