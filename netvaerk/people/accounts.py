"""The door: who may sign up, and how allauth writes and sends through our actions."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from netvaerk.mail import Letter
from netvaerk.people.actions.accounts import register_person, set_password
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.letters import letter_for
from netvaerk.people.models import Invitation, Person
from netvaerk.people.permissions import is_municipal
from netvaerk.people.queries.invitation import usable_invitations

IN_SESSION = "invitation"
BY_MAIL = "code"  # allauth's word for it
UNKNOWN = "account/email/unknown_account"
SAID_BY_THE_PAGE = {
    "account/messages/logged_in.txt",
    "account/messages/email_confirmation_sent.txt",
    "account/messages/login_code_sent.txt",
}


def hold_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """Remember it for the sign-up that follows; it is not used before then."""
    request.session[IN_SESSION] = invitation.pk


def held_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation that this browser came with, while it is still open."""
    held = request.session.get(IN_SESSION)
    return usable_invitations().filter(pk=held).first() if held else None


def sign_in_by_letter(request: HttpRequest, person: Person, *, to: str) -> HttpResponse:
    """Let in a guest who has just shown the key of a letter; it counts as a mailed code."""
    record_authentication(request, person, method=BY_MAIL, email=person.email)
    return perform_login(request, person, email_verification="none", redirect_url=to)


def came_by_mail(request: HttpRequest) -> bool:
    """Whether this session began with what only the mailbox holds."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == BY_MAIL for one in records)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Adresse og adgangskode passer ikke sammen. Prøv igen, eller vælg en ny adgangskode."
        ),
        "too_many_login_attempts": _("Det var mange forsøg. Vent fem minutter, og prøv så igen."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Where somebody may be led on to: an address that can't be read is nowhere."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody at all could sign up; the address decides who."""
        return bool(settings.SIGNUP_DOMAINS) or held_invitation(request) is not None

    def may_sign_up(self, request: HttpRequest, email: str) -> bool:
        """One of the municipality's own addresses, or the one that this browser's guest has."""
        invitation = held_invitation(request)
        return is_municipal(email) or (invitation is not None and invitation.email == email)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:
        said = form.cleaned_data
        invitation = held_invitation(request)
        is_guest = invitation is not None and invitation.email == said["email"]
        person = register_person(
            email=said["email"],
            first_name=said["first_name"],
            last_name=said["last_name"],
            password=said["password1"],
            invitation=invitation if is_guest else None,
        )
        if is_guest:
            # The token was in a letter to the address: that is the confirmation.
            self.stash_verified_email(request, person.email)
            del request.session[IN_SESSION]
        return person

    def set_password(self, user: Any, password: str) -> None:
        set_password(by=user, password=password)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *more: Any, **named: Any
    ) -> None:
        """Not what the page says anyway: who is signed in, and that a letter is on its way."""
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template or None, *more, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every letter leaves by the outbox, for known and unknown addresses alike."""
        person = Person.objects.active().filter(email=email.lower()).first()
        if template_prefix == UNKNOWN and self._is_at_the_codes_door(context):
            template_prefix = "no_code_but_password" if person else "no_code"
        queue_mail(
            to=person,
            to_address=email.lower(),
            cause=f"account:{uuid4()}",
            kind="account",
            letter=letter_for(template_prefix, context)
            or self._as_allauth_says(template_prefix, email, context),
        )

    def _is_at_the_codes_door(self, context: dict[str, Any]) -> bool:
        match = context["request"].resolver_match
        return match is not None and match.url_name == "account_request_login_code"

    def _as_allauth_says(self, prefix: str, email: str, context: dict[str, Any]) -> Letter:
        mail = self.render_mail(prefix, email, {"request": self.request, "email": email, **context})
        paragraphs = [part.strip() for part in str(mail.body).split("\n\n") if part.strip()]
        return Letter(subject=mail.subject, paragraphs=paragraphs, why="", has_account=False)
