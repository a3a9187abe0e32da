"""Picking colleagues by the address that Outlook shows, with names offered while one types."""

import re
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.people.models import Person
from netvaerk.people.models.person import PersonQuerySet

UNKNOWN = _(
    "Vi kender ingen medarbejder med den adresse. Skriv mailadressen, som den står i Outlook."
)
MANY_SEPARATORS = re.compile(r"[\n,;]+")
MOST_PEOPLE = 30


class PersonInput(forms.TextInput):
    """A text field that offers names; without JavaScript the address is simply typed."""

    template_name = "people/person/input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["options_id"] = f"{widget['attrs'].get('id', name)}_options"
        widget["attrs"] |= {
            "list": widget["options_id"],
            "inputmode": "email",
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
            "hx-get": reverse("people:person_options"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{widget['options_id']}",
            "hx-sync": "this:replace",
        }
        return context


class PersonField(forms.Field):
    """An e-mail address that cleans to a Person of `queryset`, by default any employee.

    Initial may be a Person or a primary key.
    """

    widget = PersonInput
    default_error_messages = {
        "required": _("Skriv en mailadresse, som den står i Outlook."),
        "unknown": UNKNOWN,
    }

    def __init__(self, queryset: PersonQuerySet | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.queryset = Person.objects.employees() if queryset is None else queryset

    def to_python(self, value: Any) -> Person | None:
        if value in self.empty_values:
            return None
        found = self.queryset.filter(email=_address(str(value))).first()
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Person.objects.filter(pk=value).first()
        return value.email if isinstance(value, Person) else value


class PeopleField(forms.Field):
    """Several addresses, one to a line or with commas between; cleans to a list of Persons."""

    widget = forms.Textarea(attrs={"rows": 3, "autocapitalize": "none", "spellcheck": "false"})
    default_error_messages = {
        "required": _("Skriv mindst én mailadresse, som den står i Outlook."),
        "unknown": format_lazy("{}: {}", "%(address)s", UNKNOWN),
        "too_many": _("Skriv højst %(most)d adresser."),
    }

    def __init__(self, queryset: PersonQuerySet | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.queryset = Person.objects.employees() if queryset is None else queryset

    def to_python(self, value: Any) -> list[Person]:
        if value in self.empty_values:
            return []
        addresses = [_address(part) for part in MANY_SEPARATORS.split(str(value)) if part.strip()]
        if len(addresses) > MOST_PEOPLE:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": MOST_PEOPLE}
            )
        known = {person.email: person for person in self.queryset.filter(email__in=addresses)}
        unknown = [
            ValidationError(self.error_messages["unknown"], "unknown", {"address": address[:80]})
            for address in dict.fromkeys(addresses)
            if address not in known
        ]
        if unknown:
            raise ValidationError(unknown)
        return [known[address] for address in dict.fromkeys(addresses)]

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(one.email if isinstance(one, Person) else str(one) for one in value)


def _address(text: str) -> str:
    """The bare address, also of "Mia Lund <mia@kommune.dk>" as Outlook copies it."""
    text = text.replace("\0", "").strip()
    return (parseaddr(text)[1] or text).lower() if "<" in text else text.lower()
