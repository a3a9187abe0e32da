"""What follows from who is asking."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from netvaerk.people.accounts import came_by_mail
from netvaerk.people.enums import Language
from netvaerk.people.permissions import can_sign_in_by_mail

# Recovery codes stand in for a lost phone; by themselves they are a second password.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

Handler = Callable[[HttpRequest], HttpResponse]


class PersonLanguageMiddleware:
    """The language is the person's own choice, Danish until then; never the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        language = person.language if person.is_authenticated else Language.DANISH.value
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class SecondFactorMiddleware:
    """Where a second factor is required, a person without one is led to setting it up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if not (settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated):
            return False
        if request.path.startswith("/konto/"):
            # What is done there may set it up or take it away: look again afterwards.
            request.session.pop("has_second_factor", None)
            return False
        # A guest's rare visit: the mailbox is theirs, and there is no password to guess.
        if can_sign_in_by_mail(request.user) and came_by_mail(request):
            return False
        # Remembered in the session, so that it costs a query once.
        if request.session.get("has_second_factor"):
            return False
        request.session["has_second_factor"] = is_mfa_enabled(request.user, types=SECOND_FACTORS)
        return not request.session["has_second_factor"]
