"""The letters about signing in, in our own words; what they answer is allauth's."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.mail import Letter

NOT_YOU = _("Var det ikke dig, så se bort fra den. Så sker der ingenting.")
NOT_YOU_AND_DONE = _("Var det ikke dig, så vælg straks en ny adgangskode, og skriv til os.")
ACCOUNT = _("Du får mailen, fordi der sker noget med din konto.")
ASKED = _("Du får mailen, fordi nogen har skrevet din adresse hos os.")
Context = Mapping[str, Any]


def letter_for(occasion: str, context: Context) -> Letter | None:
    """The letter for allauth's `occasion`, e.g. "account/email/password_reset_key"."""
    name = occasion.rpartition("/")[2]
    if write := LETTERS.get(name):
        return write(context)
    sentence = HAPPENED.get(name)
    return _happened(sentence) if sentence else None


def _path(address: str) -> str:
    """Only the path: the host comes from the settings, never from what a request claimed."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _confirm(context: Context) -> Letter:
    return Letter(
        subject=_("Bekræft din mailadresse"),
        paragraphs=[
            _("Velkommen til. Bekræft, at adressen er din, så er du i gang."),
            NOT_YOU,
        ],
        why=ASKED,
        button_label=_("Bekræft min mailadresse"),
        button_path=_path(context["activate_url"]),
        has_account=False,
    )


def _reset(context: Context) -> Letter:
    return Letter(
        subject=_("Vælg en ny adgangskode"),
        paragraphs=[_("Her er linket til at vælge en ny adgangskode."), NOT_YOU],
        why=ASKED,
        button_label=_("Vælg en ny adgangskode"),
        button_path=_path(context["password_reset_url"]),
        has_account=False,
    )


def _exists(context: Context) -> Letter:
    return Letter(
        subject=_("Du har allerede en konto"),
        paragraphs=[
            _("Nogen ville oprette en konto med din adresse, men du har allerede en."),
            _("Log ind med den. Kender du ikke adgangskoden, så vælg en ny."),
            NOT_YOU,
        ],
        why=ASKED,
        button_label=_("Vælg en ny adgangskode"),
        button_path=_path(context["password_reset_url"]),
        has_account=False,
    )


def _unknown(_context: Context) -> Letter:
    return Letter(
        subject=_("Der er ingen konto med din adresse"),
        paragraphs=[
            _("Nogen ville vælge en ny adgangskode, men vi kender ingen konto med din adresse."),
            _("Er du ansat i kommunen, så opret en. Ellers skal du være inviteret."),
            NOT_YOU,
        ],
        why=ASKED,
        button_label=_("Opret konto"),
        button_path=reverse("account_signup"),
        has_account=False,
    )


def _code(context: Context) -> Letter:
    return Letter(
        subject=_("Din kode til Netværk"),
        paragraphs=[
            format_lazy(_("Koden er {code}"), code=context["code"]),
            _("Skriv den i det vindue, hvor du bad om den. Den virker i et kvarter."),
            NOT_YOU,
        ],
        why=ASKED,
        has_account=False,
    )


def _no_code_but_password(_context: Context) -> Letter:
    return Letter(
        subject=_("Log ind med din adgangskode"),
        paragraphs=[
            _("Nogen bad om en kode til din adresse. Koder er kun til gæster uden adgangskode."),
            _("Du logger ind med din adgangskode. Har du ingen endnu, så vælg en."),
            NOT_YOU,
        ],
        why=ASKED,
        button_label=_("Log ind"),
        button_path=reverse("account_login"),
        has_account=False,
    )


def _no_code(_context: Context) -> Letter:
    return Letter(
        subject=_("Der er ingen konto med din adresse"),
        paragraphs=[
            _("Nogen bad om en kode til din adresse, men vi kender ingen konto med den."),
            _("Er du inviteret, så åbn linket i invitationen. Prøv ellers din anden adresse."),
            NOT_YOU,
        ],
        why=ASKED,
        has_account=False,
    )


def _happened(sentence: str) -> Letter:
    return Letter(subject=sentence, paragraphs=[NOT_YOU_AND_DONE], why=ACCOUNT)


LETTERS: dict[str, Callable[[Context], Letter]] = {
    "email_confirmation": _confirm,
    "email_confirmation_signup": _confirm,
    "password_reset_key": _reset,
    "account_already_exists": _exists,
    "unknown_account": _unknown,
    "login_code": _code,
    "no_code_but_password": _no_code_but_password,
    "no_code": _no_code,
}
HAPPENED = {
    "password_changed": _("Din adgangskode er skiftet"),
    "password_reset": _("Din adgangskode er skiftet"),
    "password_set": _("Du har fået en adgangskode"),
    "totp_activated": _("To trin ved log ind er slået til"),
    "totp_deactivated": _("To trin ved log ind er slået fra"),
    "recovery_codes_generated": _("Du har fået nye gendannelseskoder"),
}
