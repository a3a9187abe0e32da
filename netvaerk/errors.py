"""Pages for when something went wrong: friendly, and nothing typed is lost."""

import sys
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SECRET_FIELDS = ("password", "code", "token", "secret")
RETRY_SECONDS = "30"


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF failure view: what was typed comes back in a form with a fresh token.

    A form sent from another site gets its text back too, but no button: otherwise this page
    would hand a stranger's form our token.
    """
    return _give_back(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form from somebody whose session has ended: the text waits while they sign in again."""
    return _give_back(request, sign_in_url=resolve_url(settings.LOGIN_URL))


def _give_back(request: HttpRequest, **more: str) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not _is_secret(name)
        for value in values
        if value.strip()
    ]
    holds_secret = any(_is_secret(name) and name != "csrfmiddlewaretoken" for name in request.POST)
    context = {
        "texts": [field for field in typed if _is_written(field[1])],
        "choices": [field for field in typed if not _is_written(field[1])],
        "may_send_again": bool(typed) and not holds_secret and _is_from_here(request),
        "lost_files": bool(request.FILES),
        "path": request.get_full_path(),
        "came_from": _page_of_the_form(request),
        **more,
    }
    return render(request, "errors/expired_form.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400; Django sends what is too large this way as well."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than we take in one go."""
    return render(request, "errors/too_large.html", status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500; a database that is away for a moment is a 503 that says when to try again."""
    if isinstance(sys.exc_info()[1], OperationalError):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_SECONDS})
    return HttpResponse(render_to_string("500.html"), status=500)


def _page_of_the_form(request: HttpRequest) -> str:
    """Some addresses only take what is sent: the form's own page is the one to open again."""
    origin = _said_in(request, "Referer")
    if origin.netloc != request.get_host() or not origin.path.startswith("/"):
        return request.get_full_path()
    return origin._replace(scheme="", netloc="", fragment="").geturl()


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_FIELDS)


def _is_written(value: str) -> bool:
    """Words of a person, rather than the key of something chosen."""
    return len(value) > 40 or any(character.isspace() for character in value.strip())


def _is_from_here(request: HttpRequest) -> bool:
    """The browser itself says that the form was one of ours."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = _said_in(request, "Origin")
    return origin.netloc == request.get_host() and origin.scheme == request.scheme


def _said_in(request: HttpRequest, header: str) -> SplitResult:
    """The address in a header; one that can't be read is as good as none."""
    try:
        return urlsplit(request.headers.get(header, ""))
    except ValueError:
        return urlsplit("")
