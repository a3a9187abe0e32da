"""allauth finds the forms of account.py here by the names in the settings."""

from netvaerk.people.forms.account import AddressForm, CodeForm, RequestCodeForm, SignupForm
from netvaerk.people.forms.person_field import PeopleField, PersonField
from netvaerk.people.forms.preferences import PreferencesForm

__all__ = [
    "AddressForm",
    "CodeForm",
    "PeopleField",
    "PersonField",
    "PreferencesForm",
    "RequestCodeForm",
    "SignupForm",
]
