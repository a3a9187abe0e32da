"""allauth finds SignupForm and AddressForm here by the names in the settings."""

from netvaerk.people.forms.account import AddressForm, SignupForm
from netvaerk.people.forms.person_field import PeopleField, PersonField
from netvaerk.people.forms.preferences import PreferencesForm

__all__ = ["AddressForm", "PeopleField", "PersonField", "PreferencesForm", "SignupForm"]
