from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.people.accounts import held_invitation
from netvaerk.people.actions.accounts import AddressTaken
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_sign_in_by_mail
from netvaerk.refusals import Refusal


class SignupForm(AllauthSignupForm):
    """For employees by their address, and for guests with theirs filled in from the invitation."""

    first_name = forms.CharField(label=gettext_lazy("Fornavn"), max_length=60)
    last_name = forms.CharField(label=gettext_lazy("Efternavn"), max_length=80)
    field_order = ["first_name", "last_name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["email"].label = _("Mailadresse")
        self.fields["password1"].label = _("Adgangskode")
        self.fields["password1"].help_text = _(
            "Mindst 12 tegn. Tre-fire ord, der ikke hører sammen, er lette at huske."
        )
        self.invitation = held_invitation(context.request)
        if self.invitation:
            self.initial["email"] = self.invitation.email
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Invitationen er kun til denne adresse.")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if not get_adapter().may_sign_up(context.request, email):
            # Said of every address from outside, known or not: it reveals nobody.
            raise ValidationError(
                _(
                    "Brug din arbejdsmail, der ender på %(domains)s. "
                    "Er du inviteret udefra, så åbn linket i invitationen igen."
                )
                % {"domains": _(" eller ").join(f"@{name}" for name in settings.SIGNUP_DOMAINS)}
            )
        return super().clean_email()

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        if self.account_already_exists:
            # As much work as for a new address, or the time taken would tell the two apart.
            make_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except AddressTaken:
            # A second click came first: answer it as any other address that is known.
            self.account_already_exists = True
            return super().try_save(request)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return None, redirect("account_login")


class AddressForm(AddEmailForm):
    """An address is changed by whoever vouches for it, so that roles follow the right person."""

    def clean_email(self) -> str:
        raise ValidationError(
            _("Skriv til sekretariatet på %(address)s, hvis din adresse skal ændres.")
            % {"address": settings.SECRETARIAT_EMAIL}
        )


class RequestCodeForm(RequestLoginCodeForm):
    """A code by mail, for guests without a password; everybody else gets a letter that says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Mailadresse")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        email = super().clean_email()
        if self._user and not can_sign_in_by_mail(self._user):
            self._user = None
        return email


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Koden fra mailen")
